/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A schema file is read whole, or refused by file, line and key. */
class SchemaFileTest {

	private static final String HEAD = """
			stepMs: 100
			action: PRBs
			kpis:
			  - {name: PRBs, max: 51}
			  - {name: SINR}
			""";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private Path file(String text) throws IOException {
		return Files.writeString(this.folder.resolve("s.yaml"), text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			reward: {Throughputt: 1}                 | reward: expected one of the KPIs [PRBs, SINR], found Throughputt
			reward: {SINR: }                         | reward.SINR: expected a finite number, found nothing
			reward: {SINR: .nan}                     | line 6, column 16: reward.SINR: expected a finite number
			sla: [{kpi: Delay, max: 1}]              | sla[].kpi: expected one of the KPIs
			sla: [{kpi: SINR}]                       | sla[SINR]: expected a min, a max or both, found neither
			outage: {served: SE, queued: PRBs}       | outage: expected KPIs among
			busy: {kpi: Buffer, above: 0, share: 1}  | busy.kpi: expected one of the KPIs [PRBs, SINR], found Buffer
			busy: {kpi: SINR, above: 0, share: 2}    | busy.share: expected 0 to 1, found 2.0
			timeUnit: min                            | line 6, column 11: timeUnit: expected one of [s, ms, us
			timezone: UTC                            | line 6, column 1: timezone: expected one of [action, busy,
			timeZone: Mars                           | timeZone: expected a zone as UTC or Europe/Berlin, found Mars
			timeFormat: bbb                          | timeFormat: expected a pattern as dd.MM.yyyy HH:mm:ss, found bbb
			encoding: utf-99                         | encoding: expected a name as UTF-8, UTF-16 or windows-1252
			delimiter: "++"                          | delimiter: expected one character, or tab
			decimal: ";"                             | decimal: expected "." or ",", found ";"
			{decimal: ","                            | line 7, column 1: expected YAML, found
			skipLines: -1                            | skipLines: expected 0 or more, found -1
			skipLines: x                             | line 6, column 12: skipLines: expected a whole number, found "x"
			stepMs: 5                                | line 6, column 1: stepMs: expected each key once, found
			""")
	void wrongKeysAreNamed(String line, String expected) throws IOException {
		Path file = file(HEAD + line + "\n");
		assertThatThrownBy(() -> TraceSchema.read(file)).isInstanceOf(DataException.class)
			.hasMessageStartingWith("schema file " + file + ": ")
			.hasMessageContaining(expected)
			.satisfies((error) -> assertThat(error.getMessage()).doesNotContain("org.presage", "java.", "jackson"));
	}

	@Test
	void wrongKpisAreNamed() throws IOException {
		Path unknown = file(HEAD.replace("{name: SINR}", "{name: SINR, colum: x}"));
		assertThatThrownBy(() -> TraceSchema.read(unknown)).hasMessageContaining(
				"line 5, column 18: kpis[1].colum: expected one of [column, max, min, name, scale, transform, unit]"
						+ ", found colum");
		Path scale = file(HEAD.replace("{name: SINR}", "{name: SINR, scale: 0}"));
		assertThatThrownBy(() -> TraceSchema.read(scale))
			.hasMessageContaining("kpis[SINR].scale: expected a finite number other than 0, found 0.0");
		Path list = file(HEAD.replace("kpis:", "kpis: 7 #").replace("  - ", "# "));
		assertThatThrownBy(() -> TraceSchema.read(list)).hasMessageContaining("kpis: expected a list");
	}

	@Test
	void emptyMissingAndHugeFilesAreRefused() throws IOException {
		Path empty = file("\n");
		assertThatThrownBy(() -> TraceSchema.read(empty))
			.hasMessage("schema file " + empty + ": expected keys and values in YAML, found an empty file");
		Path none = this.folder.resolve("none.yaml");
		assertThatThrownBy(() -> TraceSchema.read(none))
			.hasMessage("schema file " + none + ": expected a file, found none");
		assertThatThrownBy(() -> TraceSchema.read(this.folder)).hasMessageContaining("expected a file, found a folder");
		Path huge = file("#".repeat(2 << 20));
		assertThatThrownBy(() -> TraceSchema.read(huge)).hasMessageContaining("at most 1048576 octets");
	}

	@Test
	void defaultRewardNamesOnlyKpisOfTheSchema() throws IOException {
		assertThat(TraceSchema.read(file(HEAD)).schema().reward()).isEqualTo(Map.of("PRBs", -0.2, "SINR", 1.0));
	}

}
