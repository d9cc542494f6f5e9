/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;

import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.base.Clock;
import org.presage.base.JsonResult;
import org.presage.base.TextTable;
import org.presage.server.config.ServerSettings;
import org.presage.server.doctor.Doctor;
import org.presage.server.doctor.Finding;

/** Looks before the start. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = {
		"Look whether the server would run with this configuration on this machine, and say what to fix.",
		"Keys, model, processors, ports, peers, certificates, tokens, clock and directories are checked, nothing is changed.",
		"Takes what presage serve takes.",
		"Exit code: 0 if it would, 1 if something is to be fixed, 2 if the command line or a file cannot be read." })
final class DoctorCommand implements Callable<Integer> {

	/** As wide as the longest names of levels and checks. */
	private static final TextTable TABLE = new TextTable("      ", "configuration", "");

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ServerOptions server;

	@Option(names = "--host", split = ",", paramLabel = "NAME",
			description = "Check that the certificate has these names, by which clients connect to the server.")
	private List<String> hosts = new ArrayList<>();

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Override
	public Integer call() {
		ServerSettings settings = ServerSettings.read(this.server.arguments());
		List<Finding> all = new ArrayList<>();
		new Doctor(settings, System.getenv(), this.hosts, Clock.SYSTEM).look((findings) -> {
			all.addAll(findings);
			findings.forEach(this::show);
			this.report.out().flush();
		});
		long fail = count(all, Finding.Level.FAIL);
		long warn = count(all, Finding.Level.WARN);
		this.report.out()
			.printf("%n%d failure%s, %d warning%s, %d ok%n", fail, (fail == 1) ? "" : "s", warn, (warn == 1) ? "" : "s",
					count(all, Finding.Level.OK));
		this.report.write(Report.of(all, fail == 0));
		return (fail == 0) ? ExitCodes.OK : ExitCodes.FAILURE;
	}

	private void show(Finding finding) {
		String style = switch (finding.level()) {
			case OK -> "green";
			case WARN -> "yellow";
			case FAIL -> "red";
		};
		Ansi ansi = this.command.commandLine().getColorScheme().ansi();
		String level = finding.level().label();
		this.report.out()
			.println(TABLE.line("  " + level, finding.check(), finding.found())
				.replaceFirst(level, Matcher.quoteReplacement(ansi.string("@|" + style + ' ' + level + "|@"))));
		if (!finding.remedy().isEmpty()) {
			this.report.out().println(TABLE.line("", "", finding.remedy()));
		}
	}

	private static long count(List<Finding> findings, Finding.Level level) {
		return findings.stream().filter((finding) -> finding.level() == level).count();
	}

	/** What {@code --json} writes; {@code ok} if nothing is to be fixed. */
	@JsonResult
	record Report(String version, String commit, boolean ok, List<Finding> findings) {

		static Report of(List<Finding> findings, boolean ok) {
			return new Report(BuildInfo.version(), BuildInfo.commit(), ok, findings);
		}

	}

}
