/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A proposed schema reads the trace that it was proposed for. */
class SchemaProposalTest {

	private static final SchemaProposal.Hints NONE = new SchemaProposal.Hints(null, null, null);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private Path trace(String text) throws IOException {
		return Files.writeString(this.folder.resolve("site a.csv"), text, StandardCharsets.UTF_16);
	}

	/** Two cells that take turns, as a German spreadsheet writes them. */
	private static String export() {
		StringBuilder text = new StringBuilder(
				"Zelle;Zeit;PRBs;DL Durchsatz [kbit/s];BLER [%];SNR;Reserve;leer;Netz\n");
		for (int t = 0; t < 30; t++) {
			for (String cell : List.of("a", "b")) {
				text.append(String.format(Locale.GERMANY, "%s;2026-01-31T12:00:%02d;%d;%.1f;%.1f %%;%s;0;;LTE%n", cell,
						t, 5 + t, 1000.5 * t, 0.5 * t, (t == 3) ? "n/a" : (t == 4) ? "-9999" : "1" + t % 10 + ",5"));
			}
		}
		return text.toString();
	}

	@Test
	void proposesSchemaThatReadsItsTrace() throws IOException {
		Path csv = trace(export());
		String text = SchemaProposal.of(csv, NONE);
		assertThat(text).contains("stepMs: 1000", "timeColumn: Zeit", "timeZone: UTC", "seriesColumn: Zelle",
				"delimiter: \";\"", "decimal: \",\"", "missing: [-9999]", "action: PRBs", "{name: PRBs, max: 38}",
				"{name: Throughput, unit: \"Mbit/s\", min: 0, max: 100, column: \"DL Durchsatz [kbit/s]\", scale: 0.001}",
				"{name: BLER, column: \"BLER [%]\", scale: 0.01}", "{name: SINR, column: SNR}", "#   Reserve: always 0",
				"#   leer: empty", "#   Netz: text, as LTE", "encoding: UTF-16", "# sla:");
		Path schema = Files.writeString(this.folder.resolve("s.yaml"), text);
		Trace trace = TraceReader.read(TraceSchema.read(schema), List.of(csv));
		assertThat(trace.series()).extracting(Series::name).containsExactly("a", "b");
		assertThat(trace.schema().kpis()).extracting(Kpi::name).containsExactly("PRBs", "Throughput", "BLER", "SINR");
		assertThat(Arrays.copyOfRange(trace.series().getFirst().values(), 8, 12)).containsExactly(7, 2.001f, 0.01f,
				12.5f);
		assertThat(trace.notes()).noneMatch((note) -> note.contains("outside its range"));
	}

	@Test
	void findsTimesOfOtherKindsAndTheirStep() throws IOException {
		for (String[] kind : new String[][] { { "t_s", "17678%02d.5", "timeUnit: s" },
				{ "time", "1767860800%02d0", "timeUnit: ms|stepMs: 10 " },
				{ "ts", "31.01.2026 12:00:%02d", "timeFormat" } }) {
			StringBuilder text = new StringBuilder("cell," + kind[0] + ",x_prb,sinr\n");
			for (int t = 0; t < 30; t++) {
				text.append(String.format(Locale.ROOT, "a," + kind[1] + ",%d,%d%n", t, t % 7, t));
			}
			String proposed = SchemaProposal.of(trace(text.toString()), NONE);
			assertThat(proposed).containsAnyOf(kind[2].split("\\|")).contains("timeColumn: " + kind[0]);
			Path schema = Files.writeString(this.folder.resolve("s.yaml"), proposed);
			assertThat(TraceReader.read(TraceSchema.read(schema), List.of(this.folder.resolve("site a.csv"))).rows())
				.isEqualTo(30);
		}
	}

	@Test
	void readsUnitsOfNamesAndPrefersWhatWasCommanded() throws IOException {
		StringBuilder text = new StringBuilder(
				"t;Puffer_kB;Latenz_ms;dlMcs;txMBytes;PRB_belegt;PRB_zugeteilt;Auslastung %\n");
		for (int t = 0; t < 30; t++) {
			text.append(String.format(Locale.ROOT, "%d;%d;%d;%d;%d;%d;%d;%d%n", 100 * t, t * 13 % 29, 5 + t % 7, t % 28,
					t % 5, t % 11, t % 13, 70 + t));
		}
		assertThat(SchemaProposal.of(trace(text.toString()), NONE)).contains("unit: \"%\", min: 0, max: 100",
				" in the column's unit", "{name: Buffer, column: Puffer_kB, scale: 1000}",
				"{name: Delay, column: Latenz_ms}",
				"{name: PRBBelegt, unit: count, min: 0, max: 20, column: PRB_belegt}", "{name: MCS, column: dlMcs}",
				"column: PRB_zugeteilt}", "; or is PRB_belegt what was commanded? Then use --action");
	}

	@Test
	void saysWhatItDidNotFind() throws IOException {
		String text = SchemaProposal.of(trace("a,b\n1,2\n2,3\n3,5\n"), NONE);
		assertThat(text).contains("# TODO: no time was found", "column: \"TODO\"",
				"no column looks like an allocation");
		Path file = trace("a,b\nx,y\n");
		assertThatThrownBy(() -> SchemaProposal.of(file, NONE)).hasMessageContaining("a column of numbers that change");
		assertThatThrownBy(() -> SchemaProposal.of(file, new SchemaProposal.Hints("c", null, null)))
			.hasMessageContaining("--series: expected one of the columns [a, b], found c");
	}

	@Test
	void pageHasEveryKeyAndStandardKpi() throws IOException {
		String page = Files.readString(Path.of("docs/schema.md"));
		Set<String> keys = new TreeSet<>();
		Matcher rows = Pattern.compile("(?m)^\\| (`\\w+`(?:, `\\w+`)*) \\| ")
			.matcher(page.substring(page.indexOf("## Keys"), page.indexOf("## Standard KPIs")));
		while (rows.find()) {
			keys.addAll(List.of(rows.group(1).replace("`", "").split(", ")));
		}
		Set<String> known = new TreeSet<>();
		for (Class<?> type : List.of(SchemaFile.class, SchemaFile.KpiEntry.class)) {
			Arrays.stream(type.getRecordComponents()).forEach((key) -> known.add(key.getName()));
		}
		assertThat(keys).isEqualTo(known);
		String table = KpiSchema.standard(100, SchemaFile.MOST_PRBS)
			.kpis()
			.stream()
			.map((kpi) -> String.format(Locale.ROOT, "| `%s` | %s | %.0f to %.0f | %s |\n", kpi.name(), kpi.unit(),
					kpi.min(), kpi.max(), kpi.transform().name().toLowerCase(Locale.ROOT)))
			.collect(Collectors.joining());
		assertThat(page).contains(table);
	}

}
