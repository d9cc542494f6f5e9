/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.JsonValue;
import org.presage.base.TextTable;
import org.presage.client.StatusClient;

/** Shows the cells of a running xApp. */
@Command(name = "status", mixinStandardHelpOptions = true,
		description = { "Show the model and the cells of a running xApp, from its web server.",
				"On a terminal, reasons end where the line does; --json has them whole." })
final class StatusCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--target", defaultValue = "http://localhost:8080", paramLabel = "URL",
			description = "Ask the web server of the xApp at this URL, or HOST:PORT (default: ${DEFAULT-VALUE}).")
	@SuppressWarnings("NullAway.Init")
	private URI target;

	@Option(names = "--token-file", paramLabel = "FILE",
			description = "Send the bearer token of a reader in this file. The web server has no TLS: the "
					+ "token goes in plaintext.")
	private @Nullable Path token;

	@Option(names = "--cells", defaultValue = "50", paramLabel = "N",
			description = "Show at most this many cells (default: ${DEFAULT-VALUE}).")
	private int cells;

	@Option(names = "--watch", arity = "0..1", fallbackValue = "2", paramLabel = "SECONDS",
			description = "Show them again after this many seconds, until Ctrl-C (default: ${FALLBACK-VALUE}).")
	private @Nullable Integer watch;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Override
	public Integer call() throws InterruptedException {
		StatusClient client = new StatusClient(this.target, this.token);
		Redraw screen = new Redraw(this.report.out(), Redraw.isTerminal(), Redraw.width(this.command));
		while (true) {
			JsonNode status = client.get("status");
			JsonNode cells = client.get("cells?limit=" + this.cells);
			screen.show(text(status, cells));
			Integer again = this.watch;
			if (again != null) {
				this.report.writeAgain(whole(status, cells));
			}
			else {
				this.report.write(whole(status, cells));
				return ExitCodes.OK;
			}
			TimeUnit.SECONDS.sleep(Math.max(1, again));
		}
	}

	private static ObjectNode whole(JsonNode status, JsonNode cells) {
		ObjectNode whole = JsonValue.object();
		whole.set("status", status);
		whole.set("cells", cells);
		return whole;
	}

	static String text(JsonNode status, JsonNode cells) {
		JsonNode model = status.path("model");
		StringBuilder text = new StringBuilder();
		text.append(model.isObject()
				? "model " + model.path("version").asString() + " (" + model.path("architecture").asString() + ")"
				: "no model: every cell is held")
			.append(", budget ")
			.append(number(status.path("budget_ms"), 0))
			.append(" ms, ")
			.append(cells.path("total").asInt())
			.append((cells.path("total").asInt() == 1) ? " cell" : " cells");
		for (Map.Entry<String, JsonNode> outcome : cells.path("outcomes").properties()) {
			if (outcome.getValue().asInt() > 0) {
				text.append(", ").append(outcome.getValue().asInt()).append(' ').append(outcome.getKey());
			}
		}
		TextTable table = new TextTable("node", "cell", "slice", "outcome", ">PRBs now", ">decided", ">surprise",
				">age s", ">latency ms", "reason");
		for (JsonNode cell : cells.path("cells")) {
			table.row(cell.path("node").asString(), cell.path("cell").asString(), cell.path("slice").asString(),
					cell.path("outcome").asString("–"), number(cell.path("prbs_in_force"), 0),
					number(cell.path("prbs"), 0), number(cell.path("surprise"), 2),
					String.format("%.1f", cell.path("age_ms").asDouble() / 1000), number(cell.path("latency_ms"), 2),
					cell.path("detail").asString(""));
		}
		text.append("\n\n").append(String.join("\n", table.lines()));
		int shown = cells.path("cells").size();
		int matching = cells.path("matching").asInt();
		return (shown < matching) ? text.append("\n… ").append(matching - shown).append(" more (--cells)").toString()
				: text.toString();
	}

	private static String number(JsonNode value, int decimals) {
		return value.isNumber() ? String.format("%." + decimals + "f", value.doubleValue()) : "–";
	}

}
