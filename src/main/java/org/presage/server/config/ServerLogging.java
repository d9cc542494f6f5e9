/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.util.Map;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

/**
 * Chooses how the server logs, after the configuration is read and before the first line.
 * Commands log as {@code logback.xml} says, which Logback finds by itself because they
 * start without Spring; for structured logs another file takes its place.
 */
public final class ServerLogging implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final String KEY = "presage.log.format";

	/** Form of a line. */
	public enum Format {

		/** For people, on the standard error. */
		TEXT,
		/** A JSON object of the Elastic Common Schema, on the standard output. */
		ECS

	}

	private boolean structured;

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER - 1;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		this.structured = isStructured(event.getEnvironment());
		if (this.structured) {
			event.getEnvironment()
				.getPropertySources()
				.addLast(new MapPropertySource(KEY, Map.of("logging.config", "classpath:logback-ecs.xml",
						"logging.structured.json.customizer", TraceField.class.getName())));
		}
	}

	/** Whether the server that was started with this logs objects. */
	public boolean isStructured() {
		return this.structured;
	}

	/** Whether the standard output is for log lines, each an object, alone. */
	public static boolean isStructured(Environment environment) {
		return Binder.get(environment).bind(KEY, Format.class).orElse(Format.TEXT) == Format.ECS;
	}

}
