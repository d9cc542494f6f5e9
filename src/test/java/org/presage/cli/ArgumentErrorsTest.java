/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import static org.assertj.core.api.Assertions.assertThat;

/** A wrong command line is one line in the form of all input errors. */
class ArgumentErrorsTest extends Terminal {

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					evaluate --modle m.presage  | evaluate: $O found --modle. Did you mean --model?
					evaluate --modle=m.presage  | evaluate: $O found --modle. Did you mean --model?
					evaluate --frobnicate       | evaluate: $O found --frobnicate. See presage help evaluate
					serve --modle m.presage     | serve: $O found --modle. Did you mean --model?
					bench loop --cels 3         | bench loop: $O found --cels. Did you mean --cells?
					e2 decod                    | e2: $E [decode, encode, verify], found decod. Did you mean decode?
					model                       | model: $E [list, info, reexport, propose, varx], found none
					status extra                | status: expected no further argument, found "extra". See presage help status
					train                       | train: expected --data FILE, found none. See presage help train
					train --data                | train: --data: expected files, found none
					train --data a --out        | train: expected --out FILE, found none. See presage help train
					simulate --out a --out b    | simulate: --out FILE: expected it once, found it twice
					status --cells x            | status: --cells: expected a whole number, found "x"
					replay --data a --speed x   | replay: --speed: expected a number, found "x"
					evaluate --split TSET       | evaluate: --split: $E [TRAIN, VALID, TEST, ALL], found TSET. Did you mean TEST?
					""")
	void namesCommandExpectedAndFound(String line, String expected) {
		assertThat(run(line.split(" "))).isEqualTo(ExitCodes.INPUT);
		String whole = expected.replace("$O", "$E its options,").replace("$E", "expected one of");
		assertThat(this.err.toString()).isEqualTo("presage: " + whole + System.lineSeparator());
		assertThat(this.out.toString()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "serv, serve", "help trian, train" })
	void asksForASimilarCommand(String line, String meant) {
		assertThat(run(line.split(" "))).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).startsWith("presage: command: expected one of [demo, serve, ")
			.endsWith(
					", found " + line.replace("help ", "") + ". Did you mean " + meant + "?" + System.lineSeparator());
	}

	@Test
	void allCommandsReportInThisForm() {
		everyCommand(PresageCommand.line());
	}

	private void everyCommand(CommandLine command) {
		String name = command.getCommandSpec().qualifiedName().replaceFirst("presage ?", "");
		this.err.getBuffer().setLength(0);
		assertThat(run((name + " --no-such-option").strip().split(" "))).as(name).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).as(name)
			.isEqualTo("presage: " + (name.isEmpty() ? "command" : name)
					+ ": expected one of its options, found --no-such-option. See presage help " + name
					+ System.lineSeparator());
		command.getSubcommands().values().forEach(this::everyCommand);
	}

}
