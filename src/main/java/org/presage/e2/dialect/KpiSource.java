/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.presage.e2.sm.kpm.Measurement;

/**
 * A KPI that a node measures: the rule by which it is read, turned round.
 *
 * @param rule how it is read
 * @param index of the KPI in the schema
 */
record KpiSource(Rule rule, int index) {

	/**
	 * Whether the KPI can be written beside measurements that others decide: only a
	 * ratio's denominator may be among those.
	 */
	boolean fits(Set<String> taken) {
		List<String> ratio = this.rule.ratio();
		return scale() != 0 && ((ratio != null) ? !taken.contains(ratio.get(0)) : names().noneMatch(taken::contains));
	}

	/** The measurements that it decides. */
	Set<String> decides() {
		return names().collect(Collectors.toSet());
	}

	private Stream<String> names() {
		return this.rule.measurements().stream().map(Measurement::name).map(String::valueOf);
	}

	/** What the measurement must be for the KPI to be read; NaN for NaN. */
	double unscaled(double kpi) {
		Double offset = this.rule.offset();
		return (kpi - ((offset != null) ? offset : 0)) / scale();
	}

	private double scale() {
		Double scale = this.rule.scale();
		return (scale != null) ? scale : 1;
	}

}
