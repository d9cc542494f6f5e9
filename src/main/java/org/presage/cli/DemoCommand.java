package org.presage.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.config.ModelFiles;
import org.presage.config.ServerAddresses;
import org.presage.lab.Scenario;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.SimulatedNode;
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

	@Option(names = "--seed", defaultValue = "1", description = "Of the simulator (default: ${DEFAULT-VALUE}).")
	private long seed;

	@Option(names = "--seconds", description = "Stop after this time (default: run until Ctrl-C).")
	private @Nullable Integer seconds;

	@Option(names = "--every", defaultValue = "1", paramLabel = "SECONDS",
			description = "Seconds between two tables (default: ${DEFAULT-VALUE}).")
	private int every;

	@Override
	public Integer call() throws InterruptedException {
		RanSimulator simulator = new RanSimulator(this.slices ? RanConfig.sliced(this.cells) : RanConfig.of(this.cells),
				this.seed);
		Map<String, Object> defaults = this.slices ? slices() : Map.of();
		try (ConfigurableApplicationContext context = this.server.start(defaults)) {
			ServerAddresses addresses = context.getBean(ServerAddresses.class);
			this.command.commandLine().getOut().println(addresses.describe() + "\nCtrl-C stops.\n");
			this.command.commandLine().getOut().flush();
			LiveTable table = new LiveTable(System.out, Clock.SYSTEM, TimeUnit.SECONDS.toNanos(this.every),
					System.console() != null && System.console().isTerminal(), simulator.schema(), names(simulator));
			try (SimulatedNode node = new SimulatedNode(simulator, "localhost:" + addresses.grpcPort(),
					this.channel.settings(), Clock.SYSTEM, table)) {
				stopAfter(node);
				return node.run() ? ExitCodes.OK : ExitCodes.FAILURE;
			}
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

	private void stopAfter(SimulatedNode node) {
		Integer limit = this.seconds;
		if (limit != null) {
			Thread.ofVirtual().start(() -> {
				try {
					TimeUnit.SECONDS.sleep(limit);
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
				}
				node.close();
			});
		}
	}

}
