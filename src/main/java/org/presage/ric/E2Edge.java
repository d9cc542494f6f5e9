/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.presage.control.ReportSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.LogKeys;
import org.presage.base.TaskTimer;
import org.presage.control.ControlLoops;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.control.DecisionSink;
import org.presage.control.metrics.Metric;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.dialect.Dialects;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.UeId;
import org.presage.kpi.CellId;
import org.presage.kpi.CellShare;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;

/**
 * An edge to a RIC. Subscribes to the KPIs of every cell that is configured or found and
 * belongs to this replica, offers them to the control loop, and sends its allocations
 * where it is active. Neither a RIC that is not there yet nor one that goes away ends it.
 */
public final class E2Edge implements DecisionSink, AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(E2Edge.class);

	private static final int STOP_SECONDS = 3;

	private final EdgeLog log;

	private final EdgeSettings settings;

	private final Dialects dialects;

	private final Supplier<KpiSchema> schemas;

	private final ControlLoops loops;

	private final CellShare share;

	private final Clock clock;

	private final EdgeMetrics metrics;

	private final RandomGenerator random;

	private final TaskTimer timer;

	private final ReportSource source = new ReportSource("the RIC");

	private final RicClient client;

	private final @Nullable NodeDiscovery discovery;

	private final NodeGuard guard;

	private final Lease lease;

	private final ControlGate gate;

	private final CellActuator actuator;

	private final Map<CellId, Subscribed> cells = new ConcurrentHashMap<>();

	/** Cells that are not subscribed to because their nodes' grammar is not known. */
	private final Map<CellId, String> refused = new ConcurrentHashMap<>();

	private NodeDiscovery.@Nullable Running discovering;

	/** Cells by node, those of other replicas too, the configured ones first. */
	private volatile Map<String, List<CellTarget>> byNode = Map.of();

	/** How many cells belong to other replicas. */
	private int others;

	private boolean closed;

	/**
	 * @param client closed with the edge
	 * @param discovery of nodes; null for the configured ones only
	 * @param schemas of the frames that the loop takes, asked for every indication
	 * @param share cells that are subscribed to
	 * @param lease of the cells; while another server has it nothing is subscribed to
	 * @param guard of the nodes; stays open
	 * @param random for the pauses between attempts
	 * @throws InvalidInputException if there is no such dialect, or a file cannot be read
	 */
	public E2Edge(EdgeSettings settings, RicClient client, @Nullable NodeDiscovery discovery, Dialects dialects,
			Supplier<KpiSchema> schemas, ControlLoops loops, CellShare share, Lease lease, NodeGuard guard, Clock clock,
			MeterRegistry registry, RandomGenerator random) {
		this.timer = new TaskTimer("e2-edge", clock, Metric.TASKS_FAILED.counter(registry, "e2-edge")::increment);
		this.settings = settings;
		this.dialects = dialects;
		this.schemas = schemas;
		this.loops = loops;
		this.share = share;
		this.clock = clock;
		this.metrics = new EdgeMetrics(registry);
		this.metrics.refused(this.refused);
		this.log = new EdgeLog(LOG, clock);
		this.random = random;
		settings.targets().forEach((target) -> dialect(target.dialect()));
		dialect(settings.dialect());
		this.client = client;
		this.discovery = discovery;
		this.guard = guard;
		this.gate = new ControlGate(settings.mode(), client, lease);
		this.lease = lease;
		this.metrics.waiting(this, (edge) -> edge.gate.count(edge.targets()));
		this.actuator = new CellActuator(this.client, settings, schemas, clock, guard, this.gate, new Known(),
				this.log);
		guard.listen(this::changed);
	}

	private record Subscribed(CellTarget target, CellSubscription subscription) {
	}

	/** Begins as soon as the lease is held, and returns at once. */
	public void start() {
		if (!this.lease.held()) {
			LOG.info("standby: nothing is subscribed to until this server holds the lease of its cells");
		}
		this.lease.onceHeld(this::begin);
	}

	private synchronized void begin() {
		if (this.closed) {
			return;
		}
		LOG.info("{}, control by {}", this.settings.mode().acting() ? "active" : "advisory: decisions are not sent",
				this.settings.control());
		if (ControlAddress.limitsDevice(this.settings.control().rules(dialect(this.settings.dialect())),
				this.settings.control().addressesDevice())) {
			LOG.warn("nodes of dialect {} limit one device by {}, in downlink and uplink: ccc limits the slice",
					this.settings.dialect(), this.settings.control());
		}
		update(List.of());
		if (this.discovery != null) {
			this.discovering = this.discovery.start(this.timer, new Found());
		}
		long everyMs = Math.max(1, this.settings.timing().silenceMs() / 4);
		this.timer.scheduleWithFixedDelay(this::check, everyMs, everyMs, TimeUnit.MILLISECONDS);
	}

	/** What there is, and what is there no more. */
	private final class Found implements NodeDiscovery.Listener {

		@Override
		public void found(List<CellTarget> cells) {
			update(cells);
		}

		@Override
		public void vanished(String node) {
			E2Edge.this.guard.vanished(node);
		}

		@Override
		public boolean isWatching() {
			return E2Edge.this.guard.isWatching();
		}

	}

	/** A node is not asked any more, or is again. */
	private synchronized void changed(String node) {
		if (!this.closed) {
			this.cells.values()
				.stream()
				.filter((subscribed) -> subscribed.target.node().equals(node))
				.forEach((subscribed) -> subscribed.subscription.guarded());
		}
	}

	/** Subscribes to what is new, unsubscribes from what is gone. */
	private synchronized void update(List<CellTarget> found) {
		if (this.closed) {
			return;
		}
		Map<CellId, CellTarget> wanted = wanted(found);
		for (Subscribed now : List.copyOf(this.cells.values())) {
			CellId cell = now.target.id();
			CellTarget then = wanted.remove(cell);
			if (now.target.equals(then)) {
				continue;
			}
			LOG.atInfo()
				.addKeyValue(LogKeys.CELL, cell)
				.log("{} {}", cell, (then != null) ? "has changed" : "is not listed any more");
			this.actuator.forget(cell);
			if (then != null) {
				Subscribed next = subscribed(then);
				this.cells.put(cell, next);
				now.subscription.stop(next.subscription::start);
			}
			else {
				this.cells.remove(cell);
				now.subscription.stop(() -> {
				});
			}
		}
		wanted.forEach((cell, target) -> {
			LOG.atInfo().addKeyValue(LogKeys.CELL, cell).log("subscribing to {}", cell);
			Subscribed next = subscribed(target);
			this.cells.put(cell, next);
			next.subscription.start();
		});
	}

	/** The cells of this replica. */
	private Map<CellId, CellTarget> wanted(List<CellTarget> found) {
		Map<CellId, CellTarget> wanted = new LinkedHashMap<>();
		this.settings.targets().forEach((target) -> wanted.put(target.id(), target));
		// What is configured counts; what it does not say is as it was found.
		found.forEach((target) -> wanted.merge(target.id(), target, (own, seen) -> own.completed(seen)));
		this.byNode = wanted.values().stream().collect(Collectors.groupingBy(CellTarget::node));
		this.refused.keySet().retainAll(wanted.keySet());
		wanted.values().removeIf(this::isUnsafe);
		int all = wanted.size();
		wanted.keySet().removeIf((cell) -> !this.share.owns(cell));
		int foreign = all - wanted.size();
		if (foreign != this.others) {
			this.others = foreign;
			LOG.info("{}: {} of {} cells are left to the others", this.share, foreign, all);
		}
		return wanted;
	}

	/**
	 * Whether the node's grammar is not known, so that to ask it might end its process.
	 * Said once, and again when the reason changes.
	 */
	private boolean isUnsafe(CellTarget target) {
		try {
			spoken(target);
			this.refused.remove(target.id());
			return false;
		}
		catch (InvalidInputException ex) {
			String reason = String.valueOf(ex.getMessage());
			if (!reason.equals(this.refused.put(target.id(), reason))) {
				LOG.atWarn()
					.addKeyValue(LogKeys.NODE, target.node())
					.addKeyValue(LogKeys.CELL, target.id())
					.log("{} is not subscribed to: {}", target.id(), reason);
			}
			return true;
		}
	}

	private Subscribed subscribed(CellTarget target) {
		CellFeed feed = new CellFeed(target, spoken(target), this.settings, this.schemas, this.loops, this, this.source,
				this.gate, this.clock, this.metrics, this.log);
		return new Subscribed(target,
				new CellSubscription(this.client, target, feed, this.settings.timing(), this.guard, this.lease,
						this.timer, this.random, this.clock, this.metrics, this.log,
						() -> this.actuator.forget(target.id())));
	}

	/** The dialect of a cell's node, in the grammar of the node. */
	private Dialect spoken(CellTarget target) {
		return NodeGrammar.of(target, dialect(target.dialect()), this.settings.names());
	}

	private Dialect dialect(String name) {
		return this.dialects.get("dialect", name);
	}

	private List<CellTarget> targets() {
		return this.cells.values().stream().map(Subscribed::target).toList();
	}

	private void check() {
		this.gate.log(targets());
		for (Subscribed subscribed : this.cells.values()) {
			try {
				subscribed.subscription.check();
			}
			catch (RuntimeException ex) {
				if (this.log.failed().admits()) {
					LOG.atError()
						.addKeyValue(LogKeys.CELL, subscribed.target.id())
						.setCause(ex)
						.log("{} could not be processed", subscribed.target.id());
				}
			}
		}
	}

	/** The cells as control needs them. */
	private final class Known implements CellActuator.Cells {

		@Override
		public @Nullable CellTarget target(CellId cell) {
			Subscribed subscribed = E2Edge.this.cells.get(cell);
			return (subscribed != null) ? subscribed.target : null;
		}

		@Override
		public @Nullable UeId device(CellId cell) {
			Subscribed subscribed = E2Edge.this.cells.get(cell);
			return (subscribed != null) ? subscribed.subscription.feed().ue() : null;
		}

		@Override
		public List<CellTarget> of(String node) {
			return E2Edge.this.byNode.getOrDefault(node, List.of());
		}

		@Override
		public Grammar grammar(CellId cell) {
			Subscribed subscribed = E2Edge.this.cells.get(cell);
			return (subscribed != null) ? subscribed.subscription.feed().grammar() : Grammar.STANDARD;
		}

		@Override
		public ControlRules rules(CellTarget target) {
			return E2Edge.this.settings.control().rules(dialect(target.dialect()));
		}

	}

	@Override
	public void decided(Decision decision) {
		boolean allocates = decision.outcome() == Outcome.PLANNED || decision.outcome() == Outcome.ROLLED_BACK;
		if (decision.intent().advisory()) {
			// Nothing that still waits is sent either.
			this.actuator.forget(decision.frame().cell());
		}
		else if (this.settings.mode().acting() && allocates) {
			this.actuator.allocate(decision, this.loops::received);
		}
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		if (this.log.rejected().admits()) {
			LOG.atWarn()
				.addKeyValue(LogKeys.CELL, frame.cell())
				.log("indication of {} rejected: {}", frame.cell(), reason.getMessage());
		}
	}

	/** Unsubscribes from everything and disconnects. */
	@Override
	public void close() {
		this.source.end();
		if (this.discovering != null) {
			this.discovering.close();
		}
		CountDownLatch done;
		synchronized (this) {
			this.closed = true;
			done = new CountDownLatch(this.cells.size());
			this.cells.values().forEach((subscribed) -> subscribed.subscription.stop(done::countDown));
			this.cells.clear();
		}
		try {
			if (!done.await(STOP_SECONDS, TimeUnit.SECONDS)) {
				LOG.warn("{} subscriptions were not ended in time", done.getCount());
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.timer.shutdownNow();
		this.client.close();
	}

}
