/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import org.presage.e2.asn1.Per;
import org.presage.e2.sm.common.PerGrammar;

import static org.presage.e2.asn1.ChoiceType.choice;

/** MeasurementRecordItem: what was measured. */
public sealed interface MeasuredValue {

	/** The value as a number; NaN if there is none. */
	double number();

	/** A whole number, 0 to 2³² − 1. */
	record Whole(long value) implements MeasuredValue {

		@Override
		public double number() {
			return this.value;
		}

	}

	/** Any number. */
	record Real(double value) implements MeasuredValue {

		@Override
		public double number() {
			return this.value;
		}

	}

	/** Nothing was measured. */
	record None() implements MeasuredValue {

		/** The one and only. */
		static final None INSTANCE = new None();

		@Override
		public double number() {
			return Double.NaN;
		}

	}

	/** The condition of the subscription does not hold. */
	record NotSatisfied() implements MeasuredValue {

		/** The one and only. */
		static final NotSatisfied INSTANCE = new NotSatisfied();

		@Override
		public double number() {
			return Double.NaN;
		}

	}

	/** Nothing was measured. */
	MeasuredValue NO_VALUE = None.INSTANCE;

	/** The condition of the subscription does not hold. */
	MeasuredValue NOT_SATISFIED = NotSatisfied.INSTANCE;

	/** MeasurementRecordItem in each grammar. */
	PerGrammar<MeasuredValue> TYPES = new PerGrammar<>((grammar) -> choice("MeasurementRecordItem", (c) -> {
		c.root("integer", Whole.class, Per.integer(0, 0xFFFF_FFFFL).as(Whole::new, Whole::value));
		c.root("real", Real.class, Per.REAL.as(Real::new, Real::value));
		c.root("noValue", None.class, Per.constant(None.INSTANCE));
		c.add(grammar.addedInV4(), "notSatisfied", NotSatisfied.class, Per.constant(NotSatisfied.INSTANCE));
		c.unknown(NO_VALUE);
	}));

}
