/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.e2.ControlHabit;
import org.presage.sim.e2.DataFault;
import org.presage.sim.e2.DataFaults;
import org.presage.sim.e2.E2Network;
import org.presage.sim.e2.KpmCell;
import org.presage.sim.osc.OscRic;

/** A small RIC of O-RAN SC as a program of its own, for xApps of any kind. */
@Command(name = "ric", mixinStandardHelpOptions = true, description = {
		"Run a small near-RT RIC of O-RAN SC with simulated nodes, for an xApp to be tried against.",
		"E2 termination and route manager have one RMR port; subscription, application and E2 manager one HTTP port." })
final class RicCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private SimulationOptions simulation;

	@Option(names = "--path", defaultValue = "presage:ccc", paramLabel = "DIALECT:CONTROL",
			description = "Let the nodes speak this dialect and control (default: ${DEFAULT-VALUE}).")
	@SuppressWarnings("NullAway.Init")
	private String path;

	@Option(names = "--host", defaultValue = OscRic.THIS_MACHINE, paramLabel = "NAME", description = {
			"Let xApps of other machines reach it by this name, in plaintext and unauthenticated (default: this machine",
			"only)." })
	@SuppressWarnings("NullAway.Init")
	private String host;

	@Option(names = "--rmr-port", defaultValue = "38000",
			description = "Listen for RMR on this port (default: ${DEFAULT-VALUE}); 0 for any free one.")
	private int rmrPort;

	@Option(names = "--http-port", defaultValue = "8088",
			description = "Serve the managers over HTTP on this port (default: ${DEFAULT-VALUE}); 0 for any "
					+ "free one.")
	private int httpPort;

	@Option(names = "--fault", split = ",", description = "Let the RIC make these faults: ${COMPLETION-CANDIDATES}.")
	private List<Fault> faults = new ArrayList<>();

	@Option(names = "--data-fault", split = ",",
			description = "Let its nodes report these false data: ${COMPLETION-CANDIDATES}.")
	private List<DataFault> dataFaults = new ArrayList<>();

	@Option(names = "--data-fault-after", defaultValue = "0", paramLabel = "SECONDS",
			description = "Begin with false data after this many seconds (default: at once).")
	private int dataFaultAfter;

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
		/** Accepts subscriptions and never answers them. */
		NO_NOTICE((ric) -> ric.managers().faults().noticeTimes(0)),
		/** Says it twice. */
		NOTICE_TWICE((ric) -> ric.managers().faults().noticeTimes(2)),
		/** Sends a partial route table for every new subscription. */
		PARTIAL_TABLES((ric) -> ric.termination().faults().partialTables(true)),
		/** Has a record without a message type in its route table. */
		EMPTY_TYPES((ric) -> ric.termination().faults().emptyTypes(true)),
		/** The application manager hangs up. */
		NO_APP_MANAGER((ric) -> ric.managers().faults().appManagerDown(true)),
		/** Nodes refuse a dedicated ratio of 0, as srsRAN does. */
		REFUSE_DEDICATED_ZERO(ControlHabit.REFUSE_DEDICATED_ZERO),
		/** Nodes apply only the minimum, as OAI's slicing does. */
		APPLY_MIN(ControlHabit.APPLY_MIN),
		/** Nodes apply only the maximum. */
		APPLY_MAX(ControlHabit.APPLY_MAX),
		/** Nodes apply only the dedicated ratio, as xSlice's fork of OAI does. */
		APPLY_DEDICATED(ControlHabit.APPLY_DEDICATED),
		/** Nodes read only the first group of a message, as srsRAN does. */
		FIRST_GROUP(ControlHabit.FIRST_GROUP),
		/** Nodes limit the uplink with the downlink, as srsRAN does by E2SM-RC. */
		BOTH_DIRECTIONS(ControlHabit.BOTH_DIRECTIONS),
		/** Nodes acknowledge, and change another slice. */
		ANOTHER_SLICE(ControlHabit.ANOTHER_SLICE),
		/** Nodes refuse control while they are loaded. */
		REFUSE_UNDER_LOAD(ControlHabit.REFUSE_UNDER_LOAD),
		/** Nodes answer control too late. */
		LATE_ANSWER(ControlHabit.LATE_ANSWER),
		/** Nodes answer each control twice. */
		ANSWER_TWICE(ControlHabit.ANSWER_TWICE),
		/** Nodes abort on a subscription by Format 4, as FlexRIC of 2023 does. */
		ABORT_ON_FORMAT4(ControlHabit.ABORT_ON_FORMAT4),
		/** Nodes abort on conditions other than equality of the slice, as OAI does. */
		ABORT_ON_CONDITION(ControlHabit.ABORT_ON_CONDITION);

		private final Consumer<OscRic> switched;

		Fault(Consumer<OscRic> switched) {
			this.switched = switched;
		}

		Fault(ControlHabit habit) {
			this((ric) -> ric.termination().nodes().forEach((node) -> node.habits().add(habit)));
		}

	}

	@Override
	public Integer call() throws InterruptedException, IOException {
		RanSimulator simulator = this.simulation.simulator();
		E2Path e2 = E2Path.parse(this.path);
		List<KpmCell> nodes = KpmCell.of(simulator, e2.dialect(), e2.control());
		DataFaults data = new DataFaults();
		nodes.forEach((node) -> node.share(data));
		OscRic ric = new OscRic(this.host, this.rmrPort, this.httpPort, nodes, Clock.SYSTEM);
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
			if (intervals.get() >= this.dataFaultAfter * 1000L / RanConfig.STEP_MS) {
				data.set(Set.copyOf(this.dataFaults));
			}
			if (cell == 0 && intervals.getAndIncrement() % this.simulation.intervals() == 0) {
				tell(ric.termination().subscriptions().size() + " subscriptions, "
						+ ric.managers().registrations().size() + " xApps registered, PRBs "
						+ nodes.stream().map(KpmCell::prbs).toList() + (this.faults.contains(Fault.BOTH_DIRECTIONS)
								? ", uplink " + nodes.stream().map(KpmCell::uplinkPrbs).toList() : ""));
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
