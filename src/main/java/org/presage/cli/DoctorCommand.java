package org.presage.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import org.presage.base.Clock;
import org.presage.server.config.ServerSettings;
import org.presage.server.doctor.Doctor;
import org.presage.server.doctor.Finding;

/** Looks before the start. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = {
		"Look whether the server would run with this configuration, on this machine: keys, model, processors, ports, peers,",
		"certificates, tokens, clock, directories; and say what to mend. Takes what presage serve takes. Changes nothing.",
		"Exit code: 0 if it would, 1 if something is to be mended, 2 if the command line or a file cannot be read." })
final class DoctorCommand implements Callable<Integer> {

	private static final String ANOTHER = " ".repeat(23);

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ServerOptions server;

	@Option(names = "--host", split = ",", paramLabel = "NAME",
			description = "Names that clients connect to the server by: must be in its certificate.")
	private List<String> hosts = new ArrayList<>();

	@Option(names = "--json", paramLabel = "FILE", description = "Write the findings here too.")
	private @Nullable Path json;

	@Override
	public Integer call() {
		ServerSettings settings = ServerSettings.read(this.server.arguments());
		List<Finding> all = new ArrayList<>();
		new Doctor(settings, System.getenv(), this.hosts, Clock.SYSTEM).look((findings) -> {
			all.addAll(findings);
			findings.forEach(this::show);
			out().flush();
		});
		long fail = count(all, Finding.Level.FAIL);
		out().printf("%n%d to mend, %d to look at, %d well%n", fail, count(all, Finding.Level.WARN),
				count(all, Finding.Level.OK));
		JsonFile.write(this.json, report(all, fail == 0));
		return (fail == 0) ? ExitCodes.OK : ExitCodes.FAILURE;
	}

	private PrintWriter out() {
		return this.command.commandLine().getOut();
	}

	private void show(Finding finding) {
		String style = switch (finding.level()) {
			case OK -> "green";
			case WARN -> "yellow";
			case FAIL -> "red";
		};
		Ansi ansi = this.command.commandLine().getColorScheme().ansi();
		String level = ansi.string("@|" + style + ' ' + String.format("%-4s", finding.level().label()) + "|@");
		out().printf("  %s  %-15s%s%n", level, finding.check(), finding.found());
		if (!finding.mend().isEmpty()) {
			out().println(ANOTHER + finding.mend());
		}
	}

	private static long count(List<Finding> findings, Finding.Level level) {
		return findings.stream().filter((finding) -> finding.level() == level).count();
	}

	private static Map<String, Object> report(List<Finding> findings, boolean well) {
		Map<String, Object> report = new LinkedHashMap<>();
		report.put("version", BuildInfo.version());
		report.put("commit", BuildInfo.commit());
		report.put("well", well);
		report.put("findings", findings.stream().map((finding) -> {
			Map<String, Object> one = new LinkedHashMap<>();
			one.put("check", finding.check());
			one.put("level", finding.level().label());
			one.put("found", finding.found());
			one.put("mend", finding.mend());
			return one;
		}).toList());
		return report;
	}

}
