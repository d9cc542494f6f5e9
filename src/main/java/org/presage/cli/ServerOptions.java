/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import org.presage.base.InvalidInputException;
import org.presage.server.PresageServer;
import org.presage.server.config.BindFailure;
import org.presage.server.config.ServerLogging;

/** What the commands that start the server have in common. */
final class ServerOptions {

	@Option(names = "--model", paramLabel = "FILE",
			description = "Model package, or builtin:slices (default: the built-in one).")
	private @Nullable Path model;

	@Option(names = "--grpc-port", paramLabel = "PORT",
			description = "Of the gRPC API; 0 for any free one (default: 50051).")
	private @Nullable Integer grpcPort;

	@Option(names = "--http-port", paramLabel = "PORT",
			description = "Of metrics and health; 0 for any (default: 8080).")
	private @Nullable Integer httpPort;

	@Option(names = "--config", paramLabel = "FILE", description = "YAML file with keys of docs/configuration.md.")
	private @Nullable Path config;

	@Parameters(paramLabel = "KEY=VALUE", arity = "0..*",
			description = "Configuration keys, for example presage.loop.budget=20ms.")
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
		try {
			SpringApplication application = new SpringApplication(PresageServer.class);
			application.setDefaultProperties(Map.copyOf(defaults));
			application.addListeners(new ServerLogging());
			return application.run(arguments);
		}
		catch (RuntimeException ex) {
			throw new StartException(ex);
		}
	}

	/** What the server is started with, as {@code --key=value}. */
	String[] arguments(String... more) {
		List<String> arguments = new ArrayList<>(List.of(more));
		for (String key : this.keys) {
			if (!key.matches("[A-Za-z][A-Za-z0-9.\\[\\]-]*=.*")) {
				throw new InvalidInputException("argument", "KEY=VALUE", "\"" + key + "\"");
			}
			arguments.add("--" + key);
		}
		if (this.model != null) {
			arguments.add("--presage.model.path=" + this.model);
		}
		if (this.grpcPort != null) {
			arguments.add("--spring.grpc.server.port=" + this.grpcPort);
		}
		if (this.httpPort != null) {
			arguments.add("--server.port=" + this.httpPort);
		}
		if (this.config != null) {
			arguments.add("--spring.config.additional-location=file:" + this.config.toAbsolutePath());
		}
		return arguments.toArray(String[]::new);
	}

	/**
	 * The server did not start. Spring has logged what there is to know.
	 */
	static final class StartException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		StartException(Throwable cause) {
			super("the server did not start: " + BindFailure.line(cause), cause);
		}

	}

}
