/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.base.Clock;
import org.presage.client.ChannelSettings;
import org.presage.sim.RanSimulator;
import org.presage.sim.SimulatedNode;

/** The simulator as a program of its own, as an E2 node is. */
@Command(name = "attach", mixinStandardHelpOptions = true,
		description = "Attach a simulated E2 node to a running xApp, reconnect after each interruption, and "
				+ "show the decisions.")
final class AttachCommand implements Callable<Integer> {

	private static final long RETRY_MS = 1000;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--target", defaultValue = "localhost:50051", paramLabel = "HOST:PORT",
			description = "Connect to the gRPC API of the xApp at this address (default: ${DEFAULT-VALUE}).")
	@SuppressWarnings("NullAway.Init")
	private String target;

	@Option(names = "--node", defaultValue = SimulatedNode.NODE_ID, paramLabel = "NAME",
			description = "Report as the node of this name (default: ${DEFAULT-VALUE}). Give each attached "
					+ "simulator its own: " + "two of one name would report the same cells.")
	@SuppressWarnings("NullAway.Init")
	private String node;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ChannelOptions channel;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private SimulationOptions simulation;

	@Override
	public Integer call() throws InterruptedException {
		RanSimulator simulator = this.simulation.simulator();
		LiveTable table = this.simulation.table(simulator, Clock.SYSTEM);
		AtomicBoolean stopped = new AtomicBoolean();
		AtomicReference<@Nullable SimulatedNode> attached = new AtomicReference<>();
		this.simulation.stopAfter(() -> {
			stopped.set(true);
			SimulatedNode node = attached.get();
			if (node != null) {
				node.close();
			}
		});
		String told = "";
		while (!stopped.get()) {
			String why = "the stream ended";
			try (SimulatedNode node = new SimulatedNode(simulator, this.target, this.channel.settings(), this.node,
					Clock.SYSTEM, table)) {
				attached.set(node);
				if (stopped.get() || node.run()) {
					break;
				}
				Throwable failure = node.failure();
				why = (failure != null) ? ChannelSettings.reason(failure) : why;
			}
			if (!why.equals(told)) {
				this.command.commandLine()
					.getErr()
					.println(this.target + ": " + why + ". Trying again every " + RETRY_MS + " ms");
				told = why;
			}
			TimeUnit.MILLISECONDS.sleep(RETRY_MS);
		}
		return table.decisions() > 0 ? ExitCodes.OK : ExitCodes.FAILURE;
	}

}
