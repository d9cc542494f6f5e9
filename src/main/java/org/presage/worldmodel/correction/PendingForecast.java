/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.correction;

/**
 * What was forecast at one frame and is not judged yet. Arrays of steps and KPIs are
 * {@code [H, Y]}; values are standardised.
 */
final class PendingForecast {

	/** End of the interval of the newest frame seen; negative for none. */
	long madeMs = -1;

	boolean planned;

	boolean held;

	/** Of the network, for the plan chosen. */
	final float[] plan;

	/** Of the network, for the allocation held. */
	final float[] hold;

	final float[] deviation;

	/** From the network's forecast for the allocation held. */
	final float[] varx;

	final float[] bias;

	final float[] regression;

	/** Newest value of each KPI, {@code [Y]}. */
	final float[] last;

	final float[] actions;

	final float[] heldActions;

	/** Weights that it was corrected with, {@code [Y, levels]}. */
	final float[] levels;

	/** Weights that it was corrected with, {@code [Y, choices]}. */
	final float[] choices;

	PendingForecast(int horizon, int targets) {
		this.plan = new float[horizon * targets];
		this.hold = new float[this.plan.length];
		this.deviation = new float[this.plan.length];
		this.varx = new float[this.plan.length];
		this.bias = new float[this.plan.length];
		this.regression = new float[this.plan.length];
		this.last = new float[targets];
		this.actions = new float[horizon];
		this.heldActions = new float[horizon];
		this.levels = new float[targets * ForecastCorrection.Level.values().length];
		this.choices = new float[targets * ForecastCorrection.Choice.values().length];
	}

}
