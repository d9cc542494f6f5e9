package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

import io.grpc.InsecureServerCredentials;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.audit.AuditTrail;
import org.presage.config.ModelFiles;
import org.presage.config.ServerAddresses;
import org.presage.kpi.SchemaException;
import org.presage.lab.E2Path;
import org.presage.lab.Scenario;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.SimulatedNode;
import org.presage.sim.e2.E2Network;
import org.presage.sim.e2.E2Peer;
import org.presage.sim.e2.KpmCell;
import org.presage.sim.onos.OnosPeer;
import org.presage.sim.osc.OscRic;
import org.presage.time.Clock;

/** Server, simulator and loop in one process, over a real gRPC connection. */
@Command(name = "demo", mixinStandardHelpOptions = true,
		description = "Run the xApp with a simulated E2 node attached to it, and show the decisions.")
final class DemoCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ServerOptions server;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ChannelOptions channel;

	@Option(names = "--cells", defaultValue = "5", description = "Simulated cells (default: ${DEFAULT-VALUE}).")
	private int cells;

	@Option(names = "--slices",
			description = "Each cell has a video, a web and a voice slice; the default model is then builtin:slices.")
	private boolean slices;

	@Option(names = "--onos", paramLabel = "DIALECT:CONTROL", description = {
			"Attach the cells as E2 nodes behind a peer of micro-ONOS instead: KPIs as E2SM-KPM bytes of a dialect, control",
			"as ccc, rc-a, rc-b or rsm; for example presage:ccc." })
	private @Nullable String onos;

	@Option(names = "--osc", paramLabel = "DIALECT:CONTROL", description = {
			"The same behind a small RIC of O-RAN SC: E2AP over its message router, subscription manager, registration." })
	private @Nullable String osc;

	@Option(names = "--seed", defaultValue = "1", description = "Of the simulator (default: ${DEFAULT-VALUE}).")
	private long seed;

	@Option(names = "--seconds", description = "Stop after this time (default: run until Ctrl-C).")
	private @Nullable Integer seconds;

	@Option(names = "--every", defaultValue = "1", paramLabel = "SECONDS",
			description = "Seconds between two tables (default: ${DEFAULT-VALUE}).")
	private int every;

	@Override
	public Integer call() throws InterruptedException, IOException {
		RanSimulator simulator = new RanSimulator(this.slices ? RanConfig.sliced(this.cells) : RanConfig.of(this.cells),
				this.seed);
		if (this.onos != null || this.osc != null) {
			return throughRic(simulator);
		}
		Map<String, Object> defaults = this.slices ? slices() : Map.of();
		try (ConfigurableApplicationContext context = this.server.start(defaults)) {
			ServerAddresses addresses = context.getBean(ServerAddresses.class);
			LiveTable table = table(addresses, simulator);
			try (SimulatedNode node = new SimulatedNode(simulator, "localhost:" + addresses.grpcPort(),
					this.channel.settings(), Clock.SYSTEM, table)) {
				stopAfter(node::close);
				return node.run() ? ExitCodes.OK : ExitCodes.FAILURE;
			}
		}
	}

	private LiveTable table(ServerAddresses addresses, RanSimulator simulator) {
		this.command.commandLine().getOut().println(addresses.describe() + "\nCtrl-C stops.\n");
		this.command.commandLine().getOut().flush();
		return new LiveTable(System.out, Clock.SYSTEM, TimeUnit.SECONDS.toNanos(this.every),
				System.console() != null && System.console().isTerminal(), simulator.schema(), names(simulator));
	}

	/** As with a real RIC, but for the mode, which is active. */
	private int throughRic(RanSimulator simulator) throws InterruptedException, IOException {
		if (this.slices || (this.onos != null && this.osc != null)) {
			throw new SchemaException("--onos, --osc", "one of them, and cells without slices",
					this.slices ? "--slices" : "both");
		}
		if (this.osc != null) {
			E2Path path = E2Path.parse(this.osc);
			List<KpmCell> nodes = KpmCell.of(simulator, path.dialect(), path.control());
			OscRic ric = new OscRic(0, 0, nodes);
			Path state = Files.createTempDirectory("presage-osc").resolve("state.json");
			return run(simulator, nodes, ric, RicKeys.osc(ric, path, state));
		}
		E2Path path = E2Path.parse(String.valueOf(this.onos));
		List<KpmCell> nodes = KpmCell.of(simulator, path.dialect(), path.control());
		OnosPeer peer = new OnosPeer(0, InsecureServerCredentials.create(), nodes);
		return run(simulator, nodes, peer, RicKeys.onos(peer.port(), path));
	}

	private int run(RanSimulator simulator, List<KpmCell> nodes, E2Peer ric, Map<String, Object> keys)
			throws InterruptedException {
		AtomicReference<RingView> view = new AtomicReference<>();
		try (E2Network network = new E2Network(simulator, nodes, ric, Clock.SYSTEM,
				(cell, kpis) -> view.get().measured(cell, kpis));
				ConfigurableApplicationContext context = this.server.start(keys)) {
			view.set(new RingView(table(context.getBean(ServerAddresses.class), simulator),
					context.getBean(AuditTrail.class).ring(), simulator.units()));
			stopAfter(network::stop);
			network.run();
			return ExitCodes.OK;
		}
	}

	/** The model for slices, and what each slice is promised. */
	private static Map<String, Object> slices() {
		Map<String, Object> keys = new LinkedHashMap<>();
		keys.put("presage.model.path", ModelFiles.SLICES.toString());
		Scenario.slices(1).delayLimitsMs().forEach((slice, limitMs) -> {
			String limit = "presage.slices.policies." + slice + ".limits[0].";
			keys.put(limit + "kpi", "Delay");
			keys.put(limit + "max", limitMs);
		});
		return keys;
	}

	private static List<String> names(RanSimulator simulator) {
		return IntStream.range(0, simulator.units())
			.mapToObj((unit) -> "cell-" + simulator.cell(unit)
					+ (simulator.slice(unit).sNssai().isEmpty() ? "" : " " + simulator.slice(unit).name()))
			.toList();
	}

	private void stopAfter(Runnable stop) {
		Integer limit = this.seconds;
		if (limit != null) {
			Thread.ofVirtual().start(() -> {
				try {
					TimeUnit.SECONDS.sleep(limit);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				stop.run();
			});
		}
	}

}
