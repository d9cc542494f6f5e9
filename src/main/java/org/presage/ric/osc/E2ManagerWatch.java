/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogKeys;
import org.presage.base.LogThrottle;
import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.kpm.RanFunction;
import org.presage.ric.CellIdentity;
import org.presage.ric.CellListing;
import org.presage.ric.CellTarget;
import org.presage.ric.EdgeSettings;
import org.presage.ric.NodeDiscovery;
import org.presage.ric.RicNeighbours;

/**
 * Asks the E2 manager again and again which nodes are connected, and what they offer.
 * Cells are those that are configured for a node, otherwise those that it has told.
 * Configured ones are asked for when it is known what their node offers, and stay while
 * it is unavailable. All it does happens on the timer's thread.
 */
public final class E2ManagerWatch implements NodeDiscovery.Running {

	private static final Logger LOG = LoggerFactory.getLogger(E2ManagerWatch.class);

	/**
	 * Pause between two questions while a node is disconnected, or the manager
	 * unavailable.
	 */
	private static final long AWAY_MS = 500;

	/** A manager that has never answered is not waited for after so many questions. */
	private static final int GIVE_UP = 20;

	/** Questions in which each record is read again, for what it lists of neighbours. */
	private static final int READ_AGAIN = 12;

	private final E2Manager manager;

	private final EdgeSettings settings;

	private final ToIntFunction<String> styles;

	private final RanFunctions functions;

	private final long everyMs;

	private final ScheduledExecutorService timer;

	private final NodeDiscovery.Listener listener;

	private final @Nullable RicNeighbours neighbours;

	/** Nodes whose records are read again, the next one first. */
	private final Deque<String> due = new ArrayDeque<>();

	/** What is known of nodes, also of those that are disconnected. */
	private final Map<String, NodeDetails> known = new HashMap<>();

	private final Set<String> connected = new HashSet<>();

	/** Nodes that are connected by the newest answer, and not yet known. */
	private final Set<String> asked = new HashSet<>();

	/** What was said already. */
	private final Set<String> told = new HashSet<>();

	private final LogThrottle failed;

	private int failures;

	/** Whether configured nodes are asked for though nothing is known of them. */
	private boolean unknown;

	private volatile boolean closed;

	private E2ManagerWatch(E2Manager manager, EdgeSettings settings, ToIntFunction<String> styles,
			RanFunctions functions, @Nullable RicNeighbours neighbours, long everyMs, Clock clock,
			ScheduledExecutorService timer, NodeDiscovery.Listener listener) {
		this.manager = manager;
		this.settings = settings;
		this.styles = styles;
		this.functions = functions;
		this.neighbours = neighbours;
		this.everyMs = everyMs;
		this.failed = new LogThrottle(LOG, Level.WARN, "questions that the E2 manager did not answer", clock);
		this.timer = timer;
		this.listener = listener;
	}

	/**
	 * The cells of the nodes that are connected, and of those that are configured once
	 * something is known of them.
	 * @param settings of the cells that are found
	 * @param styles of the reports that are subscribed to, by dialect
	 * @param functions learn what the nodes have
	 * @param neighbours receives the relation of the cells; null if nobody does, and
	 * records are read once only
	 * @param everyMs pause between two questions; while a node is disconnected it is
	 * shorter
	 */
	public static NodeDiscovery of(E2Manager manager, EdgeSettings settings, ToIntFunction<String> styles,
			RanFunctions functions, @Nullable RicNeighbours neighbours, long everyMs, Clock clock) {
		return (timer, listener) -> {
			E2ManagerWatch watch = new E2ManagerWatch(manager, settings, styles, functions, neighbours, everyMs, clock,
					timer, listener);
			timer.execute(watch::ask);
			return watch;
		};
	}

	private void ask() {
		if (this.closed) {
			return;
		}
		try {
			this.manager.states().whenComplete((states, failure) -> run(() -> answered(states, failure)));
		}
		catch (RuntimeException ex) {
			// A failure must not be the last question.
			answered(null, ex);
		}
	}

	private void run(Runnable task) {
		try {
			this.timer.execute(task);
		}
		catch (RejectedExecutionException ex) {
			LOG.debug("the edge is closed", ex);
		}
	}

	private void answered(@Nullable List<NodeState> states, @Nullable Throwable failure) {
		try {
			if (states != null) {
				this.failures = 0;
				look(states);
			}
			else {
				unanswered(failure);
			}
		}
		catch (RuntimeException ex) {
			LOG.error("what the E2 manager says could not be used", ex);
		}
		finally {
			if (!this.closed) {
				long pauseMs = (allConnected() && !this.listener.isWatching()) ? this.everyMs
						: Math.min(this.everyMs, AWAY_MS);
				this.timer.schedule(this::ask, pauseMs, TimeUnit.MILLISECONDS);
			}
		}
	}

	private void unanswered(@Nullable Throwable failure) {
		if (this.failed.admits()) {
			LOG.warn("the E2 manager is asked again, the cells stay as they are: {}",
					(failure != null) ? RestClient.cause(failure).getMessage() : "");
		}
		if (++this.failures == GIVE_UP && this.known.isEmpty()) {
			this.unknown = true;
			found();
		}
	}

	private boolean allConnected() {
		return !this.known.isEmpty() && this.connected.containsAll(this.known.keySet())
				&& this.settings.nodes().stream().allMatch((node) -> this.connected.contains(node.id()));
	}

	private void look(List<NodeState> states) {
		Set<String> names = new HashSet<>();
		states.stream().filter(NodeState::connected).forEach((state) -> names.add(state.name()));
		// A manager that has lost its records lists no node, not one that is
		// disconnected.
		states.stream()
			.filter((state) -> !state.connected() && this.connected.contains(state.name()))
			.forEach((state) -> this.listener.vanished(state.name()));
		if (this.connected.retainAll(names)) {
			found();
		}
		if (this.neighbours != null) {
			readAgain();
		}
		names.removeAll(this.connected);
		this.asked.retainAll(names);
		names.stream()
			.filter(this.asked::add)
			.forEach((name) -> this.manager.node(name)
				.whenComplete((details, failure) -> run(() -> learnt(name, details, failure))));
	}

	private void learnt(String name, @Nullable NodeDetails details, @Nullable Throwable failure) {
		// An answer may come after the node has left.
		if (!this.asked.remove(name)) {
			return;
		}
		if (details == null) {
			tell("{} is connected, but the E2 manager does not say what it is: {}", name,
					(failure != null) ? RestClient.cause(failure).getMessage() : "");
			return;
		}
		this.functions.learn(details);
		if (this.functions.control(name).isEmpty()) {
			tell("{} gets no control: it lists no RAN function of the service model of "
					+ this.settings.names().of("control") + ", only {}", name, this.functions.listed(name));
		}
		this.known.put(name, details);
		this.connected.add(name);
		found();
	}

	/**
	 * What an operator writes into a record comes without notice: all are read in turn.
	 */
	private void readAgain() {
		if (this.due.isEmpty()) {
			this.due.addAll(this.connected);
		}
		int now = (this.connected.size() + READ_AGAIN - 1) / READ_AGAIN;
		for (int i = 0; i < now && !this.due.isEmpty(); i++) {
			String name = this.due.remove();
			if (this.connected.contains(name)) {
				this.manager.node(name).whenComplete((details, failure) -> run(() -> again(name, details, failure)));
			}
		}
	}

	private void again(String name, @Nullable NodeDetails details, @Nullable Throwable failure) {
		if (failure != null && this.failed.admits()) {
			LOG.atWarn()
				.addKeyValue(LogKeys.NODE, name)
				.log("the record of {} counts as it was read before: {}", name, RestClient.cause(failure).getMessage());
		}
		if (details != null && this.connected.contains(name) && !details.equals(this.known.put(name, details))) {
			this.functions.learn(details);
			found();
		}
	}

	private void found() {
		List<CellTarget> cells = cells();
		this.listener.found(cells);
		if (this.neighbours != null) {
			this.neighbours.update(cells.stream().map(this::listing).toList());
		}
	}

	private CellListing listing(CellTarget target) {
		NodeDetails details = this.known.get(target.node());
		return (details != null) ? details.listing(target) : CellListing.of(target);
	}

	private void tell(String text, String node, @Nullable String detail) {
		if (this.told.add(node + text + detail)) {
			LOG.atWarn().addKeyValue(LogKeys.NODE, node).log(text, node, detail);
		}
	}

	private List<CellTarget> cells() {
		List<CellTarget> cells = new ArrayList<>();
		Set<String> own = new HashSet<>();
		for (CellTarget target : this.settings.targets()) {
			own.add(target.node());
			NodeDetails details = this.known.get(target.node());
			if (details != null) {
				cells.add(target.offering(measurements(details, target.dialect()), details.evidence()));
			}
			else if (this.unknown) {
				cells.add(target);
			}
		}
		for (String name : this.connected) {
			NodeDetails details = this.known.get(name);
			if (!own.contains(name) && details != null) {
				List<String> offered = measurements(details, this.settings.dialect());
				told(details).forEach((cell) -> cells.add(new CellTarget(name, this.settings.dialect(), offered, cell,
						this.settings.grammar(), false, details.evidence())));
			}
		}
		return cells;
	}

	/** Names of the measurements of our style of report; empty if the node tells none. */
	private List<String> measurements(NodeDetails node, String dialect) {
		for (NodeDetails.Function function : node.functions()) {
			try {
				RanFunction kpm = function.kpm().orElse(null);
				if (kpm != null) {
					return kpm.measurements(this.styles.applyAsInt(dialect));
				}
			}
			catch (InvalidInputException ex) {
				tell("{} is subscribed to without knowing what it offers: {}", node.name(), ex.getMessage());
			}
		}
		return List.of();
	}

	private List<EdgeSettings.Cell> told(NodeDetails node) {
		List<EdgeSettings.Cell> cells = new ArrayList<>();
		for (String cell : node.nrCells()) {
			try {
				cells.add(cell(cell));
			}
			catch (IllegalArgumentException ex) {
				tell("{} has a cell that is left out: {}", node.name(), ex.getMessage());
			}
		}
		if (cells.isEmpty()) {
			tell("{} is connected, but its cells are not known: name them in {}", node.name(),
					this.settings.names().of("nodes"));
		}
		return cells;
	}

	private EdgeSettings.Cell cell(String text) {
		CellIdentity cell = ServedCell.identity(text, false);
		Octets plmn = Objects.requireNonNull(cell.plmn());
		Plmn.digits(plmn);
		return new EdgeSettings.Cell(plmn, cell.number(), this.settings.prbs());
	}

	@Override
	public void close() {
		this.closed = true;
	}

}
