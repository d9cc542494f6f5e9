/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

import org.presage.base.InvalidInputException;
import org.presage.base.YamlFile;
import org.presage.server.PresageServer;
import org.presage.server.config.BindFailure;
import org.presage.server.config.ConfigFiles;
import org.presage.server.config.ServerLogging;
import org.presage.server.doctor.StartCheck;

/** What the commands that start the server have in common. */
final class ServerOptions {

	private static final Logger LOG = LoggerFactory.getLogger(ServerOptions.class);

	@Spec(Spec.Target.MIXEE)
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--model", paramLabel = "FILE",
			description = "Serve this model package, or builtin:slices (default: the built-in one).")
	private @Nullable Path model;

	@Option(names = "--grpc-port", paramLabel = "PORT",
			description = "Serve the gRPC API on this port; 0 for any free one (default: 50051).")
	private @Nullable Integer grpcPort;

	@Option(names = "--http-port", paramLabel = "PORT",
			description = "Serve metrics, health and dashboard on this port; 0 for any free one (default: 8080).")
	private @Nullable Integer httpPort;

	@Option(names = "--config", paramLabel = "FILE",
			description = "Read keys of docs/configuration.md from this YAML file.")
	private @Nullable Path config;

	@Parameters(paramLabel = "KEY=VALUE", arity = "0..*",
			description = "Set keys of docs/configuration.md, for example presage.loop.budget=20ms.")
	private List<String> keys = List.of();

	/** Starts the server; it runs until the context is closed. */
	ConfigurableApplicationContext start(String... more) {
		return start(Map.of(), more);
	}

	/**
	 * Starts the server.
	 * @param defaults configuration that everything else overrides
	 */
	ConfigurableApplicationContext start(Map<String, String> defaults, String... more) {
		String[] arguments = arguments(more);
		StartWatch watch = new StartWatch();
		ServerLogging logging = new ServerLogging();
		try {
			SpringApplication application = new SpringApplication(PresageServer.class);
			application.setDefaultProperties(Map.copyOf(defaults));
			application.setLogStartupInfo(false);
			application.addListeners(logging, new StartCheck());
			application.addInitializers(watch);
			ConfigurableApplicationContext context = application.run(arguments);
			watch.started(context);
			return context;
		}
		catch (RuntimeException ex) {
			watch.release();
			throw watch.isStopping() ? StartException.quiet(ex) : StartException.of(ex, logging.isStructured());
		}
	}

	/**
	 * What the server is started with, as {@code --key=value}.
	 * @throws InvalidInputException if an argument is no key with a value, or a key comes
	 * twice
	 */
	String[] arguments(String... more) {
		Map<String, String> arguments = new LinkedHashMap<>();
		for (String argument : more) {
			arguments.put(argument.substring(0, argument.indexOf('=')), argument);
		}
		for (String given : this.keys) {
			String key = given.startsWith("--") ? given.substring(2) : given;
			if (given.startsWith("-") && !key.matches("[^=]+\\..*")) {
				throw new UnmatchedArgumentException(this.command.commandLine(), List.of(given));
			}
			if (!key.matches("[A-Za-z][A-Za-z0-9.\\[\\]_-]*=.*")) {
				throw new InvalidInputException("argument", "KEY=VALUE", "\"" + given + "\"");
			}
			add(arguments, key.substring(0, key.indexOf('=')), key.substring(key.indexOf('=') + 1));
		}
		add(arguments, "presage.model.path", this.model);
		add(arguments, "spring.grpc.server.port", this.grpcPort);
		add(arguments, "server.port", this.httpPort);
		if (this.config != null) {
			add(arguments, "spring.config.additional-location", "file:" + readable(this.config));
		}
		String[] all = arguments.values().toArray(String[]::new);
		ConfigFiles.check(all);
		return all;
	}

	/** Spring would join the values of a key that comes twice. */
	private static void add(Map<String, String> arguments, String key, @Nullable Object value) {
		String argument = "--" + key + '=' + value;
		String before = (value != null) ? arguments.putIfAbsent("--" + key, argument) : null;
		if (before != null) {
			throw new InvalidInputException(key, "one value on the command line",
					before.substring(before.indexOf('=') + 1) + " and " + value);
		}
	}

	private static Path readable(Path file) {
		if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
			throw new InvalidInputException("--config " + file, "a YAML file that can be read", Files.isDirectory(file)
					? "a folder" : Files.exists(file) ? "one that this user cannot read" : "none");
		}
		YamlFile.check("--config " + file, file);
		return file.toAbsolutePath();
	}

	/**
	 * The server did not start. The message has one line for each reason.
	 */
	static final class StartException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		private final boolean quiet;

		private StartException(String message, Throwable cause, boolean quiet) {
			super(message, cause);
			this.quiet = quiet;
		}

		/** The process was asked to end before the start was complete. */
		static StartException quiet(RuntimeException failure) {
			return new StartException("stopped", failure, true);
		}

		/** Whether there is nothing to say. */
		boolean isQuiet() {
			return this.quiet;
		}

		/** What nobody could expect is logged with its stack trace. */
		static StartException of(RuntimeException failure, boolean structured) {
			String line = BindFailure.line(failure);
			if (!BindFailure.isExplained(failure)) {
				LOG.error("the server did not start", failure);
			}
			else if (structured) {
				LOG.error("the server did not start: {}", line);
			}
			return new StartException(
					"the server did not start: "
							+ (line.contains(System.lineSeparator())
									? System.lineSeparator() + "  "
											+ line.replace(System.lineSeparator(), System.lineSeparator() + "  ")
									: line),
					failure, false);
		}

	}

}
