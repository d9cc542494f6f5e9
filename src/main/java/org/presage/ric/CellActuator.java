/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import org.presage.base.Clock;
import org.presage.base.LogKeys;
import org.presage.base.PrbRatios;
import org.presage.control.ControlFeedback;
import org.presage.control.ControlStage;
import org.presage.control.Decision;
import org.presage.control.PrbActuator;
import org.presage.e2.control.CellAllocation;
import org.presage.e2.control.PrbControl;
import org.presage.e2.control.SlicePrbs;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.UeId;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;

/**
 * Sends allocations as control messages, one at a time to each cell. While one is under
 * way the newest that waits takes the place of older ones.
 */
final class CellActuator implements PrbActuator {

	private static final Logger LOG = LoggerFactory.getLogger(CellActuator.class);

	/**
	 * What a node has acknowledged is sent again after this long if its reports do not
	 * show it: mostly because it has no use for so many PRBs.
	 */
	private static final long AGAIN_NS = 10_000_000_000L;

	private final RicClient client;

	private final EdgeSettings settings;

	private final Supplier<KpiSchema> schemas;

	private final Clock clock;

	private final NodeGuard guard;

	private final ControlGate gate;

	private final Cells cells;

	private final EdgeLog log;

	private final Map<CellId, Line> lines = new ConcurrentHashMap<>();

	/** The cells that an edge knows. */
	interface Cells {

		/** The cell that a decision is for; null if it is not known any more. */
		@Nullable CellTarget target(CellId cell);

		/** A device of the cell; null if none was reported. */
		@Nullable UeId device(CellId cell);

		/** All cells of a node, those of other replicas too, in the node's order. */
		List<CellTarget> of(String node);

		/** The grammar that the cell's node speaks. */
		Grammar grammar(CellId cell);

		/** How the cell's node carries out control. */
		ControlRules rules(CellTarget target);

	}

	CellActuator(RicClient client, EdgeSettings settings, Supplier<KpiSchema> schemas, Clock clock, NodeGuard guard,
			ControlGate gate, Cells cells, EdgeLog log) {
		this.client = client;
		this.settings = settings;
		this.schemas = schemas;
		this.clock = clock;
		this.guard = guard;
		this.gate = gate;
		this.cells = cells;
		this.log = log;
	}

	@Override
	public void allocate(Decision decision, Consumer<ControlFeedback> receiver) {
		this.lines.computeIfAbsent(decision.frame().cell(), (cell) -> new Line()).offer(decision, receiver);
	}

	/** Forgets what a node has acknowledged: it is gone, or may have started again. */
	void forget(CellId cell) {
		Line line = this.lines.remove(cell);
		if (line != null) {
			line.drop();
		}
	}

	private void send(Decision decision, Consumer<ControlFeedback> receiver, Runnable next) {
		CellId cell = decision.frame().cell();
		ControlAnswer answer = new ControlAnswer(cell, decision.id(), receiver, next);
		try {
			CellTarget target = this.cells.target(cell);
			if (target == null) {
				// It was unsubscribed from meanwhile, which is no refusal of the node's.
				this.lines.remove(cell);
				answer.withdrawn();
				return;
			}
			String held = this.guard.refusal(target.node(), NodeGuard.Ask.CONTROL);
			if (held != null) {
				answer.refused(held);
				return;
			}
			PrbControl control = this.settings.control();
			if (target.cell().eutra() && control == PrbControl.CCC) {
				answer.refused("E2SM-CCC is for cells of NR, and this one is of E-UTRA");
				return;
			}
			ControlRules rules = this.cells.rules(target);
			CellAllocation allocation = allocation(decision, target, rules);
			this.guard.asked(target.node(), NodeGuard.Ask.CONTROL);
			send(target, control.header(allocation), control.messages(allocation, rules).iterator(), answer);
		}
		catch (RuntimeException ex) {
			if (this.log.failed().admits()) {
				of(LOG.atError(), decision).setCause(ex).log("control of {} could not be sent", cell);
			}
			answer.refused(String.valueOf(ex.getMessage()));
		}
	}

	private CellAllocation allocation(Decision decision, CellTarget target, ControlRules rules) {
		ControlAddress address = ControlAddress.limitsDevice(rules, this.settings.control().addressesDevice())
				? ControlAddress.ofDevice(target, this.cells.of(target.node()), this.cells::device, this.settings.ue())
				: ControlAddress.ofSlice(target, this.cells.device(target.id()), this.settings.ue());
		int carrier = carrier(address.carrier());
		int prbs = Math.min(decision.prbs(), carrier);
		Integer floor = decision.intent().cell().min();
		return new CellAllocation(target.nrId(), carrier,
				List.of(new SlicePrbs(target.cell().plmn(), this.settings.slice(), prbs,
						(floor != null) ? Integer.valueOf(Math.min(floor, prbs)) : null)),
				address.ue(), this.cells.grammar(target.id()));
	}

	/** Sends messages one after the other, each when the one before was acknowledged. */
	private void send(CellTarget target, byte[] header, Iterator<byte[]> messages, ControlAnswer answer) {
		if (this.gate.waiting(target) != null) {
			answer.withdrawn();
			return;
		}
		byte[] message = messages.next();
		this.client.control(target, header, message,
				messages.hasNext() ? answer.before(() -> send(target, header, messages, answer)) : answer);
	}

	private void tell(Decision decision, ControlFeedback feedback) {
		if (feedback.status() != ControlStage.ACKNOWLEDGED && this.log.refused().admits()) {
			of(LOG.atWarn(), decision).log("control of {} {}: {}", feedback.cell(), EdgeMetrics.name(feedback.status()),
					feedback.cause());
		}
	}

	private static LoggingEventBuilder of(LoggingEventBuilder line, Decision decision) {
		return line.addKeyValue(LogKeys.CELL, decision.frame().cell())
			.addKeyValue(LogKeys.DECISION, decision.id())
			.addKeyValue(LogKeys.MODEL, decision.modelVersion());
	}

	private int carrier(CellTarget target) {
		KpiSchema schema = this.schemas.get();
		return (target.cell().prbs() > 0) ? target.cell().prbs() : (int) schema.kpi(schema.actionIndex()).max();
	}

	/** What waits for one cell. */
	private final class Line {

		private boolean underWay;

		private boolean dropped;

		private @Nullable Decision waiting;

		private @Nullable Consumer<ControlFeedback> waitingReceiver;

		private int acknowledged = Decision.UNKNOWN;

		private long acknowledgedNs;

		synchronized void offer(Decision decision, Consumer<ControlFeedback> receiver) {
			if (this.underWay) {
				this.waiting = decision;
				this.waitingReceiver = receiver;
			}
			else if (isThere(decision)) {
				receiver.accept(new ControlFeedback(decision.frame().cell(), decision.id(), ControlStage.ACKNOWLEDGED,
						"as before"));
			}
			else {
				this.underWay = true;
				send(decision, (feedback) -> {
					answered(decision, feedback);
					tell(decision, feedback);
					if (!isDropped()) {
						receiver.accept(feedback);
					}
				}, this::next);
			}
		}

		private synchronized void answered(Decision decision, ControlFeedback feedback) {
			this.acknowledged = (feedback.status() == ControlStage.ACKNOWLEDGED) ? decision.prbs() : Decision.UNKNOWN;
			this.acknowledgedNs = CellActuator.this.clock.nanoTime();
		}

		/** Whether the node has acknowledged it before and it need not be sent again. */
		private boolean isThere(Decision decision) {
			if (decision.prbs() != this.acknowledged) {
				return false;
			}
			KpiSchema schema = CellActuator.this.schemas.get();
			int action = schema.actionIndex();
			float[] values = decision.frame().values();
			float inForce = (action < values.length) ? values[action] : Float.NaN;
			boolean other = Math.abs(inForce - decision.prbs()) > PrbRatios.tolerance((int) schema.kpi(action).max());
			return !other || CellActuator.this.clock.nanoTime() - this.acknowledgedNs < AGAIN_NS;
		}

		private synchronized boolean isDropped() {
			return this.dropped;
		}

		/**
		 * Nothing more is sent from here. What is answered, or not, from now on says
		 * nothing about the node as it is then.
		 */
		synchronized void drop() {
			this.dropped = true;
			this.waiting = null;
			this.waitingReceiver = null;
		}

		private synchronized void next() {
			this.underWay = false;
			Decision newest = this.waiting;
			Consumer<ControlFeedback> receiver = this.waitingReceiver;
			this.waiting = null;
			if (newest != null && receiver != null) {
				offer(newest, receiver);
			}
		}

	}

}
