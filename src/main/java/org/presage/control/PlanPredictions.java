/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;

import org.presage.planner.Imagined;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.OnlineCalibration;

/** Says in physical units, with calibrated intervals, what a model expects of plans. */
public final class PlanPredictions {

	/** Half of the central 90 % interval of a standard normal distribution. */
	private static final double NINETY = 1.645;

	private final ModelManifest manifest;

	private final boolean onlineCalibration;

	private final int horizon;

	private final int targets;

	/** Where each target stands in a frame. */
	private final int[] frameIndices;

	PlanPredictions(ModelManifest manifest, boolean onlineCalibration) {
		this.manifest = manifest;
		this.onlineCalibration = onlineCalibration;
		this.horizon = manifest.network().horizon();
		this.targets = manifest.schema().targets();
		this.frameIndices = manifest.schema().frameIndices();
	}

	/** The plan of one slice of a task with its forecast in physical units. */
	Decision.PlanForecast of(PlanningTask task, int slice, List<Decision.SliceShare> shares) {
		OnlineCalibration calibration = task.states[slice].expectation()
			.calibration(this.manifest, this.onlineCalibration);
		int ninety = this.manifest.calibration().indexOf(Calibration.DECIDED);
		int[] actions = new int[this.horizon];
		for (int h = 0; h < this.horizon; h++) {
			actions[h] = Math.round(task.plan().actions()[slice * this.horizon + h]);
		}
		KpiIntervals kpis = new KpiIntervals(this.manifest, this.frameIndices);
		float[] uncorrected = task.corrected ? new float[this.horizon * this.targets] : kpis.mean();
		int length = this.horizon * this.targets;
		for (int i = 0; i < length; i++) {
			double reach = calibration.factor(ninety, i / this.targets, i % this.targets)
					* task.deviation[slice * length + i];
			kpis.set(i, task.mean[slice * length + i], widened(reach, task, slice, i % this.targets));
			if (task.corrected) {
				uncorrected[i] = kpis.physical(this.frameIndices[i % this.targets], task.raw[slice * length + i]);
			}
		}
		return new Decision.PlanForecast(actions, task.plan().score(), task.plan().holdScore(), this.manifest.schema(),
				kpis.mean(), kpis.low(), kpis.high(), uncorrected, task.terms[slice].clone(), task.plan().rollouts(),
				shares, imputed(task, slice));
	}

	/** Names of the inputs of which the newest report has no value. */
	private List<String> imputed(PlanningTask task, int slice) {
		List<String> names = List.of();
		int kpis = this.manifest.schema().size();
		for (int k = 0; k < kpis; k++) {
			if (task.imputed[slice * kpis + k] > 0) {
				names = names.isEmpty() ? new ArrayList<>() : names;
				names.add(this.manifest.schema().kpi(k).name());
			}
		}
		return names;
	}

	/**
	 * The reach of an interval whose KPI, or other inputs, are imputed: the training
	 * data's own spread, 1 in standardised units, is added as far as they are.
	 */
	private double widened(double reach, PlanningTask task, int slice, int target) {
		int kpis = this.manifest.schema().size();
		double sum = 0;
		for (int k = 0; k < kpis; k++) {
			sum += task.imputed[slice * kpis + k];
		}
		if (sum == 0) {
			return reach;
		}
		double share = Math.max(task.imputed[slice * kpis + this.frameIndices[target]], sum / kpis);
		return Math.hypot(reach, NINETY * Math.sqrt(share));
	}

	/** A model's forecast as a reward reads it: the same arrays. */
	public static Imagined view(Prediction of) {
		return new Imagined(of.mean(), of.aleatoric(), of.epistemic(), of.sla());
	}

}
