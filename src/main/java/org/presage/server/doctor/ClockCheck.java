/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

import org.presage.base.Clock;

/**
 * Whether the time of day is right, as far as this machine can know: reports carry the
 * node's, and are judged by ours.
 */
final class ClockCheck implements Check {

	private static final long LOOK_NS = 50_000_000;

	private static final long JUMP_MS = 20;

	private static final int ANSWER_MS = 2000;

	/** A Date header has whole seconds, and takes its time. */
	private static final long MOST_OFF_MS = 3000;

	private static final List<String> DAEMONS = List.of("chrony/chronyd.pid", "chronyd.pid", "ntpd.pid",
			"ntpd/ntpd.pid");

	private final Path run;

	private final List<URI> others;

	private final Clock clock;

	/**
	 * @param run folder of what runs, {@code /run}
	 * @param others HTTP servers whose clocks may be asked
	 */
	ClockCheck(Path run, List<URI> others, Clock clock) {
		this.run = run;
		this.others = List.copyOf(others);
		this.clock = clock;
	}

	@Override
	public String name() {
		return "clock";
	}

	@Override
	public void look(Findings findings) {
		steady(findings);
		findings.ok("time zone " + ZoneId.systemDefault() + "; logs and records are in UTC whatever it is");
		if (Files.exists(this.run.resolve("systemd/timesync/synchronized"))) {
			findings.ok("systemd-timesyncd has synchronised the time of day");
		}
		else if (DAEMONS.stream().anyMatch((pid) -> Files.exists(this.run.resolve(pid)))) {
			findings.ok("a time daemon runs; whether it has found its servers it tells itself (chronyc tracking)");
		}
		else {
			compare(findings);
		}
	}

	private void steady(Findings findings) {
		long startMs = this.clock.epochMillis();
		long startNs = this.clock.nanoTime();
		try {
			this.clock.sleepUntil(startNs + LOOK_NS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		long passedNs = this.clock.nanoTime() - startNs;
		long jumpMs = this.clock.epochMillis() - startMs - passedNs / 1_000_000;
		if (passedNs < 0 || Math.abs(jumpMs) > JUMP_MS) {
			findings.warn("the time of day moved by " + jumpMs + " ms against the monotonic clock during the check",
					"Something sets the clock in jumps; let it be slewed.");
		}
		else {
			findings.ok("the time of day and the monotonic clock go together");
		}
	}

	private void compare(Findings findings) {
		for (URI other : this.others) {
			OptionalLong offMs = offMs(other);
			if (offMs.isPresent()) {
				String found = String.format(Locale.ROOT, "%.0f s apart from the clock of %s",
						offMs.getAsLong() / 1000.0, other);
				if (Math.abs(offMs.getAsLong()) > MOST_OFF_MS) {
					findings.fail(found, "Synchronise both with the same time servers; presage.e2.clock=receipt "
							+ "helps where a node's clock cannot be corrected.");
				}
				else {
					findings.ok(found);
				}
				return;
			}
		}
		findings.warn(
				"cannot tell whether the time of day is right: no time daemon is seen, and no server has sent its time",
				"In a container that is usual: look on the machine itself (timedatectl, chronyc tracking).");
	}

	/** How much later it is here; empty if the other one does not say. */
	private OptionalLong offMs(URI other) {
		try {
			HttpURLConnection asked = (HttpURLConnection) other.toURL().openConnection();
			asked.setRequestMethod("GET");
			asked.setConnectTimeout(ANSWER_MS);
			asked.setReadTimeout(ANSWER_MS);
			asked.setInstanceFollowRedirects(false);
			long date = asked.getHeaderFieldDate("Date", 0);
			asked.disconnect();
			return (date > 0) ? OptionalLong.of(this.clock.epochMillis() - date) : OptionalLong.empty();
		}
		catch (IOException | IllegalArgumentException ex) {
			return OptionalLong.empty();
		}
	}

}
