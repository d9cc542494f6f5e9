package org.presage.ric;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import org.presage.base.Clock;
import org.presage.base.LogKeys;
import org.presage.base.PrbRatios;
import org.presage.control.ControlFeedback;
import org.presage.control.ControlStatus;
import org.presage.control.Decision;
import org.presage.control.PrbActuator;
import org.presage.e2.control.CellAllocation;
import org.presage.e2.control.PrbControl;
import org.presage.e2.control.SlicePrbs;
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
	 * What a node has acknowledged is told again after this long if its reports do not
	 * show it: mostly because it has no use for so many PRBs.
	 */
	private static final long AGAIN_NS = 10_000_000_000L;

	private final RicClient client;

	private final EdgeSettings settings;

	private final Supplier<KpiSchema> schemas;

	private final Clock clock;

	private final NodeGuard guard;

	private final Function<CellId, @Nullable CellTarget> targets;

	private final Function<CellId, @Nullable UeId> devices;

	private final EdgeLog log;

	private final Map<CellId, Line> lines = new ConcurrentHashMap<>();

	/**
	 * @param targets the cell that a decision is for; null if it is not known any more
	 * @param devices a device of the cell; null if none was reported
	 */
	CellActuator(RicClient client, EdgeSettings settings, Supplier<KpiSchema> schemas, Clock clock, NodeGuard guard,
			Function<CellId, @Nullable CellTarget> targets, Function<CellId, @Nullable UeId> devices, EdgeLog log) {
		this.client = client;
		this.settings = settings;
		this.schemas = schemas;
		this.clock = clock;
		this.guard = guard;
		this.targets = targets;
		this.devices = devices;
		this.log = log;
	}

	@Override
	public void allocate(Decision decision, Consumer<ControlFeedback> heard) {
		this.lines.computeIfAbsent(decision.frame().cell(), (cell) -> new Line()).offer(decision, heard);
	}

	/** Forgets what a node has acknowledged: it is gone, or may have started again. */
	void forget(CellId cell) {
		Line line = this.lines.remove(cell);
		if (line != null) {
			line.drop();
		}
	}

	private void send(Decision decision, Consumer<ControlFeedback> heard, Runnable next) {
		CellId cell = decision.frame().cell();
		ControlAnswer answer = new ControlAnswer(cell, decision.id(), heard, next);
		try {
			CellTarget target = this.targets.apply(cell);
			if (target == null) {
				answer.refused("the cell is gone");
				return;
			}
			String held = this.guard.refusal(target.node(), NodeGuard.Ask.CONTROL);
			if (held != null) {
				answer.refused(held);
				return;
			}
			if (target.cell().eutra() && this.settings.control() == PrbControl.CCC) {
				answer.refused("E2SM-CCC is for cells of NR, and this one is of E-UTRA");
				return;
			}
			UeId device = this.devices.apply(cell);
			int carrier = carrier(target);
			CellAllocation allocation = new CellAllocation(target.nrId(), carrier, List
				.of(new SlicePrbs(target.cell().plmn(), this.settings.slice(), Math.min(decision.prbs(), carrier))),
					(device != null) ? device : this.settings.ue());
			this.guard.asked(target.node(), NodeGuard.Ask.CONTROL);
			this.client.control(target, this.settings.control().header(allocation),
					this.settings.control().message(allocation), answer);
		}
		catch (RuntimeException ex) {
			if (this.log.failed().admits()) {
				of(LOG.atError(), decision).setCause(ex).log("control of {} could not be sent", cell);
			}
			answer.refused(String.valueOf(ex.getMessage()));
		}
	}

	private void tell(Decision decision, ControlFeedback feedback) {
		if (feedback.status() != ControlStatus.ACKNOWLEDGED && this.log.refused().admits()) {
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

		private @Nullable Decision waiting;

		private @Nullable Consumer<ControlFeedback> waitingHeard;

		private int acknowledged = Decision.UNKNOWN;

		private long acknowledgedNs;

		synchronized void offer(Decision decision, Consumer<ControlFeedback> heard) {
			if (this.underWay) {
				this.waiting = decision;
				this.waitingHeard = heard;
			}
			else if (isThere(decision)) {
				heard.accept(new ControlFeedback(decision.frame().cell(), decision.id(), ControlStatus.ACKNOWLEDGED,
						"as before"));
			}
			else {
				this.underWay = true;
				send(decision, (feedback) -> {
					answered(decision, feedback);
					tell(decision, feedback);
					heard.accept(feedback);
				}, this::next);
			}
		}

		private synchronized void answered(Decision decision, ControlFeedback feedback) {
			this.acknowledged = (feedback.status() == ControlStatus.ACKNOWLEDGED) ? decision.prbs() : Decision.UNKNOWN;
			this.acknowledgedNs = CellActuator.this.clock.nanoTime();
		}

		/** Whether the node has acknowledged it before and need not be told again. */
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

		/** Nothing more is sent from here. */
		synchronized void drop() {
			this.waiting = null;
			this.waitingHeard = null;
		}

		private synchronized void next() {
			this.underWay = false;
			Decision newest = this.waiting;
			Consumer<ControlFeedback> heard = this.waitingHeard;
			this.waiting = null;
			if (newest != null && heard != null) {
				offer(newest, heard);
			}
		}

	}

}
