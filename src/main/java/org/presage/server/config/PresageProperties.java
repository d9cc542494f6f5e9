/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

import org.presage.base.SettingNames;
import org.presage.control.CellLimits;
import org.presage.control.ControlSettings;
import org.presage.control.EvidenceSettings;
import org.presage.control.GuardSettings;
import org.presage.control.KpiLimit;
import org.presage.control.Objective;
import org.presage.control.SearchSettings;
import org.presage.control.SlicePolicy;
import org.presage.planner.ActionSpace;
import org.presage.worldmodel.correction.CorrectionSettings;
import org.presage.worldmodel.onnx.Device;

/**
 * Everything that can be configured, under {@code presage.}. A value out of its range
 * stops the start with a message that names key, value and range.
 *
 * @param loop the control loop
 * @param model the world model
 * @param planner the search for a plan
 * @param action what may be decided
 * @param reward what should be achieved
 * @param slices network slices
 * @param stream the gRPC streams
 * @param screen the screening of policies
 * @param audit what is kept of decisions
 * @param evidence what must be measured of a cell before it is planned
 * @param correction how a cell's forecasts are corrected by its errors
 * @param control supervision of decisions that are carried out
 * @param dialects YAML files of additional dialects, see docs/e2.md. A dialect with the
 * name of a built-in one replaces it
 * @param security who may call the gRPC API, and over what
 */
@Validated
@ConfigurationProperties("presage")
public record PresageProperties(@DefaultValue @Valid Loop loop, @DefaultValue @Valid Model model,
		@DefaultValue @Valid Planner planner, @DefaultValue @Valid Action action, @DefaultValue @Valid Reward reward,
		@DefaultValue @Valid Slices slices, @DefaultValue @Valid Stream stream, @DefaultValue Screen screen,
		@DefaultValue @Valid Audit audit, @DefaultValue @Valid Evidence evidence,
		@DefaultValue @Valid Correction correction, @DefaultValue @Valid Control control,
		@DefaultValue List<Path> dialects,
		@DefaultValue @Valid @NestedConfigurationProperty SecurityProperties security) {

	/**
	 * The control loop.
	 *
	 * @param budget time from receipt of a report to its decision. A later plan is not
	 * sent: the cell is held ({@code DEADLINE})
	 * @param maxCells cells that have a window at the same time. A report of one more is
	 * rejected
	 * @param maxSlices slices of one cell that are planned together. A report of one more
	 * is rejected
	 * @param maxPlanMemory most direct memory of a planning thread for one call of the
	 * model. Slices of a cell that need more are held ({@code INFEASIBLE})
	 * @param windowCapacity frames kept of each cell. A model with a longer window is not
	 * used
	 * @param gapSteps a pause of more than this many intervals restarts a cell's window;
	 * as {@code gapSteps} of the schema file that the model was trained with
	 * @param silentAfter a cell without reports for this long is forgotten
	 * @param maxAge a report whose interval ended longer ago is answered with {@code
	 * STALE}; 0: no limit. Not applied to replayed streams
	 * @param maxFuture a report whose interval ends this far in the future is rejected;
	 * 0: no limit
	 * @param surpriseLimit a cell whose smoothed surprise (1 is calm) is above this is
	 * held ({@code SURPRISED}); 0: never
	 * @param onlineCalibration whether the intervals of each cell widen after a miss and
	 * narrow after a hit, so that they keep their coverage when the network changes.
	 * false: always as calibrated in training
	 * @param threads planning threads. Each has its part of the cells, its own buffers
	 * and its own model; 0: one per processor
	 */
	public record Loop(@DefaultValue("10ms") @DurationMin(millis = 1) @DurationMax(seconds = 1) Duration budget,
			@DefaultValue("10000") @Min(1) @Max(1_000_000) int maxCells,
			@DefaultValue("64") @Min(1) @Max(1024) int maxSlices, @DefaultValue("256MB") DataSize maxPlanMemory,
			@DefaultValue("64") @Min(2) @Max(1024) int windowCapacity,
			@DefaultValue("3") @Min(1) @Max(1000) int gapSteps,
			@DefaultValue("60s") @DurationMin(seconds = 1) Duration silentAfter,
			@DefaultValue("10s") @DurationMin Duration maxAge, @DefaultValue("5s") @DurationMin Duration maxFuture,
			@DefaultValue("9") @DecimalMin("0") @Max(25) double surpriseLimit,
			@DefaultValue("true") boolean onlineCalibration, @DefaultValue("0") @Min(0) @Max(256) int threads) {
	}

	/**
	 * The world model.
	 *
	 * @param path file of the model package, or {@code builtin:slices} for the built-in
	 * model of a sliced cell; none: the built-in model
	 * @param watch interval at which the file is checked for a new version; 0: never
	 * @param device device that the model runs on. {@code auto}: a GPU if there is one
	 * and the build has the Maven profile {@code cuda}. {@code cuda} without a GPU: a
	 * warning, the processor, and {@code wm_device_fallback} 1
	 */
	public record Model(@Nullable String path, @DefaultValue("2s") @DurationMin Duration watch,
			@DefaultValue("auto") Device device) {

		/** Spring would take builtin:slices for the address of a resource. */
		public @Nullable Path file() {
			return (this.path != null) ? Path.of(this.path) : null;
		}

	}

	/**
	 * The search for a plan.
	 *
	 * @param preset search method, see docs/planner.md. {@code published} scores 1,024
	 * plans and needs a larger budget. {@code grid} is for one or two knots, with as many
	 * levels as iterations
	 * @param population plans of an iteration, at least 4; 0: as the preset. Of
	 * {@code surrogate} and {@code quick}, plans of the first iteration
	 * @param iterations most iterations; 0: as the preset
	 * @param knots free values of a plan over the horizon, at most the number of its
	 * steps
	 * @param levels constant allocations among the first plans, from the fewest to the
	 * most PRBs, at most as many as the population has room for; {@code surrogate} and
	 * {@code quick} have first plans of their own
	 * @param seed seed of the search's noise: the same seed, frames and number of
	 * iterations give the same decisions. A search that runs out of time has fewer
	 * @param batch most windows that are planned in one call of the model; 0: the fastest
	 * number, measured at start (1 to 4 on a processor, up to 64 on a GPU)
	 * @param proposals whether a search begins with the plans that the model proposes, if
	 * its package has them ({@code presage model propose} adds them)
	 */
	public record Planner(@DefaultValue("efficient") SearchPreset preset,
			@DefaultValue("0") @Min(0) @Max(4096) int population, @DefaultValue("0") @Min(0) @Max(100) int iterations,
			@DefaultValue("64") @Min(1) @Max(64) int knots, @DefaultValue("13") @Min(0) @Max(1024) int levels,
			@DefaultValue("1") long seed, @DefaultValue("0") @Min(0) @Max(10_000) int batch,
			@DefaultValue("true") boolean proposals) {

		SearchSettings search() {
			return new SearchSettings(this.preset.settings(this.population, this.iterations, this.seed), this.knots,
					this.levels, this.batch, this.proposals);
		}

	}

	/**
	 * What may be decided. The model's training data bound it too.
	 *
	 * @param minPrbs fewest PRBs of a decision
	 * @param maxPrbs most PRBs of a decision, and what the slices of a cell share. A
	 * smaller carrier in the schema takes precedence
	 * @param maxStep largest change in one decision, in PRBs; 0: no limit
	 */
	public record Action(@DefaultValue("1") @Min(0) @Max(275) int minPrbs,
			@DefaultValue("275") @Min(1) @Max(275) int maxPrbs, @DefaultValue("0") @Min(0) @Max(275) int maxStep) {
	}

	/**
	 * What should be achieved.
	 *
	 * @param weights weight of a KPI per train standard deviation, for example {@code
	 * presage.reward.weights.SINR=0.5}; none: the model's weight
	 * @param terminal weight of a KPI at the end of the horizon, per train standard
	 * deviation: the value of the state that a plan leaves behind; none: 0
	 * @param changeCost cost of a change of the PRBs, per train standard deviation
	 * @param slaPenalty cost of an interval that violates the model's SLA, and of each
	 * train standard deviation by which it does (built-in model: Delay ≤ 100 ms)
	 * @param limits chance constraints: each KPI stays inside its bounds with probability
	 * 1 − ε, by the predicted distribution
	 * @param limitPenalty cost of an interval that surely violates one of the limits, and
	 * of each train standard deviation by which its mean does
	 * @param risk κ: how much the ensemble's disagreement counts against a plan
	 */
	public record Reward(@DefaultValue Map<String, Double> weights, @DefaultValue Map<String, Double> terminal,
			@DefaultValue("0.05") @DecimalMin("0") double changeCost,
			@DefaultValue("10") @DecimalMin("0") double slaPenalty, @DefaultValue List<@Valid Limit> limits,
			@DefaultValue("10") @DecimalMin("0") double limitPenalty,
			@DefaultValue("0.1") @DecimalMin("0") double risk) {

		Objective objective() {
			return new Objective(this.weights, this.terminal, this.changeCost, this.slaPenalty, Limit.all(this.limits),
					this.limitPenalty, this.risk);
		}

	}

	/**
	 * A chance constraint: the KPI is to be inside its bounds with probability 1 − ε.
	 *
	 * @param kpi name of a predicted KPI
	 * @param min smallest admissible value in the KPI's unit; none: no lower bound
	 * @param max largest admissible value in the KPI's unit; none: no upper bound
	 * @param epsilon ε, probability of a violation that is accepted
	 */
	public record Limit(String kpi, @Nullable Double min, @Nullable Double max,
			@DefaultValue("0.05") @DecimalMin("0") @DecimalMax(value = "1", inclusive = false) double epsilon) {

		static List<KpiLimit> all(List<Limit> limits) {
			return limits.stream()
				.map((limit) -> new KpiLimit(limit.kpi, limit.min, limit.max, limit.epsilon))
				.toList();
		}

	}

	/**
	 * Network slices.
	 *
	 * @param joint whether the slices of a cell are planned together, within the cell's
	 * PRBs. false: each alone
	 * @param policies bounds and SLA of one slice, named by its S-NSSAI ({@code SST} or
	 * {@code SST-SD}, for example {@code 1-000001})
	 */
	public record Slices(@DefaultValue("true") boolean joint, @DefaultValue Map<String, @Valid Slice> policies) {

		Map<String, SlicePolicy> settings() {
			Map<String, SlicePolicy> settings = new LinkedHashMap<>();
			this.policies.forEach((name, slice) -> settings.put(name,
					SettingKeys.under("presage.slices.policies." + name + '.',
							() -> new SlicePolicy(new ActionSpace(slice.minPrbs, slice.maxPrbs, slice.maxStep),
									Limit.all(slice.limits)))));
			return settings;
		}

	}

	/**
	 * One slice.
	 *
	 * @param minPrbs fewest PRBs of the slice
	 * @param maxPrbs most PRBs of the slice
	 * @param maxStep largest change in one decision, in PRBs; 0: no limit
	 * @param limits SLA of the slice, in place of the model's; none: the model's
	 */
	public record Slice(@DefaultValue("1") @Min(0) @Max(275) int minPrbs,
			@DefaultValue("275") @Min(1) @Max(275) int maxPrbs, @DefaultValue("0") @Min(0) @Max(275) int maxStep,
			@DefaultValue List<@Valid Limit> limits) {
	}

	/**
	 * The gRPC streams.
	 *
	 * @param window most unanswered reports of a stream. The server stops reading from a
	 * client that does not read its answers
	 * @param perClient most streams of one client (a token, a certificate, else an
	 * address) at a time. One more ends with {@code RESOURCE_EXHAUSTED}
	 * @param reportsPerSecond most reports per second of one client on all its streams,
	 * with a second's worth at once after a pause. One more is answered with {@code
	 * ReportRejected}, field {@code load}, and the stream continues; 0: no limit
	 * @param cellsPerClient most cells, or slices of cells, that one client reports at a
	 * time, on all its streams. A report of one more is rejected; 0: no limit
	 * @param maxMemory most octets of unanswered requests of all clients; of one client
	 * (an address) half, of one stream an eighth. The server reads one message at a time
	 * from a stream beyond that, and ends one that sends twice as much with {@code
	 * RESOURCE_EXHAUSTED}
	 */
	public record Stream(@DefaultValue("256") @Min(1) @Max(65_536) int window,
			@DefaultValue("32") @Min(1) @Max(65_536) int perClient,
			@DefaultValue("0") @Min(0) @Max(1_000_000) int reportsPerSecond,
			@DefaultValue("2500") @Min(0) @Max(1_000_000) int cellsPerClient,
			@DefaultValue("64MB") DataSize maxMemory) {
	}

	/**
	 * The screening of policies.
	 *
	 * @param traces directory of the traces, schema files and model packages that a
	 * client of the screening may name, see docs/screening.md; none: no screening over
	 * gRPC
	 */
	public record Screen(@Nullable Path traces) {
	}

	/**
	 * Supervision of decisions that are carried out.
	 *
	 * @param effectReports reports in which an allocation must be seen to change.
	 * Otherwise its control counts as without effect and the cell is held ({@code
	 * DISTRUSTED}); 0: not checked. Not applied to advisory and replayed streams
	 * @param retryAfter a cell whose control had no effect, or was refused three times,
	 * is tried again after this long
	 * @param collapse a fall of the measured reward by more than this within {@code
	 * effect-reports} of a change, together with surprise, reverts the change ({@code
	 * ROLLED_BACK}). The loss of all KPIs in three reports does so too; 0: never
	 */
	public record Control(@DefaultValue("10") @Min(0) @Max(10_000) int effectReports,
			@DefaultValue("30s") @DurationMin(seconds = 1) Duration retryAfter,
			@DefaultValue("5") @DecimalMin("0") double collapse) {

		GuardSettings guard() {
			return new GuardSettings(this.effectReports, this.retryAfter.toNanos(), this.collapse);
		}

	}

	/**
	 * What is kept of decisions.
	 *
	 * @param ring newest decisions that are kept in memory with all their inputs, see
	 * docs/audit.md. Each takes a few kB; 0: none
	 * @param file DuckDB file that all decisions are written to. It is created, or
	 * appended to; none: nothing is written
	 */
	public record Audit(@DefaultValue("1000") @Min(0) @Max(1_000_000) int ring, @Nullable Path file) {
	}

	/**
	 * What must be measured of a cell before it is planned. Only KPIs that the model saw
	 * in training count. In an interval in which nothing is queued (the schema's outage
	 * rule) a KPI that is absent is not missing, nor is one that the dialect of a node
	 * cannot report, unless it has a limit or an SLA.
	 *
	 * @param windowShare share of the window's reports in which each KPI that the
	 * objective reads must be measured: KPIs with a weight, a limit or an SLA. Otherwise
	 * the cell is held ({@code BLIND}); 0: not checked
	 * @param freshReports each KPI that the objective reads must be measured in one of so
	 * many newest reports. Otherwise the cell is held ({@code BLIND}); 0: not checked
	 * @param otherShare share of the model's other KPIs that must be measured in {@code
	 * window-share} of the reports, their number rounded down; 0: not checked
	 * @param periodTolerance part of the model's step by which the period of a cell's
	 * reports may differ. Otherwise the cell is held ({@code OFF_STEP}); 0: not checked
	 * @param sourceSilence a cell is reported by one source (a stream, or a RIC), as a
	 * whole or by slices. A report of another one is rejected until the source ends or
	 * has been silent for this long; 0: not checked
	 */
	public record Evidence(@DefaultValue("0.5") @DecimalMin("0") @DecimalMax("1") double windowShare,
			@DefaultValue("5") @Min(0) @Max(1000) int freshReports,
			@DefaultValue("0.25") @DecimalMin("0") @DecimalMax("1") double otherShare,
			@DefaultValue("0.25") @DecimalMin("0") @DecimalMax(value = "1", inclusive = false) double periodTolerance,
			@DefaultValue("2s") @DurationMin Duration sourceSilence) {

		EvidenceSettings settings() {
			return new EvidenceSettings(this.windowShare, this.freshReports, this.otherShare, this.periodTolerance,
					this.sourceSilence.toNanos(), new SettingNames("presage.evidence."));
		}

	}

	/**
	 * The correction of a cell's forecasts by its own errors, see docs/models.md.
	 *
	 * @param mode {@code auto}: none, mixture, bias or regression, by what has proved
	 * best for the KPI of the cell. {@code mixture}, {@code bias}, {@code regression}:
	 * always that one. {@code observe}: as auto, computed and judged, and not used.
	 * {@code off}: not computed
	 * @param rate how fast evidence counts, as η of the fixed share. A mean square error
	 * up to 1/(2·rate) predicted variances counts in full
	 * @param share of the weights that goes back to the start in each report, so that the
	 * choice can change
	 * @param gate an error beyond this many predicted standard deviations teaches
	 * nothing, and no correction is larger
	 * @param slowest least weight of the newest error in a bias: its memory is 1/slowest
	 * reports
	 */
	public record Correction(@DefaultValue("observe") CorrectionSettings.Mode mode,
			@DefaultValue("0.125") @DecimalMin("0.001") @DecimalMax("10") double rate,
			@DefaultValue("0.003") @DecimalMin("0") @DecimalMax("0.5") double share,
			@DefaultValue("4") @DecimalMin("0.5") @DecimalMax("10") double gate,
			@DefaultValue("0.005") @DecimalMin("0.0001") @DecimalMax("1") double slowest) {

		CorrectionSettings settings() {
			return new CorrectionSettings(this.mode, this.rate, this.share, this.gate, this.slowest);
		}

	}

	/** What the loops take. */
	public ControlSettings settings() {
		return new ControlSettings(this.loop.budget.toNanos(), this.loop.surpriseLimit, this.loop.onlineCalibration,
				new CellLimits(this.loop.maxCells, this.loop.windowCapacity, this.loop.gapSteps,
						this.loop.silentAfter.toNanos(), this.loop.maxAge.toMillis(), this.loop.maxSlices,
						this.loop.maxPlanMemory.toBytes(), new SettingNames("presage.loop.")),
				SettingKeys.under("presage.action.",
						() -> new ActionSpace(this.action.minPrbs, this.action.maxPrbs, this.action.maxStep)),
				this.planner.search(), this.reward.objective(), this.slices.joint, this.slices.settings(),
				this.control.guard(), this.evidence.settings(), this.correction.settings());
	}

}
