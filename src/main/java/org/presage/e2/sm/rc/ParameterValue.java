/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rc;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.BitString;
import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.SequenceType.sequence;

/** RANParameter-ValueType: an element, a structure or a list. */
public sealed interface ParameterValue {

	/** RANParameter-ValueType. */
	PerType<ParameterValue> TYPE = Types.VALUE;

	/**
	 * An element that identifies the structure it is in.
	 *
	 * @param value of the element
	 */
	record Key(Element value) implements ParameterValue {
	}

	/**
	 * An element.
	 *
	 * @param value null: it exists
	 */
	record Plain(@Nullable Element value) implements ParameterValue {
	}

	/**
	 * Parameters.
	 *
	 * @param items null: it exists
	 */
	record Structure(@Nullable List<Parameter> items) implements ParameterValue {

		/** These parameters. */
		public static Structure of(Parameter... items) {
			return new Structure(List.of(items));
		}

		/** The value of a parameter that is there. */
		public @Nullable ParameterValue get(long id) {
			for (Parameter item : (this.items != null) ? this.items : List.<Parameter>of()) {
				if (item.id() == id) {
					return item.value();
				}
			}
			return null;
		}

	}

	/**
	 * Structures of one kind.
	 *
	 * @param items at least one
	 */
	record Structures(List<Structure> items) implements ParameterValue {
	}

	/** RANParameter-Value. */
	sealed interface Element {

		/** BOOLEAN. */
		record Truth(boolean value) implements Element {
		}

		/** INTEGER. */
		record Whole(long value) implements Element {
		}

		/** REAL. */
		record Real(double value) implements Element {
		}

		/** BIT STRING. */
		record Bits(BitString value) implements Element {
		}

		/** OCTET STRING. */
		record Bytes(Octets value) implements Element {
		}

		/** PrintableString. */
		record Text(String value) implements Element {
		}

	}

	/** The types in the grammar's order. */
	final class Types {

		private static final PerType<Element> ELEMENT = choice("RANParameter-Value", (c) -> {
			c.root("valueBoolean", Element.Truth.class, Per.BOOLEAN.as(Element.Truth::new, Element.Truth::value));
			c.root("valueInt", Element.Whole.class, Per.INTEGER.as(Element.Whole::new, Element.Whole::value));
			c.root("valueReal", Element.Real.class, Per.REAL.as(Element.Real::new, Element.Real::value));
			c.root("valueBitS", Element.Bits.class, Per.BITS.as(Element.Bits::new, Element.Bits::value));
			c.root("valueOctS", Element.Bytes.class, Per.OCTETS.as(Element.Bytes::new, Element.Bytes::value));
			c.root("valuePrintableString", Element.Text.class,
					Per.PRINTABLE.as(Element.Text::new, Element.Text::value));
		});

		static final PerType<ParameterValue> VALUE = choice("RANParameter-ValueType", (c) -> {
			c.root("ranP-Choice-ElementTrue", Key.class, sequence("RANParameter-ValueType-Choice-ElementTrue", (s) -> {
				var value = s.required("ranParameter-value", ELEMENT, Key::value);
				return (v) -> new Key(v.get(value));
			}));
			c.root("ranP-Choice-ElementFalse", Plain.class,
					sequence("RANParameter-ValueType-Choice-ElementFalse", (s) -> {
						var value = s.optional("ranParameter-value", ELEMENT, Plain::value);
						return (v) -> new Plain(v.orNull(value));
					}));
			c.root("ranP-Choice-Structure", Structure.class,
					wrapped("RANParameter-ValueType-Choice-Structure", "ranParameter-Structure", structure()));
			c.root("ranP-Choice-List", Structures.class,
					wrapped("RANParameter-ValueType-Choice-List", "ranParameter-List", structures()));
		});

		private Types() {
		}

		private static <T> PerType<T> wrapped(String name, String field, PerType<T> type) {
			return sequence(name, (s) -> {
				var inner = s.required(field, type, (T itself) -> itself);
				return (v) -> v.get(inner);
			});
		}

		private static PerType<Structure> structure() {
			return sequence("RANParameter-STRUCTURE", (s) -> {
				PerType<Parameter> item = Parameter.item("RANParameter-STRUCTURE-Item", Per.recursive(() -> VALUE));
				var items = s.optional("sequence-of-ranParameters", list(1, 65535, item), Structure::items);
				return (v) -> new Structure(v.orNull(items));
			});
		}

		private static PerType<Structures> structures() {
			return sequence("RANParameter-LIST", (s) -> {
				var items = s.required("list-of-ranParameter", list(1, 65535, structure()), Structures::items);
				return (v) -> new Structures(v.get(items));
			});
		}

	}

}
