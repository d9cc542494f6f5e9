package org.presage.cli;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import org.presage.config.ServerAddresses;

/** Serves until it is stopped. */
@Command(name = "serve", mixinStandardHelpOptions = true,
		description = "Run the xApp: gRPC API, control loop, metrics. E2 nodes attach to it.")
final class ServeCommand implements Callable<Integer> {

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
		this.command.commandLine().getOut().println(context.getBean(ServerAddresses.class).describe());
		this.command.commandLine().getOut().flush();
		closed.await();
		return ExitCodes.OK;
	}

}
