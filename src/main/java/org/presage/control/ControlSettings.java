/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Map;

import org.presage.base.InvalidInputException;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Standardizer;
import org.presage.planner.ActionSpace;
import org.presage.planner.Reward;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.correction.CorrectionSettings;

/**
 * How the loop decides.
 *
 * @param budgetNs from receipt to decision
 * @param surpriseLimit a cell whose surprise is above is held; 0 for no limit
 * @param onlineCalibration whether each cell's intervals follow their errors, see
 * {@link org.presage.worldmodel.OnlineCalibration}
 * @param cells which cells and frames are taken
 * @param actions what a cell may be given; its slices share the most of it
 * @param search how a plan is searched for
 * @param objective what should be achieved
 * @param jointSlices whether the slices of a cell are planned together
 * @param slices what single slices may be given and are promised, by S-NSSAI; others have
 * the cell's
 * @param guard when control that is carried out is not trusted any more
 * @param evidence what must be measured of a cell before it is planned
 * @param correction how a cell's forecasts are corrected by its errors
 */
public record ControlSettings(long budgetNs, double surpriseLimit, boolean onlineCalibration, CellLimits cells,
		ActionSpace actions, SearchSettings search, Objective objective, boolean jointSlices,
		Map<String, SlicePolicy> slices, GuardSettings guard, EvidenceSettings evidence,
		CorrectionSettings correction) {

	public ControlSettings {
		slices = Map.copyOf(slices);
		int least = slices.values().stream().mapToInt((slice) -> slice.bounds().min()).sum();
		if (least > actions.max()) {
			throw new InvalidInputException("slices",
					"at most the cell's " + actions.max() + " PRBs in sum of their fewest", least);
		}
	}

	/** The defaults, for tools and tests. */
	public static ControlSettings defaults() {
		return new ControlSettings(10_000_000, 9, true, CellLimits.DEFAULT, new ActionSpace(1, 275, 0),
				SearchSettings.DEFAULT, Objective.DEFAULT, true, Map.of(), GuardSettings.DEFAULT,
				EvidenceSettings.DEFAULT, CorrectionSettings.DEFAULT);
	}

	/** The same with another objective. */
	public ControlSettings withObjective(Objective other) {
		return new ControlSettings(this.budgetNs, this.surpriseLimit, this.onlineCalibration, this.cells, this.actions,
				this.search, other, this.jointSlices, this.slices, this.guard, this.evidence, this.correction);
	}

	/** The same with another search. */
	public ControlSettings withSearch(SearchSettings other) {
		return new ControlSettings(this.budgetNs, this.surpriseLimit, this.onlineCalibration, this.cells, this.actions,
				other, this.objective, this.jointSlices, this.slices, this.guard, this.evidence, this.correction);
	}

	/** The same with other slices. */
	public ControlSettings withSlices(boolean joint, Map<String, SlicePolicy> others) {
		return new ControlSettings(this.budgetNs, this.surpriseLimit, this.onlineCalibration, this.cells, this.actions,
				this.search, this.objective, joint, others, this.guard, this.evidence, this.correction);
	}

	/** The same with other bounds of the PRBs. */
	public ControlSettings withActions(ActionSpace others) {
		return new ControlSettings(this.budgetNs, this.surpriseLimit, this.onlineCalibration, this.cells, others,
				this.search, this.objective, this.jointSlices, this.slices, this.guard, this.evidence, this.correction);
	}

	/** The same with another rule of evidence. */
	public ControlSettings withEvidence(EvidenceSettings other) {
		return new ControlSettings(this.budgetNs, this.surpriseLimit, this.onlineCalibration, this.cells, this.actions,
				this.search, this.objective, this.jointSlices, this.slices, this.guard, other, this.correction);
	}

	/** The same with another correction of forecasts. */
	public ControlSettings withCorrection(CorrectionSettings other) {
		return new ControlSettings(this.budgetNs, this.surpriseLimit, this.onlineCalibration, this.cells, this.actions,
				this.search, this.objective, this.jointSlices, this.slices, this.guard, this.evidence, other);
	}

	/** The reward of a whole cell for a schema. */
	public Reward reward(KpiSchema schema, Standardizer scaler) {
		return this.objective.reward(schema, scaler);
	}

	/** What a slice should achieve, or the whole cell where it is empty. */
	Objective objective(String slice) {
		SlicePolicy policy = this.slices.get(slice);
		return (policy == null) ? this.objective : this.objective.withLimits(policy.limits());
	}

	/**
	 * The same for one cell, with what operators want of it.
	 * @param schema of the model
	 */
	public ControlSettings under(CellIntent intent, KpiSchema schema) {
		return (intent == CellIntent.NONE) ? this
				: withObjective(intent.over(this.objective, schema)).withActions(intent.cell().narrow(this.actions));
	}

	/**
	 * What a slice may be given, or the whole cell where it is empty. Where operator and
	 * training data agree: beyond what was trained on, the model's word means nothing.
	 */
	public ActionSpace space(ModelManifest manifest, String slice) {
		return space(manifest, slice, CellIntent.NONE);
	}

	/**
	 * The same with what an operator wants, inside what is configured. What is wanted of
	 * the cell holds for its slices together; what it says of steps, for each of which
	 * nobody says anything. Its fewest PRBs are not those of each slice.
	 */
	ActionSpace space(ModelManifest manifest, String slice, CellIntent intent) {
		SlicePolicy policy = this.slices.get(slice);
		PrbBounds ofCell = slice.isEmpty() ? intent.cell() : intent.cell().withoutMin();
		ActionSpace wanted = (policy != null) ? intent.slice().narrow(policy.bounds())
				: intent.slice().or(ofCell).narrow(this.actions);
		return wanted.intersect((int) Math.ceil(manifest.actionMin()), (int) Math.floor(manifest.actionMax()));
	}

	/** PRBs that the slices of a cell share, with what an operator wants of the cell. */
	int budget(ModelManifest manifest, CellIntent intent) {
		KpiSchema schema = manifest.schema();
		return Math.min(intent.cell().narrow(this.actions).max(),
				(int) Math.floor(schema.kpi(schema.actionIndex()).max()));
	}

}
