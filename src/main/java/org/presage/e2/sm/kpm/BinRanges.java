/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.extensible;
import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * BinRangeDefinition: the bins of a distribution.
 *
 * @param x bins of the first dimension
 * @param y of the second; null without
 * @param z of the third; null without
 */
public record BinRanges(List<Bin> x, @Nullable List<Bin> y, @Nullable List<Bin> z) {

	private static final PerType<List<Bin>> BINS = list(1, 65535, bin());

	static final PerType<BinRanges> TYPE = sequence("BinRangeDefinition", (s) -> {
		var x = s.required("binRangeListX", BINS, BinRanges::x);
		var y = s.optional("binRangeListY", BINS, BinRanges::y);
		var z = s.optional("binRangeListZ", BINS, BinRanges::z);
		return (v) -> new BinRanges(v.get(x), v.orNull(y), v.orNull(z));
	});

	private static PerType<Bin> bin() {
		PerType<Edge> edge = choice("BinRangeValue", (c) -> {
			c.root("valueInt", Whole.class, Per.INTEGER.as(Whole::new, Whole::value));
			c.root("valueReal", Real.class, Per.REAL.as(Real::new, Real::value));
		});
		return sequence("BinRangeItem", (s) -> {
			var index = s.required("binIndex", extensible(1, 65535), Bin::index);
			var start = s.required("startValue", edge, Bin::start);
			var end = s.required("endValue", edge, Bin::end);
			return (v) -> new Bin(v.get(index), v.get(start), v.get(end));
		});
	}

	/**
	 * A bin.
	 *
	 * @param index as a label names it
	 * @param start its lower edge
	 * @param end its upper edge
	 */
	public record Bin(long index, Edge start, Edge end) {
	}

	/** The edge of a bin, in the measurement's unit. */
	public sealed interface Edge {

	}

	/** A whole number. */
	public record Whole(long value) implements Edge {
	}

	/** Any number. */
	public record Real(double value) implements Edge {
	}

}
