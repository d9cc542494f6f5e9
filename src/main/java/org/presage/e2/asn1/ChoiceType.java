/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * An extensible CHOICE, as every one in E2SM is. The Java class of a value says which
 * alternative it is.
 *
 * @param <T> what all alternatives are
 */
public final class ChoiceType<T> implements PerType<T> {

	private final String name;

	private final List<Alternative<? extends T>> root;

	private final List<Alternative<? extends T>> additions;

	private final @Nullable T unknown;

	private ChoiceType(String name, Alternatives<T> alternatives) {
		this.name = name;
		this.root = List.copyOf(alternatives.root);
		this.additions = List.copyOf(alternatives.additions);
		this.unknown = alternatives.unknown;
	}

	/** A choice among the alternatives that {@code description} declares. */
	public static <T> ChoiceType<T> choice(String name, Consumer<Alternatives<T>> description) {
		Alternatives<T> alternatives = new Alternatives<>();
		description.accept(alternatives);
		return new ChoiceType<>(name, alternatives);
	}

	@Override
	public T read(PerReader in) {
		if (!in.bit()) {
			return this.root.get((int) in.constrained(0, this.root.size() - 1L)).read(in, false);
		}
		int index = in.small();
		if (index < this.additions.size()) {
			return this.additions.get(index).read(in, true);
		}
		if (this.unknown == null) {
			throw in.error(this.name, "one of " + names(), "extension " + index);
		}
		in.skipOpen();
		return this.unknown;
	}

	@Override
	public void write(PerWriter out, T value) {
		for (int i = 0; i < this.root.size(); i++) {
			if (this.root.get(i).is(value)) {
				out.bit(false);
				out.constrained(i, 0, this.root.size() - 1L);
				this.root.get(i).write(out, value, false);
				return;
			}
		}
		for (int i = 0; i < this.additions.size(); i++) {
			if (this.additions.get(i).is(value)) {
				out.bit(true);
				out.small(i);
				this.additions.get(i).write(out, value, true);
				return;
			}
		}
		throw new CodecException(CodecException.NO_OFFSET, this.name, "one of " + names(), value);
	}

	private List<String> names() {
		List<String> names = new ArrayList<>();
		this.root.forEach((alternative) -> names.add(alternative.name));
		this.additions.forEach((alternative) -> names.add(alternative.name));
		return names;
	}

	/** Declares the alternatives of a choice, in the order of the grammar. */
	public static final class Alternatives<T> {

		private final List<Alternative<? extends T>> root = new ArrayList<>();

		private final List<Alternative<? extends T>> additions = new ArrayList<>();

		private @Nullable T unknown;

		/** An alternative where a version of the grammar has it. */
		public <A extends T> void add(Placement placement, String name, Class<A> java, PerType<A> type) {
			if (placement == Placement.ROOT) {
				root(name, java, type);
			}
			else if (placement == Placement.ADDITION) {
				extension(name, java, type);
			}
		}

		/** An alternative before the extension marker. */
		public <A extends T> void root(String name, Class<A> java, PerType<A> type) {
			this.root.add(new Alternative<>(name, java, type, null));
		}

		/** An alternative behind the extension marker. */
		public <A extends T> void extension(String name, Class<A> java, PerType<A> type) {
			this.additions.add(new Alternative<>(name, java, type, null));
		}

		/**
		 * Alternatives ENUMERATED {true, ...}, which say nothing but that they were
		 * chosen.
		 */
		public <A extends T> void constants(Class<A> java, List<A> root, List<A> extensions) {
			root.forEach((constant) -> this.root.add(Alternative.of(java, constant)));
			extensions.forEach((constant) -> this.additions.add(Alternative.of(java, constant)));
		}

		/** The same where a version of the grammar has them. */
		public <A extends T> void constants(Placement placement, Class<A> java, List<A> constants) {
			constants(java, (placement == Placement.ROOT) ? constants : List.of(),
					(placement == Placement.ADDITION) ? constants : List.of());
		}

		/**
		 * What an alternative that nobody declared is read as; without, it is an error.
		 */
		public void unknown(T value) {
			this.unknown = value;
		}

	}

	/** An alternative: the values of a class, or only one of them. */
	private record Alternative<A>(String name, Class<A> java, PerType<A> type, @Nullable A only) {

		static <A> Alternative<A> of(Class<A> java, A constant) {
			return new Alternative<>(constant.toString(), java, Per.TRUE.as((yes) -> constant, (same) -> true),
					constant);
		}

		boolean is(Object value) {
			return (this.only != null) ? this.only.equals(value) : this.java.isInstance(value);
		}

		A read(PerReader in, boolean open) {
			try {
				return open ? in.open(this.type) : this.type.read(in);
			}
			catch (CodecException ex) {
				throw ex.within(this.name);
			}
		}

		void write(PerWriter out, Object value, boolean open) {
			try {
				if (open) {
					out.open(this.type, this.java.cast(value));
				}
				else {
					this.type.write(out, this.java.cast(value));
				}
			}
			catch (CodecException ex) {
				throw ex.within(this.name);
			}
		}

	}

}
