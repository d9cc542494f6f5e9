/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

import org.presage.base.Clock;
import org.presage.server.config.ServerSettings;

/**
 * What the doctor checks of keys and ports, before the server loads anything: an unknown
 * key, a value out of its range, keys that contradict each other and a port that is taken
 * stop the start, all of them in one message. An unknown key in the environment is only
 * logged, because a platform may have put it there.
 */
public final class StartCheck implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final Logger LOG = LoggerFactory.getLogger(StartCheck.class);

	/** Nothing that is checked here depends on the time. */
	private static final Clock NO_TIME = Clock.simulated(() -> 0);

	/** The configuration is read by then, and its log format is in use. */
	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER + 1;
	}

	/**
	 * @throws Refused if the server must not start so
	 */
	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		ServerSettings settings = ServerSettings.of(event.getEnvironment());
		List<String> wrong = new ArrayList<>();
		for (ServerSettings.Problem problem : settings.problems()) {
			if (problem.fatal()) {
				wrong.add(problem.key() + ": " + problem.found() + ". " + problem.remedy());
			}
			else {
				LOG.warn("{}: {}. {}", problem.key(), problem.found(), problem.remedy());
			}
		}
		if (wrong.isEmpty() && settings.complete()) {
			Findings findings = new Findings("start");
			ConfigurationCheck.together(settings, findings);
			new Doctor(settings, Map.of(), List.of(), NO_TIME).ports().ifPresent((ports) -> ports.look(findings));
			for (Finding finding : findings.all()) {
				if (finding.level() == Finding.Level.FAIL) {
					wrong.add(finding.found() + ". " + finding.remedy());
				}
			}
		}
		if (!wrong.isEmpty()) {
			throw new Refused(wrong);
		}
	}

	/** Why the server does not start, one line for each reason. */
	public static final class Refused extends IllegalArgumentException {

		private static final long serialVersionUID = 1L;

		Refused(List<String> lines) {
			super(String.join(System.lineSeparator(), lines));
		}

	}

}
