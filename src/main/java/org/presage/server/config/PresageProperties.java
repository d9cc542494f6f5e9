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
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import org.presage.control.CellLimits;
import org.presage.control.ControlSettings;
import org.presage.control.GuardSettings;
import org.presage.control.KpiLimit;
import org.presage.control.Objective;
import org.presage.control.SearchSettings;
import org.presage.control.SlicePolicy;
import org.presage.planner.ActionSpace;
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
 * @param control what is made of decisions that are carried out
 * @param dialects YAML files of dialects of one's own, see docs/e2.md (none)
 * @param security who may call the gRPC API, and over what
 */
@Validated
@ConfigurationProperties("presage")
public record PresageProperties(@DefaultValue @Valid Loop loop, @DefaultValue @Valid Model model,
		@DefaultValue @Valid Planner planner, @DefaultValue @Valid Action action, @DefaultValue @Valid Reward reward,
		@DefaultValue @Valid Slices slices, @DefaultValue @Valid Stream stream, @DefaultValue Screen screen,
		@DefaultValue @Valid Audit audit, @DefaultValue @Valid Control control, @DefaultValue List<Path> dialects,
		@DefaultValue @Valid SecurityProperties security) {

	/**
	 * The control loop.
	 *
	 * @param budget from receipt of a report to its decision, 1 ms to 1 s (10 ms)
	 * @param maxCells cells that have a window at the same time, 1 to 1,000,000 (10,000);
	 * more are refused
	 * @param windowCapacity frames kept of each cell, 2 to 1024 (64); no model may want a
	 * longer window
	 * @param gapSteps a pause of more than this many intervals restarts a cell's window,
	 * 1 to 1000 (3)
	 * @param silentAfter a cell without reports for this long is forgotten, at least 1 s
	 * (60 s)
	 * @param maxAge a report whose interval ended longer ago is not acted upon; 0 for no
	 * limit (10 s)
	 * @param maxFuture a report whose interval ends this far in the future is refused; 0
	 * for no limit (5 s)
	 * @param surpriseLimit a cell whose smoothed surprise (1 is calm) is above is held,
	 * at most 25; 0 for no limit (9)
	 * @param onlineCalibration whether the intervals of each cell follow the errors of
	 * its forecasts (true)
	 * @param threads that plan, each with its part of the cells, 0 to 256; 0 for one a
	 * processor (0)
	 */
	public record Loop(@DefaultValue("10ms") @DurationMin(millis = 1) @DurationMax(seconds = 1) Duration budget,
			@DefaultValue("10000") @Min(1) @Max(1_000_000) int maxCells,
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
	 * @param path of the package, or builtin:slices for the model of a sliced cell;
	 * absent for the built-in default (absent)
	 * @param watch how often the file is looked at for a new version, at least 0; 0 for
	 * never (2 s)
	 * @param device that it runs on: auto, cpu or cuda (auto); cuda wants a build with
	 * the Maven profile {@code cuda}, and without a GPU the processor is used with a
	 * warning
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
	 * @param preset efficient, cem, published, mppi, random or grid (efficient); the
	 * published one is far slower
	 * @param population plans of an iteration, 4 to 4096; 0 for the preset's (0)
	 * @param iterations at most, 1 to 100; 0 for the preset's (0)
	 * @param knots of a plan, 1 to 64, at most the model's horizon (64)
	 * @param levels constant allocations among the first plans, 0 to 1024, at most what
	 * the population leaves (13)
	 * @param seed of the search's noise (1)
	 * @param batch most windows that are planned in one call of the model, 1 to 256; 0 to
	 * choose by measurement at start (0)
	 */
	public record Planner(@DefaultValue("efficient") SearchPreset preset,
			@DefaultValue("0") @Min(0) @Max(4096) int population, @DefaultValue("0") @Min(0) @Max(100) int iterations,
			@DefaultValue("64") @Min(1) @Max(64) int knots, @DefaultValue("13") @Min(0) @Max(1024) int levels,
			@DefaultValue("1") long seed, @DefaultValue("0") @Min(0) @Max(256) int batch) {

		SearchSettings search() {
			return new SearchSettings(this.preset.settings(this.population, this.iterations, this.seed), this.knots,
					this.levels, this.batch);
		}

	}

	/**
	 * What may be decided. The model's training data bound it too.
	 *
	 * @param minPrbs fewest PRBs, 0 to 275 (1)
	 * @param maxPrbs most PRBs, 1 to 275 (275, the largest NR carrier)
	 * @param maxStep largest change in one decision in PRBs; 0 for no limit (0)
	 */
	public record Action(@DefaultValue("1") @Min(0) @Max(275) int minPrbs,
			@DefaultValue("275") @Min(1) @Max(275) int maxPrbs, @DefaultValue("0") @Min(0) @Max(275) int maxStep) {
	}

	/**
	 * What should be achieved.
	 *
	 * @param weights per KPI name, per train standard deviation; a KPI that is not named
	 * keeps the model's own (none)
	 * @param terminal the same for the KPIs at the end of the horizon (none)
	 * @param changeCost per train standard deviation of change of the PRBs, 0 or more
	 * (0.05)
	 * @param slaPenalty cost of an interval that breaks the model's service level
	 * agreement, 0 or more (10)
	 * @param limits chance constraints (none)
	 * @param limitPenalty cost of an interval that surely breaks one of the limits, 0 or
	 * more (10)
	 * @param risk how much the members' disagreement counts against a plan, 0 or more
	 * (0.1)
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
	 * @param min smallest admissible value in the KPI's unit; absent for none
	 * @param max largest admissible value in the KPI's unit; absent for none
	 * @param epsilon ε, at least 0 and below 1 (0.05)
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
	 * PRBs (true)
	 * @param policies what single slices may be given and are promised, by S-NSSAI as
	 * {@code SST} or {@code SST-SD} (none)
	 */
	public record Slices(@DefaultValue("true") boolean joint, @DefaultValue Map<String, @Valid Slice> policies) {

		Map<String, SlicePolicy> settings() {
			Map<String, SlicePolicy> settings = new LinkedHashMap<>();
			this.policies.forEach((name, slice) -> settings.put(name, new SlicePolicy(
					new ActionSpace(slice.minPrbs, slice.maxPrbs, slice.maxStep), Limit.all(slice.limits))));
			return settings;
		}

	}

	/**
	 * One slice.
	 *
	 * @param minPrbs fewest PRBs, 0 to 275 (1)
	 * @param maxPrbs most PRBs, 1 to 275 (275)
	 * @param maxStep largest change in one decision in PRBs; 0 for no limit (0)
	 * @param limits its agreement, in place of the model's; none for the model's (none)
	 */
	public record Slice(@DefaultValue("1") @Min(0) @Max(275) int minPrbs,
			@DefaultValue("275") @Min(1) @Max(275) int maxPrbs, @DefaultValue("0") @Min(0) @Max(275) int maxStep,
			@DefaultValue List<@Valid Limit> limits) {
	}

	/**
	 * The gRPC streams.
	 *
	 * @param window most unanswered reports of a stream, 1 to 65,536 (256); a client that
	 * does not read is not read from
	 * @param perClient most streams of one client at a time, 1 to 65,536 (32)
	 * @param reportsPerSecond of one client on all its streams, 0 to 1,000,000; 0 for no
	 * limit (0)
	 */
	public record Stream(@DefaultValue("256") @Min(1) @Max(65_536) int window,
			@DefaultValue("32") @Min(1) @Max(65_536) int perClient,
			@DefaultValue("0") @Min(0) @Max(1_000_000) int reportsPerSecond) {
	}

	/**
	 * The screening of policies.
	 *
	 * @param traces directory of the traces, schema files and model packages that a
	 * client may name; absent for no screening (absent)
	 */
	public record Screen(@Nullable Path traces) {
	}

	/**
	 * What is made of decisions that are carried out.
	 *
	 * @param effectReports reports in which an allocation must be seen to change before
	 * its control counts as without effect and the cell is held, 0 to 10,000; 0 to trust
	 * blindly (10)
	 * @param retryAfter a cell whose control had no effect, or was refused, is tried
	 * again after this long, at least 1 s (30 s)
	 * @param collapse a fall of the measured reward by more than this soon after a
	 * change, together with surprise, takes the change back, 0 or more; 0 for never (5)
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
	 * @param ring newest decisions that are kept in memory with all that they were made
	 * from, 0 to 1,000,000; 0 for none (1000)
	 * @param file DuckDB file that all are written to; absent for none (absent)
	 */
	public record Audit(@DefaultValue("1000") @Min(0) @Max(1_000_000) int ring, @Nullable Path file) {
	}

	/** What the loops take. */
	public ControlSettings settings() {
		return new ControlSettings(this.loop.budget.toNanos(), this.loop.surpriseLimit, this.loop.onlineCalibration,
				new CellLimits(this.loop.maxCells, this.loop.windowCapacity, this.loop.gapSteps,
						this.loop.silentAfter.toNanos(), this.loop.maxAge.toMillis()),
				new ActionSpace(this.action.minPrbs, Math.max(this.action.minPrbs, this.action.maxPrbs),
						this.action.maxStep),
				this.planner.search(), this.reward.objective(), this.slices.joint, this.slices.settings(),
				this.control.guard());
	}

}
