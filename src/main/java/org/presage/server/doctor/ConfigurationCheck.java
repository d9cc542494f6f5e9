/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.e2.dialect.Dialects;
import org.presage.server.ServerSecurity;
import org.presage.server.config.EdgeProperties;
import org.presage.server.config.OnosProperties;
import org.presage.server.config.OscProperties;
import org.presage.server.config.PresageProperties;
import org.presage.server.config.ReplicaProperties;
import org.presage.server.config.ServerSettings;

/** Whether every key is known, and all values fit. */
final class ConfigurationCheck implements Check {

	private static final String RANGES = "docs/configuration.md has what a key takes.";

	private final ServerSettings settings;

	private final Clock clock;

	ConfigurationCheck(ServerSettings settings, Clock clock) {
		this.settings = settings;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "configuration";
	}

	@Override
	public void look(Findings findings) {
		List<ServerSettings.Problem> problems = this.settings.problems();
		for (ServerSettings.Problem problem : problems) {
			String found = problem.key() + ": " + problem.found();
			if (problem.fatal()) {
				findings.fail(found, problem.remedy());
			}
			else {
				findings.warn(found, problem.remedy());
			}
		}
		if (!this.settings.complete()) {
			findings.warn("checks that depend on the configuration were skipped",
					"Fix the configuration, then run doctor again.");
			return;
		}
		if (problems.isEmpty()) {
			findings.ok(this.settings.keys()
					+ " keys of presage are set, those of the packaged file included; all are known and in their range");
		}
		together(this.settings, findings);
		security(findings);
	}

	/** What single values do not show. */
	static void together(ServerSettings settings, Findings findings) {
		attempt(findings, () -> settings.get(PresageProperties.class).settings());
		attempt(findings, () -> edges(settings));
		attempt(findings,
				() -> settings.get(ReplicaProperties.class).share(settings.value(ReplicaProperties.HOST, "")));
		attempt(findings, settings::checkAddresses);
	}

	private void security(Findings findings) {
		PresageProperties presage = this.settings.get(PresageProperties.class);
		attempt(findings, () -> {
			ServerSecurity security = new ServerSecurity(presage.security(),
					this.settings.get(GrpcServerProperties.class), this.clock, new SimpleMeterRegistry());
			int roles = presage.security().tokens().size() + presage.security().certificates().size();
			String who = (roles == 0) ? "no token or certificate has a role"
					: roles + " tokens and certificates have roles";
			findings.ok("gRPC " + (security.isLocal() ? "for this machine only" : "for other machines too") + ", "
					+ ((presage.security().tls().certificate() != null) ? "over TLS" : "without presage.security.tls")
					+ ", " + who);
		});
	}

	private static void edges(ServerSettings settings) {
		EdgeProperties edge = settings.get(EdgeProperties.class);
		OscProperties osc = settings.get(OscProperties.class);
		OnosProperties onos = settings.get(OnosProperties.class);
		String dialect = edge.settings().dialect();
		Dialects dialects = dialects(settings.get(PresageProperties.class));
		if (onos.target() != null || osc.enabled()) {
			dialects.get("presage.e2.dialect", dialect);
			edge.settings().targets().forEach((target) -> dialects.get("presage.e2.dialect", target.dialect()));
		}
		if (onos.target() != null) {
			onos.control(edge);
		}
		if (osc.enabled()) {
			osc.settings(edge.settings().control(), edge.retry());
		}
	}

	private static Dialects dialects(PresageProperties presage) {
		try {
			return new Dialects(presage.dialects());
		}
		catch (InvalidInputException ex) {
			throw new InvalidInputException("presage.dialects: " + ex.field(), ex.expected(), ex.found(), ex);
		}
	}

	private static void attempt(Findings findings, Runnable use) {
		try {
			use.run();
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			findings.fail(ex.getName() + ": " + ex.getReason(), RANGES);
		}
		catch (IllegalArgumentException | IllegalStateException ex) {
			findings.fail(String.valueOf(ex.getMessage()), RANGES);
		}
	}

}
