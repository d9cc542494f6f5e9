/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.BitString;
import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.PerGrammar;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * TestCondInfo: which devices a report is about.
 *
 * @param property of a device
 * @param relation of the property to the value; null if it only must be there
 * @param value to compare with; null without
 */
public record TestCondition(Property property, @Nullable Relation relation, @Nullable Operand value) {

	/**
	 * Of every device: an uplink power below what any has, as xApps in the field write
	 * it.
	 */
	public static final TestCondition ANY = new TestCondition(Property.UL_RSRP, Relation.LESSTHAN, new Whole(1000));

	static final PerGrammar<TestCondition> TYPES = new PerGrammar<>(TestCondition::type);

	private static PerType<TestCondition> type(Grammar grammar) {
		// A choice of alternatives that say nothing but their name.
		PerType<Property> property = choice("TestCond-Type", (c) -> {
			List<Property> all = List.of(Property.values());
			int late = Property.UL_RSRP.ordinal();
			c.constants(Property.class, all.subList(0, late), List.of());
			c.constants(grammar.late(), Property.class, all.subList(late, all.size()));
		});
		return sequence("TestCondInfo", (s) -> {
			var type = s.required("testType", property, TestCondition::property);
			PerType<Relation> relations = Per.enumerated(Relation.class);
			boolean optional = grammar.conditionsAreOptional();
			var relation = optional ? s.optional("testExpr", relations, TestCondition::relation)
					: s.required("testExpr", relations, TestCondition::relation);
			var value = optional ? s.optional("testValue", operand(grammar), TestCondition::value)
					: s.required("testValue", operand(grammar), TestCondition::value);
			return (v) -> new TestCondition(v.get(type), v.orNull(relation), v.orNull(value));
		});
	}

	/** TestCond-Value. */
	static PerType<Operand> operand(Grammar grammar) {
		return choice("TestCond-Value", (c) -> {
			c.root("valueInt", Whole.class, Per.INTEGER.as(Whole::new, Whole::value));
			c.root("valueEnum", Index.class, Per.INTEGER.as(Index::new, Index::value));
			c.root("valueBool", Truth.class, Per.BOOLEAN.as(Truth::new, Truth::value));
			c.root("valueBitS", Bits.class, Per.BITS.as(Bits::new, Bits::value));
			c.root("valueOctS", Bytes.class, Per.OCTETS.as(Bytes::new, Bytes::value));
			c.root("valuePrtS", Text.class, Per.PRINTABLE.as(Text::new, Text::value));
			c.add(grammar.late(), "valueReal", Real.class, Per.REAL.as(Real::new, Real::value));
		});
	}

	/** TestCond-Type, in the grammar's order. */
	public enum Property {

		/** Guaranteed bit rate. */
		GBR,
		/** Aggregate maximum bit rate. */
		AMBR,
		/** Does not move. */
		IS_STAT,
		/** Is of category M. */
		IS_CAT_M,
		/** Received power. */
		RSRP,
		/** Received quality. */
		RSRQ,
		/** Received power, uplink; an extension, as all from here on. */
		UL_RSRP,
		/** Channel quality. */
		CQI,
		/** 5G quality class. */
		FIVE_QI,
		/** LTE quality class. */
		QCI,
		/** Slice. */
		SNSSAI

	}

	/** TestCond-Expression. */
	public enum Relation {

		/** The same. */
		EQUAL,
		/** More. */
		GREATERTHAN,
		/** Less. */
		LESSTHAN,
		/** Has it inside. */
		CONTAINS,
		/** Is there. */
		PRESENT

	}

	/** TestCond-Value. */
	public sealed interface Operand {

	}

	/** A whole number. */
	public record Whole(long value) implements Operand {
	}

	/** The number of an enumeration's constant. */
	public record Index(long value) implements Operand {
	}

	/** True or false. */
	public record Truth(boolean value) implements Operand {
	}

	/** Bits. */
	public record Bits(BitString value) implements Operand {
	}

	/** Octets. */
	public record Bytes(Octets value) implements Operand {
	}

	/** Text. */
	public record Text(String value) implements Operand {
	}

	/** Any number. */
	public record Real(double value) implements Operand {
	}

}
