package org.presage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.base.Clock;
import org.presage.benchmark.E2Path;
import org.presage.sim.RanSimulator;
import org.presage.sim.e2.E2Network;
import org.presage.sim.e2.KpmCell;
import org.presage.sim.osc.OscRic;

/** A small RIC of O-RAN SC as a program of its own, for xApps of any kind. */
@Command(name = "ric", mixinStandardHelpOptions = true, description = {
		"Run a small near-RT RIC of O-RAN SC with simulated nodes, for an xApp to be tried against: E2 termination and route",
		"manager on one RMR port, subscription, application and E2 manager on one HTTP port." })
final class RicCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private SimulationOptions simulation;

	@Option(names = "--path", defaultValue = "presage:ccc", paramLabel = "DIALECT:CONTROL",
			description = "What the nodes speak (default: ${DEFAULT-VALUE}).")
	@SuppressWarnings("NullAway.Init")
	private String path;

	@Option(names = "--host", defaultValue = OscRic.THIS_MACHINE, paramLabel = "NAME", description = {
			"By which xApps of other machines reach it, in plaintext and without a word of who they are (default: this machine",
			"only)." })
	@SuppressWarnings("NullAway.Init")
	private String host;

	@Option(names = "--rmr-port", defaultValue = "38000", description = "Default: ${DEFAULT-VALUE}; 0 for any.")
	private int rmrPort;

	@Option(names = "--http-port", defaultValue = "8088", description = "Default: ${DEFAULT-VALUE}; 0 for any.")
	private int httpPort;

	@Option(names = "--fault", split = ",", description = "What it does wrong: ${COMPLETION-CANDIDATES}.")
	private List<Fault> faults = new ArrayList<>();

	/** Ways to misbehave. */
	enum Fault {

		/** Sends no indications. */
		STALL((ric) -> ric.termination().faults().stall(true)),
		/** Acknowledges control and does nothing. */
		IGNORE_CONTROL((ric) -> ric.termination().faults().ignoreControl(true)),
		/** Never answers control. */
		HANG_ON_CONTROL((ric) -> ric.termination().faults().hangOnControl(true)),
		/** Refuses control. */
		REFUSE_CONTROL((ric) -> ric.termination().faults().refuseControl("ricRequest control-failed-to-execute")),
		/** Accepts subscriptions and never says what became of them. */
		NO_NOTICE((ric) -> ric.managers().faults().noticeTimes(0)),
		/** Says it twice. */
		NOTICE_TWICE((ric) -> ric.managers().faults().noticeTimes(2)),
		/** The application manager hangs up. */
		NO_APP_MANAGER((ric) -> ric.managers().faults().appManagerDown(true));

		private final Consumer<OscRic> switched;

		Fault(Consumer<OscRic> switched) {
			this.switched = switched;
		}

	}

	@Override
	public Integer call() throws InterruptedException, IOException {
		RanSimulator simulator = this.simulation.simulator();
		E2Path e2 = E2Path.parse(this.path);
		List<KpmCell> nodes = KpmCell.of(simulator, e2.dialect(), e2.control());
		OscRic ric = new OscRic(this.host, this.rmrPort, this.httpPort, nodes);
		this.faults.forEach((fault) -> fault.switched.accept(ric));
		tell("RMR       " + ric.termination().address() + "  (E2 termination, route manager)\nHTTP      "
				+ ric.managers().url()
				+ "  (/ric/v1/subscriptions, /ric/v1/register, /v1/nodeb/states)\nAttach     presage serve "
				+ keys(ric, e2).entrySet()
					.stream()
					.map((key) -> key.getKey() + '=' + key.getValue())
					.collect(Collectors.joining(" "))
				+ "\nCtrl-C stops.");
		AtomicLong intervals = new AtomicLong();
		try (E2Network network = new E2Network(simulator, nodes, ric, Clock.SYSTEM, (cell, kpis) -> {
			if (cell == 0 && intervals.getAndIncrement() % this.simulation.intervals() == 0) {
				tell(ric.termination().subscriptions().size() + " subscriptions, "
						+ ric.managers().registrations().size() + " xApps registered, PRBs "
						+ nodes.stream().map(KpmCell::prbs).toList());
			}
		})) {
			this.simulation.stopAfter(network::stop);
			network.run();
		}
		return ExitCodes.OK;
	}

	private Map<String, String> keys(OscRic ric, E2Path e2) {
		Map<String, String> keys = RicKeys.osc(ric, e2, Path.of("presage-osc.json"));
		if (!this.host.equals(OscRic.THIS_MACHINE)) {
			keys.putAll(Map.of("presage.osc.host", "XAPP", "presage.osc.rmr.host", "XAPP", "presage.osc.rmr.bind",
					"0.0.0.0", "server.address", "0.0.0.0"));
		}
		return keys;
	}

	private void tell(String line) {
		this.command.commandLine().getOut().println(line);
		this.command.commandLine().getOut().flush();
	}

}
