package org.presage.e2.onos;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

import org.presage.control.ControlFeedback;
import org.presage.control.ControlStatus;
import org.presage.control.Decision;
import org.presage.control.PrbActuator;
import org.presage.control.PrbRatios;
import org.presage.e2.actuator.CellAllocation;
import org.presage.e2.actuator.SlicePrbs;
import org.presage.e2.common.UeId;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;

/**
 * Sends allocations as control messages, one at a time to each cell. While one is under
 * way the newest that waits takes the place of older ones.
 */
final class OnosActuator implements PrbActuator {

	private final OnosClient client;

	private final OnosSettings settings;

	private final Supplier<KpiSchema> schemas;

	private final Function<CellId, @Nullable CellTarget> targets;

	private final Function<CellId, @Nullable UeId> devices;

	private final Map<CellId, Line> lines = new ConcurrentHashMap<>();

	/**
	 * @param targets the cell that a decision is for; null if it is not known any more
	 * @param devices a device of the cell; null if none was reported
	 */
	OnosActuator(OnosClient client, OnosSettings settings, Supplier<KpiSchema> schemas,
			Function<CellId, @Nullable CellTarget> targets, Function<CellId, @Nullable UeId> devices) {
		this.client = client;
		this.settings = settings;
		this.schemas = schemas;
		this.targets = targets;
		this.devices = devices;
	}

	@Override
	public void allocate(Decision decision, Consumer<ControlFeedback> heard) {
		this.lines.computeIfAbsent(decision.frame().cell(), (cell) -> new Line()).offer(decision, heard);
	}

	/** Forgets a cell that is gone. */
	void forget(CellId cell) {
		this.lines.remove(cell);
	}

	private void send(Decision decision, Consumer<ControlFeedback> heard, Runnable next) {
		CellId cell = decision.frame().cell();
		CellTarget target = this.targets.apply(cell);
		if (target == null) {
			heard.accept(new ControlFeedback(cell, decision.id(), ControlStatus.REFUSED, "the cell is gone"));
			next.run();
			return;
		}
		UeId device = this.devices.apply(cell);
		CellAllocation allocation = new CellAllocation(target.globalId(), carrier(target),
				List.of(new SlicePrbs(target.cell().plmn(), this.settings.slice(), decision.prbs())),
				(device != null) ? device : this.settings.ue());
		this.client.control(target, this.settings.control().header(allocation),
				this.settings.control().message(allocation), new ControlAnswer(cell, decision.id(), heard, next));
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

		synchronized void offer(Decision decision, Consumer<ControlFeedback> heard) {
			if (this.underWay) {
				this.waiting = decision;
				this.waitingHeard = heard;
			}
			else if (!isThere(decision)) {
				this.underWay = true;
				send(decision, (feedback) -> {
					this.acknowledged = (feedback.status() == ControlStatus.ACKNOWLEDGED) ? decision.prbs()
							: Decision.UNKNOWN;
					heard.accept(feedback);
				}, this::next);
			}
		}

		/** Whether the node has acknowledged it before and does not report otherwise. */
		private boolean isThere(Decision decision) {
			KpiSchema schema = OnosActuator.this.schemas.get();
			int action = schema.actionIndex();
			float[] values = decision.frame().values();
			float inForce = (action < values.length) ? values[action] : Float.NaN;
			return decision.prbs() == this.acknowledged
					&& !(Math.abs(inForce - decision.prbs()) > PrbRatios.tolerance((int) schema.kpi(action).max()));
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
