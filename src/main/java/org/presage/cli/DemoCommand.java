/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import io.grpc.InsecureServerCredentials;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.audit.AuditTrail;
import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.benchmark.E2Path;
import org.presage.benchmark.Scenario;
import org.presage.server.ServerAddresses;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.torch.TrainingEngine;
import org.presage.sim.Drift;
import org.presage.sim.RanSimulator;
import org.presage.sim.SimulatedNode;
import org.presage.sim.e2.E2Network;
import org.presage.sim.e2.E2Peer;
import org.presage.sim.e2.KpmCell;
import org.presage.sim.onos.OnosPeer;
import org.presage.sim.osc.OscRic;

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

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private SimulationOptions simulation;

	@Option(names = "--onos", paramLabel = "DIALECT:CONTROL", description = {
			"Attach the cells as E2 nodes behind a peer of micro-ONOS instead: KPIs as E2SM-KPM bytes of a dialect, control",
			"as ccc, rc-a, rc-b or rsm; for example presage:ccc. Behind the dialect may stand the grammar that the nodes speak:",
			"oai/flexric-legacy:rc-b." })
	private @Nullable String onos;

	@Option(names = "--osc", paramLabel = "DIALECT:CONTROL",
			description = { "Attach the cells behind a small RIC of O-RAN SC instead: E2AP over its message router,",
					"subscription manager, registration." })
	private @Nullable String osc;

	@Option(names = "--learn", description = {
			"Learn while it runs: a model is trained on what happens, tried and promoted if it is better. The trials are",
			"shorter than those of a server; docs/learning.md says what happens." })
	private boolean learn;

	@Option(names = "--drift", paramLabel = "CHANGE", description = {
			"Change the network while it runs: ${COMPLETION-CANDIDATES}. loss: 12 dB more path loss; efficiency: half the SE is",
			"reported; delay: in tenths of a ms." })
	private @Nullable Drift drift;

	@Option(names = "--drift-after", defaultValue = "30", paramLabel = "SECONDS",
			description = "Change it after so many seconds (default: ${DEFAULT-VALUE}).")
	private int driftAfter;

	@Override
	public Integer call() throws InterruptedException, IOException {
		RanSimulator simulator = this.simulation.simulator();
		Drift change = this.drift;
		if (change != null) {
			SimulationOptions.after(this.driftAfter, () -> simulator.drift(change));
		}
		if (this.onos != null || this.osc != null) {
			return throughRic(simulator);
		}
		Map<String, String> defaults = new LinkedHashMap<>(this.simulation.sliced() ? slices() : Map.of());
		if (this.learn) {
			TrainingEngine.require("demo --learn");
			defaults.putAll(learning());
		}
		try (ConfigurableApplicationContext context = this.server.start(defaults)) {
			ServerAddresses addresses = context.getBean(ServerAddresses.class);
			LiveTable table = table(addresses, simulator);
			try (SimulatedNode node = new SimulatedNode(simulator, "localhost:" + addresses.grpcPort(),
					this.channel.settings(), Clock.SYSTEM, table)) {
				this.simulation.stopAfter(node::close);
				return node.run() ? ExitCodes.OK : ExitCodes.FAILURE;
			}
		}
	}

	private LiveTable table(ServerAddresses addresses, RanSimulator simulator) {
		this.command.commandLine().getOut().println(addresses.describe() + "\nCtrl-C stops.\n");
		this.command.commandLine().getOut().flush();
		return this.simulation.table(simulator, Clock.SYSTEM);
	}

	/** As with a real RIC, but for the mode, which is active. */
	private int throughRic(RanSimulator simulator) throws InterruptedException, IOException {
		if (this.simulation.sliced() || (this.onos != null && this.osc != null)) {
			throw new InvalidInputException("--onos, --osc", "one of them, and cells without slices",
					this.simulation.sliced() ? "--slices" : "both");
		}
		if (this.osc != null) {
			E2Path path = E2Path.parse(this.osc);
			List<KpmCell> nodes = KpmCell.of(simulator, path.dialect(), path.control());
			OscRic ric = new OscRic(0, 0, nodes, Clock.SYSTEM);
			Path state = RicKeys.temporary();
			return run(simulator, nodes, ric, RicKeys.osc(ric, path, state));
		}
		E2Path path = E2Path.parse(String.valueOf(this.onos));
		List<KpmCell> nodes = KpmCell.of(simulator, path.dialect(), path.control());
		OnosPeer peer = new OnosPeer(0, InsecureServerCredentials.create(), nodes);
		return run(simulator, nodes, peer, RicKeys.onos(peer.port(), path));
	}

	private int run(RanSimulator simulator, List<KpmCell> nodes, E2Peer ric, Map<String, String> keys)
			throws InterruptedException {
		AtomicReference<RingView> view = new AtomicReference<>();
		try (E2Network network = new E2Network(simulator, nodes, ric, Clock.SYSTEM,
				(cell, kpis) -> view.get().measured(cell, kpis));
				ConfigurableApplicationContext context = this.server.start(keys)) {
			view.set(new RingView(table(context.getBean(ServerAddresses.class), simulator),
					context.getBean(AuditTrail.class).ring(), simulator.units()));
			this.simulation.stopAfter(network::stop);
			network.run();
			return ExitCodes.OK;
		}
	}

	/** A store of its own, and trials of a minute. */
	private static Map<String, String> learning() throws IOException {
		Path folder = Files.createTempDirectory("presage-learn");
		Map<String, String> keys = new LinkedHashMap<>();
		keys.put("presage.learn.store", folder.resolve("store.duckdb").toString());
		keys.put("presage.learn.enabled", "true");
		keys.put("presage.learn.train.rest", "20s");
		keys.put("presage.learn.train.daily", "1000");
		keys.put("presage.learn.train.after", "20s");
		keys.put("presage.learn.train.epochs", "3");
		keys.put("presage.learn.trial.windows", "500");
		keys.put("presage.learn.trial.most-windows", "3000");
		keys.put("presage.learn.trial.frames", "200");
		return keys;
	}

	/** The model for slices, and what each slice is promised. */
	private static Map<String, String> slices() {
		Map<String, String> keys = new LinkedHashMap<>();
		keys.put("presage.model.path", ModelFiles.SLICES.toString());
		Scenario.slices(1).delayLimitsMs().forEach((slice, limitMs) -> {
			String limit = "presage.slices.policies." + slice + ".limits[0].";
			keys.put(limit + "kpi", "Delay");
			keys.put(limit + "max", String.valueOf(limitMs));
		});
		return keys;
	}

}
