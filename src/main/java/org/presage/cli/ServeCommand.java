/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.presage.server.ServerAddresses;
import org.presage.server.config.ServerLogging;

/** Serves until it is stopped. */
@Command(name = "serve", mixinStandardHelpOptions = true,
		description = "Run the xApp: gRPC API, control loop, metrics. E2 nodes attach to it.")
final class ServeCommand implements Callable<Integer> {

	private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ServerOptions server;

	@Override
	public Integer call() throws InterruptedException {
		ConfigurableApplicationContext context = this.server.start();
		CountDownLatch closed = new CountDownLatch(1);
		context.addApplicationListener((event) -> {
			if (event instanceof ContextClosedEvent) {
				closed.countDown();
			}
		});
		tell(context.getBean(ServerAddresses.class), ServerLogging.isStructured(context.getEnvironment()));
		closed.await();
		return ExitCodes.OK;
	}

	/** Where structured logs are asked for nothing else is written between them. */
	private void tell(ServerAddresses addresses, boolean structured) {
		if (structured) {
			LOG.info("serving gRPC at {}, HTTP at {}", addresses.grpc(), addresses.http());
			return;
		}
		this.command.commandLine().getOut().println(addresses.describe());
		this.command.commandLine().getOut().flush();
	}

}
