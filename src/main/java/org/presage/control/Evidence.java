/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.kpi.CellId;
import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiSchema;
import org.presage.worldmodel.ModelManifest;

/**
 * Decides whether what was measured of a cell is enough for a plan, and which inputs of
 * one are imputed. A KPI that the cell's source cannot report at all, because the dialect
 * of its node has none, is not missed unless the objective holds a bound against it: what
 * the objective expects of it rests on the model alone. Allocates nothing while it is
 * enough. Owned by one thread.
 */
public final class Evidence {

	private final EvidenceSettings settings;

	private final KpiSchema schema;

	private final boolean[] observed;

	private final int frames;

	private final int size;

	private final int action;

	private final IdleIntervals idle;

	/** Physical values of a window. */
	private final float[] window;

	/** Reports of the window in which each KPI is measured. */
	private final int[] measured;

	/** Reports of the window in which each KPI is measured or could be. */
	private final int[] possible;

	/** Of these, those since the newest in which it is measured. */
	private final int[] age;

	/** All reports since the newest in which it is measured. */
	private final int[] absent;

	/** Reports with an empty queue that do not show an idle cell. */
	private int unproven;

	/** Reports of nothing but zeros. */
	private int zeros;

	Evidence(ModelManifest manifest, EvidenceSettings settings) {
		this.settings = settings;
		this.schema = manifest.schema();
		this.observed = manifest.observed();
		this.frames = manifest.network().window();
		this.size = this.schema.size();
		this.action = this.schema.actionIndex();
		this.idle = new IdleIntervals(this.schema, this.observed);
		this.window = new float[this.frames * this.size];
		this.measured = new int[this.size];
		this.possible = new int[this.size];
		this.age = new int[this.size];
		this.absent = new int[this.size];
	}

	/**
	 * Requires that frames are enough for a plan of a whole cell, made outside of the
	 * loop. What none of them has is taken for what their source cannot report.
	 * @param frames physical values {@code [N, F]}, oldest first, NaN absent; N is at
	 * least the model's window
	 * @throws InvalidInputException naming what is missing
	 */
	public static void require(ModelManifest manifest, ControlSettings settings, float[] frames) {
		Evidence evidence = new Evidence(manifest, settings.evidence());
		int size = evidence.size;
		boolean[] reportable = new boolean[size];
		for (int i = 0; i < frames.length; i++) {
			reportable[i % size] |= !Float.isNaN(frames[i]);
		}
		CellWindows windows = new CellWindows(size, evidence.frames, 1, 1);
		int slot = windows.admit(new CellId("frames", "cell"), 0);
		int first = frames.length - evidence.frames * size;
		for (int t = 0; t < evidence.frames; t++) {
			int from = first + t * size;
			windows.offer(slot, t, Arrays.copyOfRange(frames, from, from + size), 0);
		}
		SliceRules.Rules rules = new SliceRules(manifest, settings).configured("");
		UnseenCause cause = evidence.judge(windows, slot, rules, reportable);
		if (cause != null) {
			throw new InvalidInputException("frames", "enough measured KPIs for a plan",
					evidence.detail(cause, rules, null));
		}
	}

	/**
	 * Whether a window is enough for a plan.
	 * @param rules whose objective it is for
	 * @param reportable per KPI of a frame, whether the source can report it; null: all
	 * @return why it is not, of which {@link #detail} says more; null if it is
	 */
	@Nullable UnseenCause judge(CellWindows windows, int slot, SliceRules.Rules rules, boolean @Nullable [] reportable) {
		windows.copy(slot, this.frames, this.window, 0);
		count(this.window, reportable);
		boolean any = false;
		boolean missing = false;
		int wanted = 0;
		int seen = 0;
		int others = 0;
		int enough = 0;
		for (int k = 0; k < this.size; k++) {
			if (k == this.action || !this.observed[k]) {
				continue;
			}
			any |= this.measured[k] > 0 && k != this.idle.queued();
			wanted += rules.read()[k] ? 1 : 0;
			if (isRequired(k, rules, reportable)) {
				seen++;
				missing |= isMissing(k);
			}
			else if (isReportable(k, reportable)) {
				others++;
				enough += (this.measured[k] >= this.settings.windowShare() * this.frames) ? 1 : 0;
			}
		}
		if (!any) {
			return checksNothing() ? null : UnseenCause.NO_KPI;
		}
		boolean nothing = wanted > 0 && seen == 0 && !checksNothing();
		return (missing || nothing) ? UnseenCause.OBJECTIVE
				: (enough < Math.floor(this.settings.otherShare() * others)) ? UnseenCause.OTHERS : null;
	}

	private static boolean isReportable(int kpi, boolean @Nullable [] reportable) {
		return reportable == null || reportable[kpi];
	}

	private static boolean isRequired(int kpi, SliceRules.Rules rules, boolean @Nullable [] reportable) {
		return rules.read()[kpi] && (isReportable(kpi, reportable) || rules.bounded()[kpi]);
	}

	private boolean checksNothing() {
		return this.settings.windowShare() == 0 && this.settings.freshReports() == 0 && this.settings.otherShare() == 0;
	}

	/**
	 * One that is possible in a few reports only of a cell that is otherwise idle is not
	 * judged yet.
	 */
	private boolean isMissing(int kpi) {
		int possible = this.possible[kpi];
		if (possible < this.settings.freshReports() && 2 * possible < this.frames) {
			return false;
		}
		boolean stale = this.settings.freshReports() > 0 && this.age[kpi] >= this.settings.freshReports();
		return stale || this.measured[kpi] < this.settings.windowShare() * possible;
	}

	private void count(float[] values, boolean @Nullable [] reportable) {
		Arrays.fill(this.measured, 0);
		Arrays.fill(this.possible, 0);
		Arrays.fill(this.age, 0);
		Arrays.fill(this.absent, 0);
		this.unproven = 0;
		this.zeros = 0;
		for (int t = 0; t < this.frames; t++) {
			int at = t * this.size;
			boolean zero = this.idle.isZero(values, at);
			boolean idle = !zero && this.idle.isIdle(values, at, reportable);
			this.zeros += zero ? 1 : 0;
			this.unproven += (!zero && !idle && this.idle.isEmpty(values, at)) ? 1 : 0;
			for (int k = 0; k < this.size; k++) {
				if (!zero && !Float.isNaN(values[at + k])) {
					this.absent[k] = 0;
					this.measured[k]++;
					this.possible[k]++;
					this.age[k] = 0;
				}
				else {
					boolean excused = idle && this.idle.excuses(k);
					this.absent[k]++;
					this.possible[k] += excused ? 0 : 1;
					this.age[k] += excused ? 0 : 1;
				}
			}
		}
	}

	/** What is missing of the window that was judged last, for humans. */
	String detail(UnseenCause cause, SliceRules.Rules rules, boolean @Nullable [] reportable) {
		List<String> names = new ArrayList<>();
		for (int k = 0; k < this.size; k++) {
			if (k == this.action || !this.observed[k]) {
				continue;
			}
			if (rules.read()[k] && !isReportable(k, reportable)) {
				names.add(this.schema.kpi(k).name() + ", which the node's dialect does not report");
			}
			else if (rules.read()[k] && isMissing(k)) {
				names.add(text(k, this.possible[k]));
			}
			else if (!rules.read()[k] && isReportable(k, reportable) && cause == UnseenCause.OTHERS
					&& this.measured[k] < this.settings.windowShare() * this.frames) {
				names.add(text(k, this.frames));
			}
		}
		String text = switch (cause) {
			case NO_KPI -> "no KPI of the model "
					+ ((this.idle.queued() < 0) ? "" : "but " + this.schema.kpi(this.idle.queued()).name() + ' ')
					+ "is measured in " + this.frames + " reports: see the names in the reports, or the node's dialect";
			case OBJECTIVE -> "the objective reads what is not measured: " + String.join(", ", names) + " ("
					+ this.settings.names().of("windowShare") + ", " + this.settings.names().of("freshReports") + ')';
			default -> "too few of the other KPIs are measured: " + String.join(", ", names) + " ("
					+ this.settings.names().of("otherShare") + ')';
		};
		return text + zeros() + unproven(reportable);
	}

	private String zeros() {
		return (this.zeros == 0) ? "" : "; " + this.zeros + " reports are 0 throughout, which counts as not measured";
	}

	private String unproven(boolean @Nullable [] reportable) {
		String always = this.idle.always(reportable);
		return (this.unproven == 0 || always.isEmpty()) ? ""
				: "; in " + this.unproven + " reports nothing is queued, but that shows an idle cell only with half of "
						+ always + ", and nothing of what was sent";
	}

	private String text(int kpi, int of) {
		String recently = (this.measured[kpi] > 0 && this.age[kpi] > 0) ? ", none of the newest " + this.age[kpi] : "";
		return this.schema.kpi(kpi).name() + " in " + this.measured[kpi] + " of " + of + " reports" + recently;
	}

	/**
	 * How much of each input is imputed: the share of the window since its newest
	 * measured value; 0 if that is in the newest report, 1 if there is none. An input
	 * that the model never saw in training is none.
	 * @param values physical values {@code [L, F]}, oldest first, NaN absent
	 * @param to receives {@code [F]} from {@code offset} on
	 */
	void imputed(float[] values, float[] to, int offset) {
		count(values, null);
		for (int k = 0; k < this.size; k++) {
			to[offset + k] = this.observed[k] ? (float) this.absent[k] / this.frames : 0;
		}
	}

}
