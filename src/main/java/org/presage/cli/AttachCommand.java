/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
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

	/** Without an answer for this long, people read what the command waits for. */
	private static final long SILENT_S = 3;

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

	@Option(names = "--wait", paramLabel = "SECONDS",
			description = "Give up after this many seconds without a connection; 0: after the first attempt "
					+ "(default: try until Ctrl-C).")
	private @Nullable Integer wait;

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
		CountDownLatch stopped = new CountDownLatch(1);
		AtomicReference<@Nullable SimulatedNode> attached = new AtomicReference<>();
		this.simulation.stopAfter(() -> {
			stopped.countDown();
			SimulatedNode node = attached.get();
			if (node != null) {
				node.close();
			}
		});
		Reconnect reconnect = new Reconnect(Clock.SYSTEM, this.wait);
		String told = "";
		while (stopped.getCount() > 0) {
			String why = "the stream ended";
			long before = table.decisions();
			try (SimulatedNode node = new SimulatedNode(simulator, this.target, this.channel.settings(), this.node,
					Clock.SYSTEM, table)) {
				attached.set(node);
				watch(table, attached, node);
				if (stopped.getCount() == 0 || node.run()) {
					break;
				}
				Throwable failure = node.failure();
				why = (failure != null) ? ChannelSettings.reason(failure) : why;
			}
			finally {
				attached.set(null);
			}
			if (table.decisions() > before) {
				reconnect.connected();
				told = "";
			}
			long delayMs = reconnect.delayMs();
			report(why, told, delayMs, reconnect.waitedS());
			told = why;
			if (delayMs < 0 || stopped.await(delayMs, TimeUnit.MILLISECONDS)) {
				break;
			}
		}
		return table.decisions() > 0 ? ExitCodes.OK : ExitCodes.FAILURE;
	}

	/** The whole reason once, then how long it has been so. */
	private void report(String why, String told, long delayMs, long waitedS) {
		String line = why.equals(told) ? "no connection for " + waitedS + " s" : why;
		String next = (delayMs < 0) ? "Gave up" : String.format("Trying again in %d s%s",
				Math.max(1, Math.round(delayMs / 1000.0)), why.equals(told) ? "" : ", then more slowly. Ctrl-C stops");
		say(line + ". " + next);
	}

	/**
	 * A server that answers nothing, as behind a firewall, is named before gRPC gives up.
	 */
	private void watch(LiveTable table, AtomicReference<@Nullable SimulatedNode> attached, SimulatedNode node) {
		long before = table.decisions();
		Thread.ofVirtual().start(() -> {
			try {
				TimeUnit.SECONDS.sleep(SILENT_S);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			if (attached.get() == node && table.decisions() == before) {
				say("waiting for an answer. Ctrl-C stops");
			}
		});
	}

	private void say(String text) {
		this.command.commandLine().getErr().println(this.target + ": " + text);
		this.command.commandLine().getErr().flush();
	}

}
