/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.control.ControlSettings;
import org.presage.control.FirstIteration;
import org.presage.control.PlanInputs;
import org.presage.control.Replay;
import org.presage.kpi.KpiSchema;
import org.presage.planner.ActionSpace;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * Checks of a challenger before it forecasts beside the champion on running cells: a
 * model can forecast better and plan worse. Each compares the two on the same windows;
 * none needs what would have followed. The same models and windows give the same results,
 * apart from {@link #time}. Models are not closed. Used by one thread.
 */
public final class ChallengerChecks {

	/** Windows that are planned at most, to compare first actions. */
	private static final int PLANNED = 100;

	/**
	 * The same for three contexts each: with 400 the difference of two shares of 0.2 has
	 * a standard error of at most 0.03.
	 */
	private static final int ALTERNATED = 400;

	/** Of first actions that differ by more than the largest step. */
	private static final double DIFFERENT = 0.1;

	/** By which the share of alternating actions may be above the champion's. */
	private static final double ALTERNATING = 0.05;

	/**
	 * Standard deviations by which effects of the PRBs differ where they are the same.
	 */
	private static final double SAME = 1e-3;

	private static final double SLOWER = 1.5;

	private static final int WARM_UP = 5;

	private static final int TURNS = 21;

	/** More than a search has. */
	private static final int ALL_ITERATIONS = 1_000_000;

	private final WorldModel champion;

	private final WorldModel challenger;

	private final ControlSettings settings;

	/**
	 * @param settings that both plan with
	 * @throws InvalidInputException if their frames differ
	 * @throws ModelException if their windows or horizons differ
	 */
	public ChallengerChecks(WorldModel champion, WorldModel challenger, ControlSettings settings) {
		this.champion = champion;
		this.challenger = challenger;
		this.settings = settings;
		champion.manifest().schema().requireSameFrames(challenger.manifest().schema());
		NetworkSpec expected = champion.manifest().network();
		NetworkSpec found = challenger.manifest().network();
		if (expected.window() != found.window()) {
			throw new ModelException("network.window", expected.window(), found.window());
		}
		if (expected.horizon() != found.horizon()) {
			throw new ModelException("network.horizon", expected.horizon(), found.horizon());
		}
	}

	/**
	 * Makes all checks; of a model whose forecasts are not finite only that one.
	 * @param windows of {@code [L + H, F]} physical values, NaN absent
	 * @param seed of what is forecast to see whether it is finite
	 * @param isStopped asked between two checks
	 * @throws ModelException if a model could not be run or planned with
	 * @throws CancellationException if it was stopped
	 */
	public List<Check> all(float[][] windows, long seed, Clock clock, BooleanSupplier isStopped) {
		Check finite = finite(seed);
		if (!finite.passed()) {
			return List.of(finite);
		}
		List<Check> found = new ArrayList<>(List.of(finite));
		List<Supplier<Check>> others = List.of(() -> time(clock), () -> signs(windows), () -> actions(windows),
				() -> alternation(windows));
		for (Supplier<Check> next : others) {
			if (isStopped.getAsBoolean()) {
				throw new CancellationException("stopped");
			}
			found.add(next.get());
		}
		return found;
	}

	/**
	 * Whether the challenger's forecasts of 10,000 windows as bad as a network can report
	 * are finite.
	 */
	public Check finite(long seed) {
		return new HostileWindows(this.challenger, seed).check();
	}

	/**
	 * Whether the challenger finds as often as the champion that more PRBs help, see
	 * {@link PrbSigns}.
	 * @param windows of {@code [L + H, F]} physical values, NaN absent, of which the
	 * first L frames are used
	 */
	public Check signs(float[][] windows) {
		check(windows);
		return PrbSigns.check(effects(this.champion, windows), effects(this.challenger, windows),
				this.champion.manifest().schema());
	}

	private PlanEffects effects(WorldModel model, float[][] windows) {
		return PlanEffects.of(model, windows, this.champion.manifest());
	}

	/**
	 * Whether the first PRBs of plans are those of the champion: they may differ by more
	 * than the largest step that the settings allow, or a tenth of the range of the PRBs
	 * where they allow any, in less than 10 % of up to 100 windows. A model that finds
	 * the same effect of the PRBs as the champion may plan otherwise: it differs only in
	 * what it expects without them, which is what should have changed.
	 * @param windows of {@code [L + H, F]} physical values, NaN absent, of which the
	 * first L frames are used
	 */
	public Check actions(float[][] windows) {
		float[][] some = some(windows, PLANNED);
		int[] expected = first(this.champion, some, 0);
		int[] found = first(this.challenger, some, 0);
		ActionSpace space = this.settings.space(this.champion.manifest(), "");
		double step = (space.maxStep() > 0) ? space.maxStep() : (space.max() - space.min()) / 10.0;
		int different = 0;
		for (int i = 0; i < found.length; i++) {
			different += (Math.abs(found[i] - expected[i]) > step) ? 1 : 0;
		}
		double share = share(different, found.length);
		boolean same = effects(this.champion, some).largestDifference(effects(this.challenger, some)) < SAME;
		return new Check("actions", share < DIFFERENT || same && some.length > 0,
				"first PRBs within " + Math.round(step) + " of the champion's, but for less than 10 % of the windows"
						+ ", or the same effect of the PRBs",
				percent(share) + " of " + found.length + " windows, " + (same ? "the same effect" : "another effect"));
	}

	/**
	 * Whether the challenger goes back and forth more often than the champion: how often
	 * the first PRBs of three contexts, each one frame after the other, go up and then
	 * down or down and then up, in up to 400 windows. A model that takes a part of the
	 * effect of the state for that of the PRBs does so, and no forecast error shows it.
	 * @param windows of {@code [L + H, F]} physical values, NaN absent, of which the
	 * first L + 2 frames are used
	 * @throws InvalidInputException if the horizon is shorter than 2
	 */
	public Check alternation(float[][] windows) {
		int horizon = this.champion.manifest().network().horizon();
		if (horizon < 2) {
			throw new InvalidInputException("network.horizon", "at least 2", horizon);
		}
		float[][] some = some(windows, ALTERNATED);
		double expected = alternating(this.champion, some);
		double found = alternating(this.challenger, some);
		return new Check("alternation", some.length > 0 && found <= expected + ALTERNATING,
				"PRBs that go back and forth in at most " + percent(expected + ALTERNATING) + " of the windows",
				percent(found) + " of " + some.length + " windows");
	}

	/**
	 * Whether the first iteration of a search takes at most 1.5 times as long as with the
	 * champion: median of 21 runs each, in turns.
	 */
	public Check time(Clock clock) {
		long[] expected = new long[TURNS];
		long[] found = new long[TURNS];
		try (FirstIteration old = new FirstIteration(this.champion, this.settings, clock);
				FirstIteration young = new FirstIteration(this.challenger, this.settings, clock)) {
			for (int turn = -WARM_UP; turn < TURNS; turn++) {
				long oldNs = old.run().totalNs();
				long youngNs = young.run().totalNs();
				if (turn >= 0) {
					expected[turn] = oldNs;
					found[turn] = youngNs;
				}
			}
		}
		Arrays.sort(expected);
		Arrays.sort(found);
		double most = SLOWER * expected[TURNS / 2];
		return new Check("time", found[TURNS / 2] <= most, "at most " + ms(most) + " ms, 1.5 times the champion's",
				ms(found[TURNS / 2]) + " ms");
	}

	/** At most so many windows, evenly spread. */
	private float[][] some(float[][] windows, int most) {
		check(windows);
		int count = Math.min(most, windows.length);
		float[][] some = new float[count][];
		for (int i = 0; i < count; i++) {
			some[i] = windows[(int) ((long) i * windows.length / count)];
		}
		return some;
	}

	private void check(float[][] windows) {
		NetworkSpec network = this.champion.manifest().network();
		int size = (network.window() + network.horizon()) * network.features();
		for (int i = 0; i < windows.length; i++) {
			if (windows[i].length != size) {
				throw new InvalidInputException("windows[" + i + "]", size + " values", windows[i].length);
			}
		}
	}

	private double alternating(WorldModel model, float[][] windows) {
		int[] first = first(model, windows, 0);
		int[] second = first(model, windows, 1);
		int[] third = first(model, windows, 2);
		int count = 0;
		for (int i = 0; i < first.length; i++) {
			count += ((long) (second[i] - first[i]) * (third[i] - second[i]) < 0) ? 1 : 0;
		}
		return share(count, first.length);
	}

	/**
	 * First PRBs of the plan that a search ends with, without a plan before.
	 * @param shift frames that the context begins later
	 */
	private int[] first(WorldModel model, float[][] windows, int shift) {
		ModelManifest manifest = model.manifest();
		KpiSchema schema = manifest.schema();
		int features = schema.size();
		int length = manifest.network().window() * features;
		int most = Math.min(this.settings.actions().max(), (int) Math.floor(schema.kpi(schema.actionIndex()).max()));
		int[] first = new int[windows.length];
		for (int i = 0; i < windows.length; i++) {
			float[] context = Arrays.copyOfRange(windows[i], shift * features, shift * features + length);
			float inForce = context[length - features + schema.actionIndex()];
			PlanInputs inputs = new PlanInputs(Map.of(), List.of(""), context, new float[] { inForce }, null,
					List.of(this.settings.space(manifest, "")), most, ALL_ITERATIONS, 1, 0, List.of(), null, null,
					null);
			first[i] = Replay.plan(model, this.settings, inputs, 0, Clock.simulated(() -> 0)).actions()[0];
		}
		return first;
	}

	static double share(long part, long all) {
		return (all > 0) ? (double) part / all : Double.NaN;
	}

	static String percent(double share) {
		return Double.isNaN(share) ? "unknown" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
	}

	private static String ms(double ns) {
		return String.format(Locale.ROOT, "%.2f", ns / 1e6);
	}

}
