/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.api.ExplainJson;
import org.presage.api.v1.ExplainCellResponse;
import org.presage.api.v1.WhatIfResponse;
import org.presage.base.InvalidInputException;
import org.presage.base.JsonResult;
import org.presage.offline.report.ExplainPage;

/** Explains a plan, and compares it with another one. */
@Command(name = "explain", mixinStandardHelpOptions = true,
		description = "Say why a cell is given what it is given, and what another plan would do: of a row of "
				+ "a recorded trace " + "(--data), or of a cell of a running xApp (--target).")
final class ExplainCommand implements Callable<Integer> {

	@Option(names = "--model", paramLabel = "FILE",
			description = "Explain with this model package (default: the built-in one).")
	private @Nullable Path model;

	@Option(names = "--data", paramLabel = "FILE", description = "Explain a row of this trace, as for 'train'.")
	private @Nullable Path data;

	@Option(names = "--schema", paramLabel = "FILE",
			description = "Read the trace by this schema file, as for 'train'.")
	private @Nullable Path schema;

	@Option(names = "--series", paramLabel = "NAME",
			description = "Use this series of the trace (default: the last one).")
	private @Nullable String series;

	@Option(names = "--row", paramLabel = "N",
			description = "End the window with this row, from 0 (default: the last one of the series).")
	private @Nullable Integer row;

	@Option(names = "--history", defaultValue = "200", paramLabel = "N",
			description = "Show the latent states of this many rows up to that one (default: ${DEFAULT-VALUE}).")
	private int history;

	@Option(names = "--target", paramLabel = "HOST:PORT", description = "Ask the running xApp at this address.")
	private @Nullable String target;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ChannelOptions channel;

	@Option(names = "--node", defaultValue = "", paramLabel = "ID", description = "Explain a cell of this E2 node.")
	private String node = "";

	@Option(names = "--cell", defaultValue = "", paramLabel = "ID",
			description = "Explain this live cell: its name, or PLMN-NCI with the NCI in hexadecimal.")
	private String cell = "";

	@Option(names = "--slice", paramLabel = "SST[-SD]",
			description = "Explain this slice of the cell, SD in hexadecimal.")
	private @Nullable String slice;

	@Option(names = "--plan", paramLabel = "N,N,…", split = ",",
			description = "Show what these PRBs would do, one number a step.")
	private List<Float> plan = List.of();

	@Option(names = "--what-if", paramLabel = "PERCENT:STEPS",
			description = "Show what a change of the plan would do: -20%%:8 is 20 %% fewer PRBs for the next "
					+ "8 steps.")
	private @Nullable String change;

	@Option(names = "--difference", defaultValue = "1", paramLabel = "PRBS",
			description = "Take finite differences over twice this many PRBs (default: ${DEFAULT-VALUE}).")
	private double difference;

	@Option(names = "--kpis", split = ",", paramLabel = "NAME,…",
			description = "Print these KPIs (default: those that weigh in the score); --json has all.")
	private List<String> kpis = List.of();

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Option(names = "--html", paramLabel = "FILE", description = "Write one self-contained page to this file.")
	private @Nullable Path html;

	/**
	 * What {@code --json} writes; {@code whatIf} is null if no other plan was asked for.
	 */
	@JsonResult
	record Result(String subject, @JsonUnwrapped ExplainJson explanation, ExplainJson.@Nullable WhatIf whatIf) {
	}

	@Override
	public Integer call() throws IOException {
		WhatIfOption alternative = WhatIfOption.of(this.plan, this.change);
		try (ExplainSource source = source()) {
			ExplainCellResponse explained = source.explain(this.difference);
			WhatIfResponse answer = (alternative != null) ? source.whatIf(alternative) : null;
			PrintWriter console = this.report.out();
			ExplainTables tables = new ExplainTables(console, this.kpis);
			tables.head(source.subject(), explained);
			Result result = new Result(source.subject(), ExplainJson.of(explained),
					(answer != null) ? ExplainJson.of(answer) : null);
			if (answer != null) {
				tables.plans(answer);
			}
			else {
				tables.plan(explained);
			}
			if (this.html != null) {
				ExplainJson.Sensitivity sensitivity = result.explanation().sensitivity();
				ExplainPage.write(this.html, result.subject(), sensitivity.terms(), sensitivity.byStepAndTerm(),
						result);
			}
			this.report.write(result, this.html);
		}
		return ExitCodes.OK;
	}

	private ExplainSource source() {
		if ((this.data == null) == (this.target == null)) {
			throw new InvalidInputException("explain", "--data or --target", (this.data == null) ? "neither" : "both");
		}
		return (this.data != null)
				? RecordedSource.open(this.model, this.schema, this.data, this.series, this.row, this.history)
				: new LiveSource(String.valueOf(this.target), this.channel.settings(), this.node, this.cell,
						this.slice);
	}

}
