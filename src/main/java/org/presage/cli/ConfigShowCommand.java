/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.base.JsonResult;
import org.presage.base.TextTable;
import org.presage.server.config.ServerSettings;

/** Shows what the server would be configured with. */
@Command(name = "show", mixinStandardHelpOptions = true,
		description = { "Show the effective value of every key and where it was set. Takes what presage serve takes.",
				"Values of presage.tracing.headers are not shown." })
final class ConfigShowCommand implements Callable<Integer> {

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ServerOptions server;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Option(names = "--changed", description = "Show only the keys that do not have their default.")
	private boolean changed;

	/** All keys. */
	@JsonResult
	record Settings(List<ServerSettings.Setting> settings) {
	}

	@Override
	public Integer call() {
		List<ServerSettings.Setting> settings = ServerSettings.read(this.server.arguments())
			.settings()
			.stream()
			.filter((setting) -> !this.changed || !setting.origin().equals(ServerSettings.DEFAULT))
			.toList();
		TextTable table = new TextTable("key", "value", "set in");
		settings.forEach((setting) -> table.row(setting.key(), (setting.value() != null) ? setting.value() : "–",
				setting.origin()));
		table.print(this.report.out());
		this.report.write(new Settings(settings));
		return ExitCodes.OK;
	}

}
