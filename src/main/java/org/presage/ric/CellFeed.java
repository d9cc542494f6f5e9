package org.presage.ric;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

import org.presage.base.Clock;
import org.presage.base.LogKeys;
import org.presage.base.InvalidInputException;
import org.presage.control.Arrival;
import org.presage.control.ControlLoops;
import org.presage.control.DecisionSink;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.dialect.IndicationReader;
import org.presage.e2.dialect.IntervalClock;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.EventTrigger;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.e2.sm.kpm.TestCondition;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;

/** Makes frames of one cell's indications. Called by one thread at a time. */
final class CellFeed {

	private static final Logger LOG = LoggerFactory.getLogger(CellFeed.class);

	/** A report from further ahead than this is not believed. */
	private static final long FUTURE_MS = 5_000;

	private final CellTarget target;

	private final Dialect dialect;

	private final EdgeSettings settings;

	private final Supplier<KpiSchema> schemas;

	private final ControlLoops loops;

	private final DecisionSink sink;

	private final Clock clock;

	private final EdgeMetrics metrics;

	private final EdgeLog log;

	private @Nullable KpiSchema schema;

	private @Nullable IndicationReader reader;

	private @Nullable IntervalClock intervals;

	private List<Measurement> subscribed = List.of();

	private volatile @Nullable UeId seen;

	/** Step that was subscribed to. */
	private volatile long subscribedMs;

	/** When the last one was taken. */
	private long takenMs = Long.MIN_VALUE / 2;

	private long sequence;

	CellFeed(CellTarget target, Dialect dialect, EdgeSettings settings, Supplier<KpiSchema> schemas, ControlLoops loops,
			DecisionSink sink, Clock clock, EdgeMetrics metrics, EdgeLog log) {
		this.target = target;
		this.dialect = dialect;
		this.settings = settings;
		this.schemas = schemas;
		this.loops = loops;
		this.sink = sink;
		this.clock = clock;
		this.metrics = metrics;
		this.log = log;
	}

	/** E2SM-KPM-EventTriggerDefinition: a report in every step of the model. */
	byte[] trigger() {
		this.subscribedMs = this.schemas.get().stepMs();
		return EventTrigger.TYPE.encode(new EventTrigger(this.subscribedMs));
	}

	/**
	 * E2SM-KPM-ActionDefinition: what the dialect reads and the node offers, in the step
	 * of the trigger.
	 * @throws InvalidInputException if that is nothing
	 */
	byte[] definition() {
		Collection<String> offered = this.target.advertised();
		this.subscribed = offered.isEmpty() ? this.dialect.measurements() : this.dialect.measurements(offered);
		if (this.subscribed.isEmpty()) {
			throw new InvalidInputException("measurements of " + this.target.node(),
					"some that dialect " + this.dialect.name() + " reads", offered);
		}
		long step = this.subscribedMs;
		ActionDefinition definition = (this.dialect.style() == 1)
				? ActionDefinition.ofCell(this.subscribed, step, this.target.globalId())
				: ActionDefinition.ofUes(TestCondition.ANY, this.subscribed, step, this.target.globalId());
		return ActionDefinition.TYPE.encode(definition);
	}

	/** The device that was reported first in the newest report that named any. */
	@Nullable UeId ue() {
		return this.seen;
	}

	/** Whether the model that serves now wants another step than was subscribed to. */
	boolean outdated() {
		return this.subscribedMs != this.schemas.get().stepMs();
	}

	/** How long a healthy node may be silent at least. */
	long graceMs() {
		return 3L * this.schemas.get().stepMs();
	}

	/**
	 * Takes an indication.
	 * @param header E2SM-KPM-IndicationHeader
	 * @param message E2SM-KPM-IndicationMessage
	 */
	void take(byte[] header, byte[] message) {
		long receivedNs = this.clock.nanoTime();
		KpiSchema served = this.schemas.get();
		try {
			if (served != this.schema) {
				this.reader = new IndicationReader(
						this.dialect.reader(served, this.metrics.implausible(this.loops.refusesOutOfRange())), served);
				this.intervals = new IntervalClock(served.stepMs());
				this.schema = served;
			}
			IndicationReader.Indication read = Objects.requireNonNull(this.reader)
				.read(header, message, this.subscribed);
			remember(read.message());
			offer(read, served, receivedNs);
		}
		catch (InvalidInputException ex) {
			this.metrics.indication(EdgeMetrics.Result.MALFORMED);
			if (this.log.unused(EdgeMetrics.Result.MALFORMED).admits()) {
				line().addArgument(ex.getMessage()).log("indication of {} not used: {}");
			}
		}
	}

	private void offer(IndicationReader.Indication read, KpiSchema served, long receivedNs) {
		long now = this.clock.epochMillis();
		long end = this.settings.receiptClock() ? now : Objects.requireNonNull(this.intervals).endMs(read);
		boolean crowded = this.settings.receiptClock() && now - this.takenMs < served.stepMs() / 2;
		if (crowded) {
			wrong(EdgeMetrics.Result.STALE, "{} ms after another one: replayed, or held up on its way",
					now - this.takenMs);
		}
		else if (end < now - this.settings.timing().staleMs()) {
			wrong(EdgeMetrics.Result.STALE,
					"the interval ended {} ms ago (presage.e2.stale-after; presage.e2.clock if the "
							+ "node's clock is wrong)",
					now - end);
		}
		else if (end > now + FUTURE_MS) {
			wrong(EdgeMetrics.Result.FUTURE,
					"the interval ends in {} ms (presage.e2.clock if the node's clock is wrong)", end - now);
		}
		else if (this.loops
			.offer(new Arrival(new KpiFrame(this.target.id(), ++this.sequence, end, read.values(), read.known()),
					served, receivedNs, this.settings.mode(), this.sink))) {
			this.takenMs = now;
			this.metrics.indication(EdgeMetrics.Result.TAKEN);
		}
		else {
			wrong(EdgeMetrics.Result.DROPPED, "the loop's queue is full", 0);
		}
	}

	private void remember(IndicationMessage message) {
		if (message instanceof IndicationMessage.UeReports ues && !ues.reports().isEmpty()) {
			this.seen = ues.reports().getFirst().ue();
		}
	}

	/**
	 * @param detail with a place for {@code ms}
	 */
	private void wrong(EdgeMetrics.Result result, String detail, long ms) {
		this.metrics.indication(result);
		if (this.log.unused(result).admits()) {
			line().addArgument(ms).log("indication of {} not used: " + detail);
		}
	}

	private LoggingEventBuilder line() {
		return LOG.atWarn().addKeyValue(LogKeys.CELL, this.target.id()).addArgument(this.target.id());
	}

}
