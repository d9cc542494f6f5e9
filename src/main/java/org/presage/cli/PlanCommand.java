/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.audit.RecordedDecision;
import org.presage.audit.Replayed;
import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.client.AuditClient;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/** Makes a recorded decision again. */
@Command(name = "plan", mixinStandardHelpOptions = true,
		description = "Make a recorded decision again, from the file of an audit (--audit) or the memory of a "
				+ "running xApp "
				+ "(--target), and say whether it is the same bit for bit. Returns 0 if it is, 1 if not.")
final class PlanCommand implements Callable<Integer> {

	@Option(names = "--replay", paramLabel = "ID", required = true, description = "Repeat the decision of this number.")
	private long id;

	@Option(names = "--audit", paramLabel = "FILE",
			description = "Read the decision from this file, as presage.audit.file names it.")
	private @Nullable Path audit;

	@Option(names = "--run", paramLabel = "N", description = "Use this run in the file (default: the last one).")
	private @Nullable Long run;

	@Option(names = "--target", paramLabel = "HOST:PORT", description = "Ask the running xApp at this address.")
	private @Nullable String target;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ChannelOptions channel;

	@Option(names = "--model", paramLabel = "FILE",
			description = "Repeat it with this model package, which decided (default: the built-in one).")
	private @Nullable Path model;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Override
	public Integer call() throws IOException {
		RecordedDecision decision = recorded();
		ReplayReport replay = new ReplayReport(this.report.out(), decision);
		replay.head();
		if (decision.record().plan() == null) {
			replay.held();
			this.report.write(replay.json(null));
			return ExitCodes.OK;
		}
		try (WorldModel loaded = OnnxWorldModel.load(ModelFiles.read(this.model))) {
			Replayed replayed = Replayed.of(loaded, decision, Clock.SYSTEM);
			replay.compare(replayed);
			this.report.write(replay.json(replayed));
			return replayed.same() ? ExitCodes.OK : ExitCodes.FAILURE;
		}
	}

	private RecordedDecision recorded() throws IOException {
		Path file = this.audit;
		String server = this.target;
		if (file != null && server == null) {
			return RecordedDecision.read(file, this.run, this.id);
		}
		if (server != null && file == null) {
			if (this.run != null) {
				throw new InvalidInputException("--run", "with --audit", "with --target");
			}
			return AuditClient.get(server, this.channel.settings(), this.id);
		}
		throw new InvalidInputException("plan", "--audit or --target", (file == null) ? "neither" : "both");
	}

}
