/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.SequenceType.Field;
import org.presage.e2.asn1.SequenceType.Getter;
import org.presage.e2.asn1.SequenceType.Values;

/**
 * The information elements of a message of an application protocol, ProtocolIE-Container.
 * They are described in the order in which they are written, once for both directions:
 *
 * <pre>
 * elements("RICsubscriptionDeleteRequest", (s) -&gt; {
 *     var request = s.required(REQUEST, DeleteRequest::request);
 *     var function = s.required(FUNCTION, DeleteRequest::function);
 *     return (v) -&gt; new DeleteRequest(v.get(request), v.get(function));
 * })
 * </pre>
 *
 * Any order is read. What is not described is left out unless its criticality is reject;
 * an element twice, and a required one that is not there, are errors.
 *
 * @param <T> the Java type of a whole message
 */
public final class IeContainerType<T> implements PerType<T> {

	/** Most elements of a container: maxProtocolIEs. */
	private static final int MAX = 65_535;

	private final String name;

	private final Element<T, ?>[] elements;

	private final Function<Values, T> constructor;

	@SuppressWarnings("unchecked")
	private IeContainerType(String name, Elements<T> elements, Function<Values, T> constructor) {
		this.name = name;
		this.elements = (Element<T, ?>[]) elements.all.toArray(Element<?, ?>[]::new);
		this.constructor = constructor;
	}

	/**
	 * A message: an extensible SEQUENCE of nothing but a container.
	 * @param description declares the elements and returns what makes a value of them
	 */
	public static <T> PerType<T> elements(String name, Function<Elements<T>, Function<Values, T>> description) {
		Elements<T> declared = new Elements<>();
		Function<Values, T> constructor = description.apply(declared);
		PerType<T> container = new IeContainerType<>(name, declared, constructor);
		return SequenceType.sequence(name, (s) -> {
			var ies = s.required("protocolIEs", container, (T itself) -> itself);
			return (v) -> v.get(ies);
		});
	}

	@Override
	public T read(PerReader in) {
		int count = (int) in.constrained(0, MAX);
		Values values = in.values();
		int base = values.open(this.elements.length);
		for (int i = 0; i < count; i++) {
			long id = Ie.ID.read(in);
			Criticality criticality = Criticality.TYPE.read(in);
			Element<T, ?> element = find(id);
			if (element == null) {
				Ie.skip(in, this.name, id, criticality);
			}
			else if (values.has(base + element.slot())) {
				throw in.error(this.name, element.ie.name() + " once", "it twice");
			}
			else {
				values.put(base + element.slot(), element.ie.read(in));
			}
		}
		for (Element<T, ?> element : this.elements) {
			if (element.required && !values.has(base + element.slot())) {
				throw in.error(this.name, element.ie.name(), "none");
			}
		}
		return values.close(base, this.constructor);
	}

	private @Nullable Element<T, ?> find(long id) {
		for (Element<T, ?> element : this.elements) {
			if (element.ie.id() == id) {
				return element;
			}
		}
		return null;
	}

	@Override
	public void write(PerWriter out, T value) {
		int count = 0;
		for (Element<T, ?> element : this.elements) {
			count += element.isIn(value) ? 1 : 0;
		}
		out.constrained(count, 0, MAX);
		for (Element<T, ?> element : this.elements) {
			element.write(out, value);
		}
	}

	/** Declares the elements of a message, in the order in which they are written. */
	public static final class Elements<T> {

		private final List<Element<T, ?>> all = new ArrayList<>();

		/** An element that every message has. */
		public <F> Field<T, F> required(Ie<F> ie, Getter<T, F> getter) {
			return add(ie, getter, true);
		}

		/** An element that may be absent; then it is null. */
		public <F> Field<T, F> optional(Ie<F> ie, Getter<T, F> getter) {
			return add(ie, getter, false);
		}

		private <F> Field<T, F> add(Ie<F> ie, Getter<T, F> getter, boolean required) {
			Field<T, F> field = new Field<>(this.all.size(), ie.name(), ie.type(), getter,
					SequenceType.Presence.OPTIONAL);
			this.all.add(new Element<>(ie, field, getter, required));
			return field;
		}

	}

	private record Element<T, F>(Ie<F> ie, Field<T, F> field, Getter<T, F> getter, boolean required) {

		int slot() {
			return this.field.slot();
		}

		boolean isIn(T value) {
			return this.getter.get(value) != null;
		}

		void write(PerWriter out, T value) {
			F there = this.getter.get(value);
			if (there != null) {
				this.ie.write(out, there);
			}
			else if (this.required) {
				throw new CodecException(CodecException.NO_OFFSET, this.ie.name(), "a value", "none");
			}
		}

	}

}
