/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Neighbours;
import org.presage.kpi.ReportPeriod;
import org.presage.kpi.plausibility.CellPlausibility;
import org.presage.kpi.plausibility.FalseReport;
import org.presage.kpi.plausibility.PlausibilitySettings;

/**
 * What the loop remembers of a cell besides its window, each part with its owner. Owned
 * by one thread.
 */
public final class CellState {

	private final Expectation expectation = new Expectation();

	private final LastPlan lastPlan = new LastPlan();

	private final AllocationState allocation = new AllocationState();

	private final CellControl control = new CellControl();

	private final AnnouncedHistory announced = new AnnouncedHistory();

	/** What operators request of it, and who said so. */
	private CellIntent intent = CellIntent.NONE;

	private Intents source = Intents.NONE;

	/** What that means for the model that serves; null if not worked out yet. */
	private SliceRules.@Nullable Rules rules;

	/** The slices of its cell; null for a cell without slices. */
	private @Nullable CellSlices siblings;

	/** Judges its reports; null before the first that is judged. */
	private @Nullable CellPlausibility plausibility;

	private @Nullable KpiSchema judged;

	private @Nullable CellId judgedCell;

	private @Nullable Decision lastDecision;

	/** Null if it was not asked for. */
	private @Nullable CellNeighbours neighbours;

	private float price;

	private double receivedWeight;

	/** How often it reports; null before the first report. */
	private @Nullable ReportPeriod period;

	/** Why it is not seen as its model needs it; null if it is. */
	private @Nullable UnseenCause unseen;

	/** Who reports its cell; null before its window. */
	private @Nullable CellHolder holder;

	/** Gaps that restarted its window since that was full. */
	private int gaps;

	/** Of the model that it is planned with; null without one. */
	private @Nullable CellPlanner planner;

	private boolean waiting;

	/** Whether it has reported, and the end of the newest interval. */
	private boolean reported;

	private long newestMs;

	AllocationState allocation() {
		return this.allocation;
	}

	Expectation expectation() {
		return this.expectation;
	}

	LastPlan lastPlan() {
		return this.lastPlan;
	}

	CellControl control() {
		return this.control;
	}

	AnnouncedHistory announced() {
		return this.announced;
	}

	CellIntent intent() {
		return this.intent;
	}

	/** Takes what operators request now; costs nothing while that is what it was. */
	void intend(Intents now, CellId cell) {
		if (now == this.source) {
			return;
		}
		CellIntent requested = now.of(cell);
		if (requested.advisory() && !this.intent.advisory()) {
			this.control.pause();
		}
		this.source = now;
		this.intent = requested;
		this.rules = null;
	}

	/** What holds for it, which is kept until the intent or the model changes. */
	SliceRules.Rules rules(String slice, SliceRules all) {
		if (this.intent == CellIntent.NONE) {
			return all.configured(slice);
		}
		SliceRules.Rules known = this.rules;
		if (known == null || known.owner() != all || !known.slice().equals(slice)) {
			known = all.of(slice, this.intent);
			this.rules = known;
		}
		return known;
	}

	/** What judges its reports, and has learnt from them. */
	CellPlausibility plausibility(CellId cell, KpiSchema schema, PlausibilitySettings settings) {
		CellPlausibility known = this.plausibility;
		if (known == null || this.judged != schema && !schema.equals(this.judged)) {
			known = new CellPlausibility(schema, settings);
			this.plausibility = known;
			this.judgedCell = cell;
		}
		this.judged = schema;
		return known;
	}

	/** The cell whose reports have been judged; null for none. */
	@Nullable CellId judgedCell() {
		return this.judgedCell;
	}

	/** Why its newest report is not believed; null if it is. */
	@Nullable FalseReport falseData() {
		return (this.plausibility != null) ? this.plausibility.newest() : null;
	}

	/** How often it reports. */
	ReportPeriod period(long stepMs, double tolerance) {
		ReportPeriod known = this.period;
		if (known == null) {
			known = new ReportPeriod(stepMs, tolerance);
			this.period = known;
		}
		return known;
	}

	/**
	 * Takes whether it is seen as its model needs it.
	 * @param cause why it is not; null if it is
	 * @return whether that has changed
	 */
	boolean unseen(@Nullable UnseenCause cause) {
		boolean changed = cause != this.unseen;
		this.unseen = cause;
		return changed;
	}

	/** Takes a report of which nothing is used. */
	void skip(long intervalEndMs) {
		newestMs(intervalEndMs);
		this.expectation.skip();
	}

	/** Who reports its cell; null before its window. */
	@Nullable CellHolder holder() {
		return this.holder;
	}

	void heldBy(CellHolder cell) {
		this.holder = cell;
		cell.join();
	}

	@Nullable CellSlices siblings() {
		return this.siblings;
	}

	/** Becomes one of the slices of a cell. */
	void join(CellSlices cell) {
		this.siblings = cell;
		cell.join(this);
	}

	/**
	 * What a PRB of its neighbours costs it, score per PRB and step. Below 0 it is an
	 * error, which is not taken for 0 before others are added: errors to one side only
	 * would add up.
	 */
	float price() {
		return this.price;
	}

	/**
	 * Weight of all neighbours that it was last planned with, in the relation's units.
	 */
	double receivedWeight() {
		return this.receivedWeight;
	}

	void receivedWeight(double total) {
		this.receivedWeight = total;
	}

	/**
	 * Takes a new estimate of its price.
	 * @param rate how much of it counts, 0 to 1
	 */
	void price(float estimate, float rate) {
		this.price += rate * (estimate - this.price);
	}

	/** Its neighbours, which are looked up once in each relation. */
	CellNeighbours neighbours(NeighbourPlans plans, Neighbours relation, CellId cell) {
		CellNeighbours known = this.neighbours;
		if (known == null || known.relation() != relation) {
			known = plans.neighbours(relation, cell);
			this.neighbours = known;
		}
		return known;
	}

	/** What plans it; null without a model. */
	@Nullable CellPlanner planner() {
		return this.planner;
	}

	/** Is planned with a model from now on; forgets what another one said. */
	CellState plannedBy(@Nullable CellPlanner from) {
		if (from != this.planner) {
			this.planner = from;
			changeModel();
		}
		return this;
	}

	/** Newest decision; null for none. */
	@Nullable Decision lastDecision() {
		return this.lastDecision;
	}

	void decided(Decision decision) {
		this.lastDecision = decision;
	}

	/** Whether a frame of it has been taken and not been answered yet. */
	boolean waiting() {
		return this.waiting;
	}

	void waiting(boolean unanswered) {
		this.waiting = unanswered;
	}

	/**
	 * Whether its newest interval ended before, and how long; false if it has never
	 * reported.
	 * @param mostMs it ended at most so much earlier, in ms
	 */
	boolean endedBefore(long intervalEndMs, long mostMs) {
		return this.reported && this.newestMs < intervalEndMs && intervalEndMs - this.newestMs <= mostMs;
	}

	/** Whether an interval ended more than so many ms after its newest one. */
	boolean silentFor(long intervalEndMs, long ms) {
		return this.reported && intervalEndMs - this.newestMs > ms;
	}

	/** Takes the end of its newest interval, in ms. */
	void newestMs(long intervalEndMs) {
		this.reported = true;
		this.newestMs = intervalEndMs;
	}

	/** Its window was restarted by a gap. */
	void gap() {
		this.gaps++;
		restart();
	}

	/** Gaps that restarted its window since that was full. */
	int gaps() {
		return this.gaps;
	}

	/** Its window is full. */
	void filled() {
		this.gaps = 0;
	}

	/** Forgets all that a window carried. */
	void restart() {
		this.price = 0;
		this.lastPlan.forget();
		this.expectation.restart();
		this.control.restart();
		if (this.plausibility != null) {
			this.plausibility.restart();
		}
	}

	/** Forgets all that a model said, and how it turned out. */
	private void changeModel() {
		restart();
		this.expectation.changeModel();
	}

	/** Its cell is forgotten: another one gets a state of its own. */
	void leave() {
		if (this.siblings != null) {
			this.siblings.leave(this);
			this.siblings = null;
		}
		if (this.holder != null) {
			this.holder.leave();
			this.holder = null;
		}
	}

}
