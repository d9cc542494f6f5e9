/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.presage.control.ReportSource;
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
import org.presage.e2.dialect.HeaderTimeCheck;
import org.presage.e2.dialect.IndicationReader;
import org.presage.e2.dialect.IntervalClock;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.EventTrigger;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;

/** Makes frames of one cell's indications. Called by one thread at a time. */
final class CellFeed {

	private static final Logger LOG = LoggerFactory.getLogger(CellFeed.class);

	/** A report from further ahead than this is not believed. */
	private static final long FUTURE_MS = 5_000;

	private final CellTarget target;

	private final Dialect dialect;

	private final Grammar grammar;

	private final EdgeSettings settings;

	private final Supplier<KpiSchema> schemas;

	private final ControlLoops loops;

	private final DecisionSink sink;

	private final ReportSource source;

	private final Clock clock;

	private final EdgeMetrics metrics;

	private final EdgeLog log;

	private final ControlGate gate;

	private @Nullable KpiSchema schema;

	private @Nullable IndicationReader reader;

	private @Nullable IntervalClock intervals;

	private List<Measurement> subscribed = List.of();

	/** KPIs that were said to be all that come; null for none yet. */
	private boolean @Nullable [] told;

	private volatile @Nullable UeId seen;

	/** Step that was subscribed to. */
	private volatile long subscribedMs;

	/** When the last one was taken. */
	private long takenMs = Long.MIN_VALUE / 2;

	private long sequence;

	/**
	 * @param dialect of the node, speaking the node's grammar
	 * @param source of all that the RIC delivers
	 * @param gate decides whether the decisions are carried out
	 */
	CellFeed(CellTarget target, Dialect dialect, EdgeSettings settings, Supplier<KpiSchema> schemas, ControlLoops loops,
			DecisionSink sink, ReportSource source, ControlGate gate, Clock clock, EdgeMetrics metrics, EdgeLog log) {
		this.target = target;
		this.dialect = dialect;
		Grammar wire = dialect.wire();
		this.grammar = (wire.timeOctets() != 0) ? wire : wire.with(null, target.evidence().timeOctets());
		this.settings = settings;
		this.schemas = schemas;
		this.loops = loops;
		this.sink = sink;
		this.source = source;
		this.clock = clock;
		this.metrics = metrics;
		this.log = log;
		this.gate = gate;
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
		return ActionDefinition.TYPES.in(this.grammar)
			.encode(NodeGrammar.safe(definition(step), this.grammar.family()));
	}

	private ActionDefinition definition(long step) {
		String object = this.target.cell().objectId();
		if (this.grammar.isV200() && object != null) {
			return ActionDefinition.ofCellObject(this.subscribed, step, object, subscriptionId());
		}
		return (this.dialect.style() == 1) ? ActionDefinition.ofCell(this.subscribed, step, this.target.globalId())
				: ActionDefinition.ofUes(this.dialect.condition(this.settings.slice(), this.grammar.family()),
						this.subscribed, step, this.target.globalId());
	}

	/** Any number from 1 does; the same cell has the same. */
	private long subscriptionId() {
		return 1L + (this.target.id().hashCode() & Integer.MAX_VALUE);
	}

	/** The grammar that the node speaks. */
	Grammar grammar() {
		return this.grammar;
	}

	/**
	 * The device that the newest report of devices names first; null if it names none.
	 */
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
						this.dialect.reader(served, this.metrics.implausible(this.loops.refusesOutOfRange())), served,
						this.grammar, this.dialect.headerTime());
				this.intervals = new IntervalClock(served.stepMs());
				this.schema = served;
				checkCarrier(served);
			}
			IndicationReader.Indication read = Objects.requireNonNull(this.reader)
				.read(header, message, this.subscribed);
			tellReportable(served, read.reportable());
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

	/** Says once for each model that it is of smaller carriers. */
	private void checkCarrier(KpiSchema served) {
		long most = Math.round(served.kpi(served.actionIndex()).max());
		int carrier = this.target.cell().prbs();
		if (carrier > most) {
			line().addArgument(carrier)
				.addArgument(most)
				.log("{}: has a carrier of {} PRBs, that of the model has {}: serve a model package that was trained on such "
						+ "carriers; until then reports of more PRBs have no allocation");
		}
	}

	/** Says once for each model and subscription which KPIs never come. */
	private void tellReportable(KpiSchema served, boolean @Nullable [] reportable) {
		if (reportable == null || reportable == this.told) {
			return;
		}
		this.told = reportable;
		List<String> never = IntStream.range(0, served.size())
			.filter((kpi) -> !reportable[kpi])
			.mapToObj((kpi) -> served.kpi(kpi).name())
			.toList();
		if (!never.isEmpty() && this.log.never().admits()) {
			LOG.atInfo()
				.addKeyValue(LogKeys.CELL, this.target.id())
				.log("{}: in dialect {} the node never reports {}: their forecasts rest on the model alone",
						this.target.id(), this.dialect.name(), String.join(", ", never));
		}
	}

	private void offer(IndicationReader.Indication read, KpiSchema served, long receivedNs) {
		long now = this.clock.epochMillis();
		boolean receipt = this.settings.receiptClock() || !tellsTime(read, now);
		long end = receipt ? now : Objects.requireNonNull(this.intervals).endMs(read);
		boolean crowded = receipt && now - this.takenMs < served.stepMs() / 2;
		if (crowded) {
			wrong(EdgeMetrics.Result.STALE, "{} ms after another one: replayed, or held up on its way",
					now - this.takenMs);
		}
		else if (end < now - this.settings.timing().staleMs()) {
			wrong(EdgeMetrics.Result.STALE, "the interval ended {} ms ago (" + this.settings.names().of("staleAfter")
					+ "; " + this.settings.names().of("clock") + " if the node's clock is wrong)", now - end);
		}
		else if (end > now + FUTURE_MS) {
			wrong(EdgeMetrics.Result.FUTURE, "the interval ends in {} ms (" + this.settings.names().of("clock")
					+ " if the node's clock is wrong)", end - now);
		}
		else if (this.loops.offer(new Arrival(
				new KpiFrame(this.target.id(), ++this.sequence, end, read.values(), read.known(), read.reportable()),
				served, receivedNs, this.gate.mode(this.target), this.sink, this.source))) {
			this.takenMs = now;
			this.metrics.indication(EdgeMetrics.Result.TAKEN);
		}
		else {
			wrong(EdgeMetrics.Result.DROPPED, "the loop's queue is full", 0);
		}
	}

	/** Whether the node's time is one; if it cannot be, that is logged and counted. */
	private boolean tellsTime(IndicationReader.Indication read, long now) {
		HeaderTimeCheck.Result checked = HeaderTimeCheck.check(read, now);
		if (checked == HeaderTimeCheck.Result.ABSURD) {
			this.metrics.absurdTime();
			if (this.log.absurd().admits()) {
				line().addArgument(HeaderTimeCheck.text(read, now, this.dialect.name())).log("indication of {}: {}");
			}
		}
		return checked == HeaderTimeCheck.Result.HEADER;
	}

	private void remember(IndicationMessage message) {
		if (message instanceof IndicationMessage.UeReports ues) {
			// Who was reported before may be in another cell by now.
			this.seen = ues.reports().isEmpty() ? null : ues.reports().getFirst().ue();
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
