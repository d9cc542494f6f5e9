/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.JsonResult;
import org.presage.control.ControlSettings;
import org.presage.kpi.KpiSchema;
import org.presage.ric.state.MemoryStore;
import org.presage.server.a1.A1Policy;
import org.presage.server.a1.KeptPolicies;
import org.presage.server.a1.PolicyChecks;
import org.presage.server.a1.PolicyFiles;
import org.presage.server.a1.PolicySemantics;
import org.presage.server.a1.PolicyStatus;
import org.presage.server.a1.PolicyStore;
import org.presage.server.model.ModelFiles;

/** Checks policies before a server gets them. */
@Command(name = "check", mixinStandardHelpOptions = true,
		description = "Check policies in a file or folder as the server would (with the default bounds and "
				+ "budget), and say " + "what would be in force. Returns 0 if all can be taken, 2 if one is refused.")
final class PolicyCheckCommand implements Callable<Integer> {

	/**
	 * What is written with --json.
	 *
	 * @param policies in the order of their ids
	 * @param inForce what they say of each place, where they say anything
	 */
	@JsonResult
	record Result(List<Checked> policies, List<PolicySemantics> inForce) {
	}

	/**
	 * A policy that can be taken.
	 *
	 * @param cause why it is not enforced, as O-RAN A1AP names it; null if it is
	 * @param reason the same in words; empty if it is
	 */
	@JsonResult
	record Checked(String id, String scope, String validity, boolean enforced, PolicyStatus.@Nullable Cause cause,
			String reason, List<PolicyStatus.Overridden> overridden) {

		static Checked of(A1Policy policy, PolicyStatus status) {
			return new Checked(policy.id(), policy.scope().toString(), policy.validity().toString(), status.enforced(),
					status.cause(), status.reason(), status.overridden());
		}

	}

	@Parameters(paramLabel = "FILE",
			description = "Check this file with a policy or policies by their ids, or a folder of such files.")
	@SuppressWarnings("NullAway.Init")
	private Path file;

	@Option(names = "--model", paramLabel = "FILE",
			description = "Check against the KPIs and the carrier of this model package (default: the built-in one).")
	private @Nullable Path model;

	@Option(names = "--max-policies", paramLabel = "N", defaultValue = "1000",
			description = "Refuse more policies than this, as presage.intent.max-policies of the server does "
					+ "(default: ${DEFAULT-VALUE}).")
	private int most;

	@Option(names = "--at", paramLabel = "TIME", description = "Check as at this time, RFC 3339 (default: now).")
	private @Nullable String at;

	@Option(names = "--sent",
			description = "Check as if the policies came through A1 or REST, not from a folder of the server.")
	private boolean sent;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Override
	public Integer call() {
		Clock clock = clock();
		List<A1Policy> policies = this.sent ? PolicyFiles.readSent(this.file, this.most, clock.epochMillis())
				: PolicyFiles.read(this.file, this.most);
		KpiSchema schema = ModelFiles.read(this.model).manifest().schema();
		PolicyStore store = new PolicyStore(new PolicyChecks(ControlSettings.defaults(), () -> schema),
				new KeptPolicies(new MemoryStore()), clock, new SimpleMeterRegistry(), this.most);
		store.files(policies);
		List<Checked> checked = policies.stream()
			.flatMap((policy) -> store.status(policy.id()).stream().map((status) -> Checked.of(policy, status)))
			.toList();
		Result result = new Result(checked,
				store.meanings().stream().filter((place) -> !place.statements().isEmpty()).toList());
		print(result, this.report.out());
		this.report.write(result);
		return ExitCodes.OK;
	}

	private static void print(Result result, PrintWriter out) {
		for (Checked policy : result.policies()) {
			out.println(policy.id() + ": " + policy.scope() + ", " + policy.validity() + ", "
					+ (policy.enforced() ? "enforced" : "not enforced: " + policy.reason()));
			policy.overridden()
				.forEach((one) -> out
					.println("  " + one.statement() + " is overridden by " + one.by() + " in " + one.where()));
		}
		for (PolicySemantics place : result.inForce()) {
			out.println("in force for " + place.where());
			place.statements()
				.forEach((one) -> out
					.println(String.format(Locale.ROOT, "  %-24s %s  (%s)", one.path(), one.value(), one.by())));
		}
		out.flush();
	}

	private Clock clock() {
		long nowMs = (this.at != null) ? time(this.at) : Clock.SYSTEM.epochMillis();
		return Clock.simulated(() -> nowMs);
	}

	private static long time(String text) {
		try {
			return OffsetDateTime.parse(text).toInstant().toEpochMilli();
		}
		catch (DateTimeException ex) {
			throw new InvalidInputException("--at", "a time with its zone, as 2027-01-15T22:00:00Z", text, ex);
		}
	}

}
