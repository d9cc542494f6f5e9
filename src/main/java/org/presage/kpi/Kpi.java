/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;

/**
 * One key performance indicator of a cell, or of one slice of it.
 *
 * @param name the field's standard term, for example {@code SINR}; unique in its schema,
 * matched with its case
 * @param unit physical unit, for humans and for the check that a model and a node mean
 * the same thing
 * @param min smallest value that can be real, in {@code unit}
 * @param max largest value that can be real, in {@code unit}
 * @param transform applied before standardisation; {@link Transform#IDENTITY} if null
 */
public record Kpi(String name, String unit, double min, double max, @Nullable Transform transform) {

	public Kpi {
		if (name == null || name.isBlank()) {
			throw new InvalidInputException("kpis[].name", "a name", "nothing");
		}
		if (unit == null) {
			throw new InvalidInputException("kpis[" + name + "].unit", "a unit (\"\" for none)", "nothing");
		}
		if (!(min < max) || Double.isInfinite(min) || Double.isInfinite(max)) {
			throw new InvalidInputException("kpis[" + name + "].min", "a finite number below max = " + max, min);
		}
		if (transform == Transform.LOG1P && min < 0) {
			throw new InvalidInputException("kpis[" + name + "].min", "0 or more, for the transform log1p", min);
		}
		transform = (transform != null) ? transform : Transform.IDENTITY;
	}

	/** Whether {@code value} is absent (NaN) or can be real. Infinities never are. */
	public boolean admits(float value) {
		return Float.isNaN(value) || (value >= this.min && value <= this.max);
	}

	@Override
	public Transform transform() {
		return (this.transform != null) ? this.transform : Transform.IDENTITY;
	}

}
