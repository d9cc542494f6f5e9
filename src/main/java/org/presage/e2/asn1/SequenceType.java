/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * An extensible SEQUENCE, as every one in E2SM is. Its fields are described in the order
 * of the grammar, once for both directions:
 *
 * <pre>
 * sequence("NR-CGI", (s) -&gt; {
 *     var plmn = s.required("pLMNIdentity", PLMN, NrCell::plmn);
 *     var nci = s.required("nRCellIdentity", bits(36), NrCell::nci);
 *     return (v) -&gt; new NrCell(v.get(plmn), v.get(nci));
 * })
 * </pre>
 *
 * Extension additions that are not described are skipped. Where versions of a grammar
 * differ in the place of a field, its {@link Placement} is the version's data.
 *
 * @param <T> the Java type of a whole sequence
 */
public final class SequenceType<T> implements PerType<T> {

	enum Presence {

		REQUIRED, OPTIONAL, EXTENSION, ABSENT

	}

	/** Slot of a field that is never read. */
	private static final int NONE = -1;

	private final String name;

	private final Field<T, ?>[] root;

	private final Field<T, ?>[] additions;

	private final List<Field<T, ?>> absent;

	private final int optionals;

	private final Function<Values, T> constructor;

	private SequenceType(String name, Fields<T> fields, Function<Values, T> constructor) {
		this.name = name;
		this.root = fields.only((field) -> field.presence != Presence.EXTENSION);
		this.additions = fields.only((field) -> field.presence == Presence.EXTENSION);
		this.optionals = fields.only((field) -> field.presence == Presence.OPTIONAL).length;
		this.absent = List.copyOf(fields.absent);
		this.constructor = constructor;
	}

	/**
	 * A sequence.
	 * @param description declares the fields and returns what makes a value of them
	 */
	public static <T> SequenceType<T> sequence(String name, Function<Fields<T>, Function<Values, T>> description) {
		Fields<T> fields = new Fields<>();
		Function<Values, T> constructor = description.apply(fields);
		return new SequenceType<>(name, fields, constructor);
	}

	@Override
	public T read(PerReader in) {
		boolean extended = in.bit();
		long present = in.bits(this.optionals) << (Long.SIZE - this.optionals - 1) << 1;
		Values values = in.values();
		int base = values.open(this.root.length + this.additions.length);
		for (Field<T, ?> field : this.root) {
			if (field.presence == Presence.OPTIONAL) {
				boolean there = present < 0;
				present <<= 1;
				if (!there) {
					continue;
				}
			}
			try {
				values.put(base + field.slot, field.type.read(in));
			}
			catch (CodecException ex) {
				throw ex.within(field.name);
			}
		}
		if (extended) {
			readAdditions(in, values, base);
		}
		return values.close(base, this.constructor);
	}

	private void readAdditions(PerReader in, Values values, int base) {
		int count = in.small() + 1;
		if (count > in.remaining()) {
			throw in.error(this.name, "room for " + count + " extension additions", in.remaining() + " bits");
		}
		boolean[] present = new boolean[count];
		for (int i = 0; i < count; i++) {
			present[i] = in.bit();
		}
		for (int i = 0; i < count; i++) {
			if (present[i] && i < this.additions.length) {
				Field<T, ?> field = this.additions[i];
				try {
					values.put(base + field.slot, in.open(field.type));
				}
				catch (CodecException ex) {
					throw ex.within(field.name);
				}
			}
			else if (present[i]) {
				in.skipOpen();
			}
		}
	}

	@Override
	public void write(PerWriter out, T value) {
		for (Field<T, ?> field : this.absent) {
			field.write(out, value);
		}
		boolean extended = false;
		for (Field<T, ?> field : this.additions) {
			extended |= field.getter.get(value) != null;
		}
		out.bit(extended);
		for (Field<T, ?> field : this.root) {
			if (field.presence == Presence.OPTIONAL) {
				out.bit(field.getter.get(value) != null);
			}
		}
		for (Field<T, ?> field : this.root) {
			field.write(out, value);
		}
		if (extended) {
			out.small(this.additions.length - 1);
			for (Field<T, ?> field : this.additions) {
				out.bit(field.getter.get(value) != null);
			}
			for (Field<T, ?> field : this.additions) {
				field.write(out, value);
			}
		}
	}

	/**
	 * Takes a field out of a value.
	 *
	 * @param <T> the sequence
	 * @param <F> the field
	 */
	public interface Getter<T, F> {

		/** The field; null where it is absent. */
		@Nullable F get(T value);

	}

	/** Declares the fields of a sequence, in the order of the grammar. */
	public static final class Fields<T> {

		private final List<Field<T, ?>> all = new ArrayList<>();

		private final List<Field<T, ?>> absent = new ArrayList<>();

		private int slots;

		/**
		 * Puts the root fields in the order in which they are written, where that is not
		 * the order of their declaration.
		 */
		public void order(List<Field<T, ?>> fields) {
			this.all.removeAll(fields);
			this.all.addAll(fields);
		}

		/** A field that every value has, in the root, or none at all. */
		public <F> Field<T, F> required(Placement placement, String name, PerType<F> type, Getter<T, F> getter) {
			return (placement == Placement.ABSENT) ? absent(name, type, getter) : required(name, type, getter);
		}

		/**
		 * An OPTIONAL field before or behind the extension marker; null where it is
		 * absent.
		 */
		public <F> Field<T, F> optional(Placement placement, String name, PerType<F> type, Getter<T, F> getter) {
			return switch (placement) {
				case ROOT -> optional(name, type, getter);
				case ADDITION -> extension(name, type, getter);
				case ABSENT -> absent(name, type, getter);
			};
		}

		/**
		 * A field of another version of the grammar: never read, refused when written.
		 */
		private <F> Field<T, F> absent(String name, PerType<F> type, Getter<T, F> getter) {
			Field<T, F> field = new Field<>(NONE, name, type, getter, Presence.ABSENT);
			this.absent.add(field);
			return field;
		}

		/** A field that every value has. */
		public <F> Field<T, F> required(String name, PerType<F> type, Getter<T, F> getter) {
			return add(name, type, getter, Presence.REQUIRED);
		}

		/** An OPTIONAL field; null where it is absent. */
		public <F> Field<T, F> optional(String name, PerType<F> type, Getter<T, F> getter) {
			return add(name, type, getter, Presence.OPTIONAL);
		}

		/** An OPTIONAL field behind the extension marker; null where it is absent. */
		public <F> Field<T, F> extension(String name, PerType<F> type, Getter<T, F> getter) {
			return add(name, type, getter, Presence.EXTENSION);
		}

		@SuppressWarnings("unchecked")
		private Field<T, ?>[] only(Predicate<Field<T, ?>> predicate) {
			return (Field<T, ?>[]) this.all.stream().filter(predicate).toArray(Field<?, ?>[]::new);
		}

		private <F> Field<T, F> add(String name, PerType<F> type, Getter<T, F> getter, Presence presence) {
			Field<T, F> field = new Field<>(this.slots++, name, type, getter, presence);
			this.all.add(field);
			return field;
		}

	}

	/**
	 * A field of a sequence.
	 *
	 * @param <T> the sequence
	 * @param <F> the field
	 */
	public static final class Field<T, F> {

		private final int slot;

		private final String name;

		private final PerType<F> type;

		private final Getter<T, F> getter;

		private final Presence presence;

		Field(int slot, String name, PerType<F> type, Getter<T, F> getter, Presence presence) {
			this.slot = slot;
			this.name = name;
			this.type = type;
			this.getter = getter;
			this.presence = presence;
		}

		int slot() {
			return this.slot;
		}

		private void write(PerWriter out, T value) {
			F field = this.getter.get(value);
			try {
				if (field == null) {
					if (this.presence == Presence.REQUIRED) {
						throw new CodecException(CodecException.NO_OFFSET, "SEQUENCE", "a value", "none");
					}
				}
				else if (this.presence == Presence.ABSENT) {
					throw new CodecException(CodecException.NO_OFFSET, "SEQUENCE",
							"nothing, which is all that this grammar has", field);
				}
				else if (this.presence == Presence.EXTENSION) {
					out.open(this.type, field);
				}
				else {
					this.type.write(out, field);
				}
			}
			catch (CodecException ex) {
				throw ex.within(this.name);
			}
		}

	}

	/**
	 * What was read for the fields of one sequence. A reader has one of these for all of
	 * its sequences: a stack, so that the hot path allocates nothing but the values
	 * themselves.
	 */
	public static final class Values {

		private static final int SLOTS = 64;

		private @Nullable Object[] slots = new @Nullable Object[SLOTS];

		private int base;

		private int top;

		Values() {
		}

		/** Takes slots for a sequence inside the present one. */
		int open(int count) {
			int from = this.top;
			this.top += count;
			if (this.top > this.slots.length) {
				this.slots = Arrays.copyOf(this.slots, Math.max(this.top, this.slots.length * 2));
			}
			return from;
		}

		void put(int slot, @Nullable Object value) {
			this.slots[slot] = value;
		}

		boolean has(int slot) {
			return this.slots[slot] != null;
		}

		/** Makes a value of the innermost sequence and gives its slots back, emptied. */
		<T> T close(int from, Function<Values, T> constructor) {
			this.base = from;
			T value = constructor.apply(this);
			Arrays.fill(this.slots, from, this.top, null);
			this.top = from;
			return value;
		}

		/** Number of fields that are there. */
		public int count() {
			int count = 0;
			for (int i = this.base; i < this.top; i++) {
				count += (this.slots[i] != null) ? 1 : 0;
			}
			return count;
		}

		/** A required field. */
		@SuppressWarnings({ "unchecked", "NullAway" })
		public <F> F get(Field<?, F> field) {
			return (F) this.slots[this.base + field.slot];
		}

		/** A field that may be absent; then null. */
		@SuppressWarnings("unchecked")
		public <F> @Nullable F orNull(Field<?, F> field) {
			return (field.slot == NONE) ? null : (F) this.slots[this.base + field.slot];
		}

		/** A field that may be absent; then another value. */
		public <F> F orElse(Field<?, F> field, F other) {
			F value = orNull(field);
			return (value != null) ? value : other;
		}

	}

}
