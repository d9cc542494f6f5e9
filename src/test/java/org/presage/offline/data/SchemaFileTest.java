/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.kpi.KpiSchema;

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
			sla: [{kpi: Delay, max: 1}]              | sla[Delay].kpi: expected one of the KPIs
			sla: [{kpi: SINR}]                       | sla[SINR]: expected a min, a max or both, found neither
			outage: {served: SE, queued: PRBs}       | outage: expected KPIs among
			busy: {kpi: Buffer, above: 0, share: 1}  | busy.kpi: expected one of the KPIs [PRBs, SINR], found Buffer
			busy: {kpi: SINR, above: 0, share: 2}    | busy.share: expected 0 to 1, found 2.0
			timeUnit: min                            | line 6, column 11: timeUnit: expected one of [s, ms, us
			timezone: UTC                            | line 6, column 1: timezone: expected one of [action, busy,
			timeZone: Mars                           | line 6, column 11: timeZone: expected a zone as UTC or
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
	void missingColumnIsNamedByTheLineOfTheSchema() throws IOException {
		Path data = Files.writeString(this.folder.resolve("d.csv"), "\nZelle;PRBs;Latenz_ms\nn;1;2\n");
		Path column = file(HEAD + "  - {name: Delay, column: Latentz_ms}\nseriesColumn: Zelle\n");
		assertThatThrownBy(() -> TraceReader.read(TraceSchema.read(column), List.of(data)))
			.isInstanceOf(DataException.class)
			.hasMessage(
					"schema file " + column + ": line 5, column 5: kpis[SINR].column: expected one of the columns of "
							+ data + ": line 2, [Zelle, PRBs, Latenz_ms], found SINR");
		Path misspelt = file(HEAD.replace("SINR}", "Delay, column: Latentz_ms}") + "seriesColumn: Zelle\n");
		assertThatThrownBy(() -> TraceReader.read(TraceSchema.read(misspelt), List.of(data)))
			.hasMessageStartingWith(
					"schema file " + misspelt + ": line 5, column 27: kpis[Delay].column: expected one of ")
			.hasMessageEndingWith(", found Latentz_ms. Did you mean Latenz_ms?");
		Path series = file(HEAD.replace("SINR}", "Delay, column: Latenz_ms}") + "seriesColumn: zelle\n");
		assertThatThrownBy(() -> TraceReader.read(TraceSchema.read(series), List.of(data)))
			.hasMessageContaining("line 6, column 15: seriesColumn: expected")
			.hasMessageEndingWith("found zelle. Did you mean Zelle?");
	}

	@Test
	void ownColumnsWithoutASchemaLeadToSchemaInit() throws IOException {
		Path data = Files.writeString(this.folder.resolve("d.csv"), "Zelle;PRBs;Latenz_ms\nn;1;2\n");
		assertThatThrownBy(() -> TraceReader.read(TraceSchema.tidy(KpiSchema.standard(100, 51)), List.of(data)))
			.hasMessageStartingWith(data + ": line 1: expected a column ")
			.hasMessageContaining("found [Zelle, PRBs, Latenz_ms]. Without --schema FILE, ")
			.hasMessageEndingWith("'presage schema init " + data + "' proposes a schema file for these");
	}

	@Test
	void similarKeysAndNamesAreAskedAbout() throws IOException {
		assertThatThrownBy(() -> TraceSchema.read(file(HEAD + "seriesColum: a\n")))
			.hasMessageEndingWith("found seriesColum. Did you mean seriesColumn?");
		assertThatThrownBy(() -> TraceSchema.read(file(HEAD.replace("action: PRBs", "action: prbs"))))
			.hasMessageContaining("line 2, column 9: action: expected one of the KPIs")
			.hasMessageEndingWith("found prbs. Did you mean PRBs?");
		assertThatThrownBy(() -> TraceSchema.read(file(HEAD + "sla: [{kpi: SIMR, min: 1}]\n")))
			.hasMessageContaining("line 6, column 13: sla[SIMR].kpi: ")
			.hasMessageEndingWith("Did you mean SINR?");
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
		assertThat(TraceSchema.read(file(HEAD)).schema().reward()).isEqualTo(Map.of("PRBs", -0.6, "SINR", 1.0));
	}

	@Test
	void schemaWhoseActionHasAnotherNameNeedsNoReward() throws IOException {
		assertThat(TraceSchema
			.read(file(HEAD.replace("PRBs, max", "Grant, unit: count, min: 0, max").replace("PRBs", "Grant")))
			.schema()
			.reward()).isEqualTo(Map.of("SINR", 1.0));
	}

}
