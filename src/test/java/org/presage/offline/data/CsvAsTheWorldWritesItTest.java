/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Exports of spreadsheets, counters and loggers are read, or refused by line and column.
 */
class CsvAsTheWorldWritesItTest {

	private static final String SCHEMA = """
			stepMs: 1000
			action: PRBs
			seriesColumn: Zelle
			timeColumn: Zeit
			kpis:
			  - {name: PRBs, max: 106}
			  - {name: Throughput, unit: Mbit/s, min: 0, max: 1000, column: Durchsatz kbit/s, scale: 0.001}
			  - {name: BLER, column: "BLER %", scale: 0.01}
			""";

	private static final String HEADER = "Zelle;Zeit;PRBs;Durchsatz kbit/s;BLER %\n";

	private static final String ROWS = """
			ü1;2026-01-31 12:00:01,000;10;12000,5;1,5 %
			b;2026-01-31 12:00:00,000;20;n/a;0
			ü1;2026-01-31 12:00:00,000;11;-;2

			b;2026-01-31 12:00:01,000;21;500;-9999
			""";

	private static final float[] FIRST = { 11, Float.NaN, 0.02f, 10, 12.0005f, 0.015f };

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private TraceSchema schema(String more) throws IOException {
		return TraceSchema.read(Files.writeString(this.folder.resolve("s.yaml"), SCHEMA + more));
	}

	private Path file(String name, byte[] octets) throws IOException {
		return Files.write(this.folder.resolve(name), octets);
	}

	private Trace read(String text, String more) throws IOException {
		return TraceReader.read(schema(more), java.util.List.of(file("t.csv", text.getBytes(StandardCharsets.UTF_8))));
	}

	private void refuses(byte[] octets, String more, String expected) throws IOException {
		Path file = file("bad.csv", octets);
		TraceSchema schema = schema(more);
		assertThatThrownBy(() -> TraceReader.read(schema, java.util.List.of(file))).isInstanceOf(DataException.class)
			.hasMessageStartingWith(file + ": ")
			.hasMessageContaining(expected)
			.satisfies((error) -> assertThat(error.getMessage()).doesNotContainIgnoringCase("sniff", "duckdb",
					"jackson", "java."));
	}

	private void refuses(String text, String more, String expected) throws IOException {
		refuses(text.getBytes(StandardCharsets.UTF_8), more, expected);
	}

	@Test
	void readsSpreadsheetExport() throws IOException {
		Trace trace = read(HEADER + ROWS, "missing: [-9999]\n");
		assertThat(trace.series()).extracting(Series::name).containsExactly("ü1", "b");
		assertThat(trace.series().getFirst().values()).containsExactly(FIRST);
		assertThat(trace.series().getFirst().timesMs()).containsExactly(1769860800000L, 1769860801000L);
		assertThat(trace.series().getLast().values()).containsExactly(20, Float.NaN, 0, 21, 0.5f, Float.NaN);
		assertThat(trace.notes()).containsExactly("t.csv: fields are separated by semicolons",
				"t.csv: rows of 2 series are interleaved; they were grouped",
				"t.csv: rows of 1 series were not in the order of time; they were sorted",
				"t.csv: column Zeit has times in ISO 8601 without an offset, read as UTC (timeZone)",
				"t.csv: commas are decimal signs, as in 12000,5", "t.csv: \"n/a\" means absent, in 1 fields",
				"t.csv: \"-\" means absent, in 1 fields", "t.csv: \"-9999\" means absent, in 1 fields");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16", "windows-1252" })
	void readsEveryEncoding(String name) throws IOException {
		for (String mark : name.equals("UTF-16") || name.startsWith("w") ? new String[] { "" }
				: new String[] { "", "\uFEFF" }) {
			Path file = file("t.csv", (mark + HEADER + ROWS).getBytes(Charset.forName(name)));
			Trace trace = TraceReader.read(schema("missing: [-9999]\n"), java.util.List.of(file));
			assertThat(trace.series()).extracting(Series::name).containsExactly("ü1", "b");
			assertThat(trace.series().getFirst().values()).containsExactly(FIRST);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "\n", "\r\n", "\r", "mixed" })
	void readsEveryLineEnd(String end) throws IOException {
		String text = HEADER + ROWS;
		Trace trace = read(end.equals("mixed") ? text.replaceFirst("\n", "\r\n") : text.replace("\n", end),
				"missing: [-9999]\n");
		assertThat(trace.series().getFirst().values()).containsExactly(FIRST);
	}

	@Test
	void readsExcelHintTitleLinesTabsAndQuotes() throws IOException {
		Trace trace = read("Export of 1 January\n\nsep=;\n" + HEADER + ROWS, "missing: [-9999]\nskipLines: 1\n");
		assertThat(trace.series().getFirst().values()).containsExactly(FIRST);
		Trace tabs = read((HEADER + ROWS).replace(';', '\t'), "missing: ['-9999']\n");
		assertThat(tabs.notes()).contains("t.csv: fields are separated by tabs");
		Trace quoted = read("\"Zelle\" , Zeit, PRBs,\"Durchsatz kbit/s\",BLER %\n\"a,\"\"b\",1,2,3,4\n",
				"timeUnit: s\n");
		assertThat(quoted.series().getFirst().name()).isEqualTo("a,\"b");
		assertThat(quoted.series().getFirst().timesMs()).containsExactly(1000);
	}

	@Test
	void readsGroupedDigitsWhereTheSchemaSaysSo() throws IOException {
		String row = "a;1000;10;1.234,5;1\n";
		assertThat(read(HEADER + row, "thousands: '.'\n").series().getFirst().values()[1]).isEqualTo(1.2345f);
		refuses(HEADER + row, "",
				"line 2: column Durchsatz kbit/s: expected a number, found \"1.234,5\"; name the signs "
						+ "as decimal and thousands in the schema");
		refuses(HEADER + "a;1000;10;1.5;1\n", "thousands: '.'\n", "needs groups of three digits");
		refuses(HEADER + "a;1000;10;1.234;1\na;2000;10;1,5;1\n", "",
				"line 3: column Durchsatz kbit/s: expected one decimal sign in the file, found \"1,5\" after \"1.234\"");
		refuses((HEADER + "a;1000;10;\"1,5\";1\n").replace(';', ','), "", "found \"1,5\"; name the signs");
		assertThat(read((HEADER + "a;1000;10;\"1,5\";1\n").replace(';', ','), "decimal: ','\n").series()
			.getFirst()
			.values()[1]).isEqualTo(0.0015f);
	}

	@Test
	void percentSignNeedsItsScale() throws IOException {
		refuses((HEADER + "a;1000;10%;1;1\n"), "",
				"line 2: column PRBs: expected a number, found \"10%\"; a percent sign needs scale: 0.01 for a ratio");
	}

	@Test
	void readsTimesOfEveryKind() throws IOException {
		long ms = 1769860800250L;
		for (String[] time : new String[][] { { "2026-01-31T12:00:00.250Z", "" },
				{ "2026-01-31 13:00:00.25+01:00", "" }, { "2026-01-31T13:00:00.250", "timeZone: Europe/Berlin" },
				{ "1769860800.25", "timeUnit: s" }, { "1769860800250", "" }, { "1769860800250000", "timeUnit: us" },
				{ "31.01.2026 12:00:00.250", "timeFormat: dd.MM.yyyy HH:mm:ss.SSS" } }) {
			assertThat(read(HEADER + "a;" + time[0] + ";10;1;1\n", time[1]).series().getFirst().timesMs()).as(time[0])
				.containsExactly(ms);
		}
		refuses(HEADER + "a;31.01.2026 12:00;10;1;1\n", "",
				"line 2: column Zeit: expected a number, or a time in ISO 8601,"
						+ " found \"31.01.2026 12:00\"; write its pattern as timeFormat in the schema");
		refuses(HEADER + "a;2026-02-30T12:61;10;1;1\n", "", "expected a time in ISO 8601, found \"2026-02-30T12:61\"");
	}

	@Test
	void readsParquetTimestampsWithAndWithoutZone() throws IOException, SQLException {
		for (String type : new String[] { "TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP_S", "TIMESTAMP WITH TIME ZONE" }) {
			Path file = this.folder.resolve("t.csv");
			Files.deleteIfExists(file);
			try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
					Statement statement = connection.createStatement()) {
				statement.execute("SET TimeZone = 'UTC'");
				statement.execute("COPY (SELECT 'a' AS Zelle, CAST('2026-01-31 12:00:00' AS " + type
						+ ") AS Zeit, 10 AS PRBs, 1500.0 AS \"Durchsatz kbit/s\", 1 AS \"BLER %\") TO '" + file
						+ "' (FORMAT parquet)");
			}
			Trace trace = TraceReader.read(schema(""), java.util.List.of(file));
			assertThat(trace.series().getFirst().timesMs()).as(type).containsExactly(1769860800000L);
			assertThat(trace.series().getFirst().values()).containsExactly(10, 1.5f, 0.01f);
		}
		byte[] whole = Files.readAllBytes(this.folder.resolve("t.csv"));
		refuses(Arrays.copyOf(whole, whole.length / 2), "", "expected a complete Parquet file, found a truncated");
	}

	/** Rows of two series take turns, and are not in the order of time. */
	private void parquet(Path file, String type) throws SQLException, IOException {
		Files.deleteIfExists(file);
		try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
				Statement statement = connection.createStatement()) {
			statement.execute("SET TimeZone = 'UTC'");
			statement.execute("COPY (SELECT CASE WHEN i % 2 = 0 THEN 'a' ELSE 'b' END AS Zelle, CAST(TIMESTAMP "
					+ "'2026-03-29 00:00:00.25' + INTERVAL 500 MILLISECOND * (i * 7 % 20) AS " + type
					+ ") AS Zeit, 10 AS PRBs, "
					+ "1500.0 AS \"Durchsatz kbit/s\", 1 AS \"BLER %\" FROM range(20) t(i)) TO '" + file
					+ "' (FORMAT parquet)");
		}
	}

	@Test
	void parquetTimesWithoutZoneAreInThatOfTheSchema() throws IOException, SQLException {
		Path file = this.folder.resolve("t.parquet");
		// The sign is that of texts: numbers of Parquet are none.
		String schema = "timeZone: Europe/Berlin\ndecimal: \",\"\n";
		long utc = Instant.parse("2026-03-29T00:00:00.250Z").toEpochMilli();
		long hour = Duration.ofHours(1).toMillis();
		for (String type : new String[] { "TIMESTAMP", "TIMESTAMP_MS", "TIMESTAMP_NS" }) {
			parquet(file, type);
			Trace trace = TraceReader.read(schema(schema), java.util.List.of(file));
			assertThat(trace.series().getFirst().timesMs()).as(type)
				.startsWith(utc - hour, utc - hour + 1000)
				.hasSize(10);
			assertThat(trace.notes()).contains(
					"t.parquet: column Zeit has times without an offset, read as Europe/Berlin (timeZone)",
					"t.parquet: rows of 2 series are interleaved; they were grouped",
					"t.parquet: rows of 2 series were not in the order of time; they were sorted");
		}
		parquet(file, "TIMESTAMP WITH TIME ZONE");
		assertThat(TraceReader.read(schema(schema), java.util.List.of(file)).series().getFirst().timesMs())
			.startsWith(utc, utc + 1000);
	}

	/** DuckDB takes the zone of the process. */
	@Test
	void parquetTimesWithZoneDoNotDependOnTheMachine() throws IOException, SQLException, InterruptedException {
		Path file = this.folder.resolve("z.parquet");
		parquet(file, "TIMESTAMP WITH TIME ZONE");
		ProcessBuilder reader = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1", "-cp",
				System.getProperty("java.class.path"), ReadTime.class.getName(), file.toString());
		reader.environment().put("TZ", "America/New_York");
		Process process = reader.redirectError(ProcessBuilder.Redirect.INHERIT).start();
		assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
			.isEqualTo(Long.toString(Instant.parse("2026-03-29T00:00:00.250Z").toEpochMilli()));
		assertThat(process.waitFor()).isZero();
	}

	/** Prints the first time of a file. */
	static final class ReadTime {

		private ReadTime() {
		}

		public static void main(String[] args) {
			try (Table table = Table.open(Path.of(args[0]), TextLayout.FOUND, java.util.List.of())) {
				table.read(java.util.List.of("Zeit"), (row, fields) -> {
					if (row == 0) {
						System.out.println(fields[0]);
					}
				});
			}
		}

	}

	private static byte[] packed(String text) throws IOException {
		ByteArrayOutputStream out = new ByteArrayOutputStream();
		try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
			gzip.write(text.getBytes(StandardCharsets.UTF_8));
		}
		return out.toByteArray();
	}

	@Test
	void contentDecidesNotTheName() throws IOException {
		byte[] packed = packed(HEADER + ROWS);
		Trace trace = TraceReader.read(schema("missing: [-9999]"), java.util.List.of(file("t.csv", packed)));
		assertThat(trace.series().getFirst().values()).containsExactly(FIRST);
		assertThat(trace.notes()).contains("t.csv: is packed with gzip, whatever its name");
		Trace plain = TraceReader.read(schema("missing: [-9999]"),
				java.util.List.of(file("t.csv.gz", (HEADER + ROWS).getBytes(StandardCharsets.UTF_8))));
		assertThat(plain.series().getFirst().values()).containsExactly(FIRST);
		refuses(Arrays.copyOf(packed, packed.length - 20), "", "expected a complete gzip file, found a truncated");
		refuses(new byte[] { 'P', 'K', 3, 4, 0 }, "", "found a ZIP archive or an Excel workbook; save it as CSV");
		refuses((HEADER + "a;1000;1\0;1;1\n"), "", "line 2: expected text, found a zero octet");
	}

	@Test
	void damagedRowsAreNamedByTheirLine() throws IOException {
		String good = "a;1000;10;1;1\n\n";
		refuses("", "", "expected a header line and rows, found an empty file");
		refuses("\n \n", "", "expected a header line and rows, found blank lines");
		refuses(HEADER, "", "expected rows after the header, found none");
		refuses(HEADER + good + "a;2000;10\n" + "a;3000;10;1;1\n", "",
				"line 4: expected 5 fields, as in the header, found 3");
		refuses(HEADER + good + "a;2000;10;1;1;7;8\n", "", "line 4: expected 5 fields, as in the header, found more");
		refuses(HEADER + good + "a;2000;1", "", "line 4: expected 5 fields, as in the header, found 3; the file may be "
				+ "truncated, or end with a total");
		refuses(HEADER + good + "Total;;10;1;1\n", "", "line 4: column Zeit: expected a number, or a time in ISO 8601, "
				+ "found an empty field; it is the last line: is it a total, or truncated?");
		refuses(HEADER + good + "a;2000;\"10;1;1\n", "", "line 4: column PRBs: expected quotes in pairs");
		refuses(HEADER + good + "a;2000;" + "1".repeat(2_100_000) + ";1;1\n", "",
				"line 4: expected at most 2000000 characters, found more");
		refuses("nothing but text\n1\n", "", "line 1: expected names of columns with commas, semicolons, tabs or bars "
				+ "between them, found nothing but text");
		refuses("Zelle;Zeit;PRBs;PRBs;BLER %;Durchsatz kbit/s\n", "",
				"line 1: expected one column PRBs, found it in positions 3 and 4");
		refuses(HEADER + "a;1;\"1\n0\";1;1\na;2;x;1;1\n", "", "column PRBs");
	}

	@Test
	void moreColumnsThanCanBeSearchedAreRefusedInOneShortLine() throws IOException {
		String names = IntStream.range(0, 200_000).mapToObj((i) -> "c" + i).collect(Collectors.joining(";"));
		refuses(names + "\n", "", "line 1: expected at most 10000 columns, found 200000");
		Path wide = file("w.csv", (names + "\n").getBytes(StandardCharsets.UTF_8));
		assertThatThrownBy(() -> SchemaProposal.of(wide, new SchemaProposal.Hints(null, null, null)))
			.hasMessage(wide + ": line 1: expected at most 10000 columns, found 200000");
		String fewer = IntStream.range(0, 9000).mapToObj((i) -> "c" + i).collect(Collectors.joining(";"));
		Path known = file("k.csv", (fewer + "\n" + "1;".repeat(8999) + "1\n").getBytes(StandardCharsets.UTF_8));
		assertThatThrownBy(() -> SchemaProposal.of(known, new SchemaProposal.Hints(null, null, "PRBs")))
			.hasMessageStartingWith("--action: expected one of the columns [c0, c1, ")
			.hasMessageEndingWith(", found PRBs")
			.satisfies((ex) -> assertThat(ex.getMessage()).hasSizeLessThan(2200));
	}

	@Test
	void parquetWithMoreColumnsThanCanBeSearchedIsRefused() throws IOException {
		String names = IntStream.range(0, 10_001).mapToObj((i) -> "c" + i).collect(Collectors.joining(","));
		Path csv = file("w.csv", (names + "\n" + "1,".repeat(10_000) + "1\n").getBytes(StandardCharsets.UTF_8));
		Path parquet = this.folder.resolve("w.parquet");
		ParquetCopy.of(csv, parquet);
		assertThatThrownBy(() -> SchemaProposal.of(parquet, new SchemaProposal.Hints(null, null, null)))
			.hasMessage(parquet + ": expected at most 10000 columns, found 10001");
	}

	@Test
	void copiesForDuckDbAreDeleted() throws IOException {
		Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
		long before = copies(temporary);
		readsEveryEncoding("UTF-16LE");
		refuses((HEADER + "x").getBytes(StandardCharsets.UTF_16LE), "", "line 2");
		assertThat(copies(temporary)).isEqualTo(before);
	}

	private static long copies(Path folder) throws IOException {
		try (var files = Files.list(folder)) {
			return files.filter((file) -> file.getFileName().toString().matches("presage-\\d+\\.csv")).count();
		}
	}

}
