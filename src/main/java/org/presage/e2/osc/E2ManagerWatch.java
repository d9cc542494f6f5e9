package org.presage.e2.osc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.e2.common.Plmn;
import org.presage.e2.edge.CellTarget;
import org.presage.e2.edge.EdgeSettings;
import org.presage.e2.edge.NodeDiscovery;
import org.presage.e2.kpm.RanFunction;
import org.presage.e2.per.Octets;
import org.presage.kpi.SchemaException;

/**
 * Asks the E2 manager again and again which nodes are connected, and what they offer.
 * Cells are those that are configured for a node, otherwise those that it has told. All
 * it does happens on the timer's thread.
 */
public final class E2ManagerWatch implements NodeDiscovery.Running {

	private static final Logger LOG = LoggerFactory.getLogger(E2ManagerWatch.class);

	/** Digits of 36 bits. */
	private static final int NCI_DIGITS = 9;

	private final E2Manager manager;

	private final EdgeSettings settings;

	private final int style;

	private final RanFunctions functions;

	private final long everyMs;

	private final ScheduledExecutorService timer;

	private final Consumer<List<CellTarget>> found;

	private final Map<String, NodeDetails> connected = new HashMap<>();

	/** Nodes about which something was said already. */
	private final Set<String> told = new HashSet<>();

	private boolean away;

	private volatile boolean closed;

	private E2ManagerWatch(E2Manager manager, EdgeSettings settings, int style, RanFunctions functions, long everyMs,
			ScheduledExecutorService timer, Consumer<List<CellTarget>> found) {
		this.manager = manager;
		this.settings = settings;
		this.style = style;
		this.functions = functions;
		this.everyMs = everyMs;
		this.timer = timer;
		this.found = found;
	}

	/**
	 * The cells of the nodes that are connected.
	 * @param settings of the cells that are found
	 * @param style of the reports that are subscribed to
	 * @param functions learn what the nodes have
	 * @param everyMs pause between two questions
	 */
	public static NodeDiscovery of(E2Manager manager, EdgeSettings settings, int style, RanFunctions functions,
			long everyMs) {
		return (timer, found) -> {
			E2ManagerWatch watch = new E2ManagerWatch(manager, settings, style, functions, everyMs, timer, found);
			timer.execute(watch::ask);
			return watch;
		};
	}

	private void ask() {
		if (!this.closed) {
			this.manager.states().whenComplete((states, failure) -> run(() -> answered(states, failure)));
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
		if (states == null) {
			if (!this.away) {
				LOG.warn("the E2 manager is asked again every {} ms, the cells stay as they are: {}", this.everyMs,
						(failure != null) ? RestClient.cause(failure).getMessage() : "");
			}
			this.away = true;
		}
		else {
			this.away = false;
			Set<String> names = new HashSet<>();
			states.stream().filter(NodeState::connected).forEach((state) -> names.add(state.name()));
			if (this.connected.keySet().retainAll(names)) {
				this.found.accept(cells());
			}
			names.removeAll(this.connected.keySet());
			names.forEach((name) -> this.manager.node(name)
				.whenComplete((details, unknown) -> run(() -> learnt(name, details, unknown))));
		}
		if (!this.closed) {
			this.timer.schedule(this::ask, this.everyMs, TimeUnit.MILLISECONDS);
		}
	}

	private void learnt(String name, @Nullable NodeDetails details, @Nullable Throwable failure) {
		if (details == null) {
			tell(name, "{} is connected, but the E2 manager does not say what it is: {}",
					(failure != null) ? RestClient.cause(failure).getMessage() : "");
			return;
		}
		this.functions.learn(details);
		this.connected.put(name, details);
		this.found.accept(cells());
	}

	private void tell(String node, String text, @Nullable String detail) {
		if (this.told.add(node)) {
			LOG.warn(text, node, detail);
		}
	}

	private List<CellTarget> cells() {
		List<CellTarget> cells = new ArrayList<>();
		for (NodeDetails node : this.connected.values()) {
			List<String> offered = measurements(node);
			EdgeSettings.Node own = this.settings.nodes()
				.stream()
				.filter((configured) -> configured.id().equals(node.name()))
				.findFirst()
				.orElse(null);
			String dialect = (own != null && own.dialect() instanceof String named) ? named : this.settings.dialect();
			List<EdgeSettings.Cell> of = (own != null) ? own.cells() : told(node);
			of.forEach((cell) -> cells.add(new CellTarget(node.name(), dialect, offered, cell)));
		}
		return cells;
	}

	/** Names of the measurements of our style of report; empty if the node tells none. */
	private List<String> measurements(NodeDetails node) {
		for (NodeDetails.Function function : node.functions()) {
			try {
				RanFunction kpm = function.kpm().orElse(null);
				if (kpm != null) {
					return kpm.measurements(this.style);
				}
			}
			catch (SchemaException ex) {
				tell(node.name(), "{} is subscribed to without knowing what it offers: {}", ex.getMessage());
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
				tell(node.name(), "{} has a cell that is left out: {}", ex.getMessage());
			}
		}
		if (cells.isEmpty()) {
			tell(node.name(), "{} is connected, but its cells are not known: name them in {}", "presage.e2.nodes");
		}
		return cells;
	}

	/** As {@code 00f110:000000019b}, the 36 bits perhaps filled up to whole octets. */
	private EdgeSettings.Cell cell(String text) {
		int colon = text.indexOf(':');
		String digits = text.substring(colon + 1);
		if (colon < 0) {
			throw new IllegalArgumentException("cellId: expected PLMN:NCI, found \"" + text + '"');
		}
		Octets plmn = Octets.hex(text.substring(0, colon));
		Plmn.digits(plmn);
		return new EdgeSettings.Cell(plmn,
				EdgeSettings.Cell.nci((digits.length() == NCI_DIGITS + 1) ? digits.substring(0, NCI_DIGITS) : digits),
				this.settings.prbs());
	}

	@Override
	public void close() {
		this.closed = true;
	}

}
