/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.e2.json.Vectors;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code presage e2} as a user calls it. */
class E2CommandTest extends Terminal {

	private static final String MESSAGE = "00000000012000";

	private static final String JSON = "{\"granularityMs\":null,\"measurements\":null,"
			+ "\"data\":[{\"incomplete\":false,\"record\":[{\"real\":0.0}]}]}";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private String printed() {
		return this.out.toString().strip();
	}

	@Test
	void decodes() {
		assertThat(run("e2", "decode", "--type", "kpm.indicationMessage", MESSAGE)).isZero();
		assertThat(printed()).isEqualTo(JSON);
	}

	@Test
	void encodesAValue() {
		assertThat(run("e2", "encode", "--type", "kpm.indicationMessage", JSON)).isZero();
		assertThat(printed()).isEqualTo(MESSAGE);
	}

	@Test
	void encodesAFile() throws IOException {
		Path file = Files.writeString(this.folder.resolve("message.json"), JSON);
		assertThat(run("e2", "encode", "--type", "kpm.indicationMessage", file.toString())).isZero();
		assertThat(printed()).isEqualTo(MESSAGE);
	}

	@Test
	void encodesALineOfAVectorsFileFromStandardInput() {
		String line = Vectors.lines("e2sm-aper.jsonl").getFirst();
		InputStream before = System.in;
		try {
			System.setIn(new ByteArrayInputStream(line.getBytes(StandardCharsets.UTF_8)));
			assertThat(run("e2", "encode")).isZero();
		}
		finally {
			System.setIn(before);
		}
		assertThat(line).contains("\"hex\":\"" + printed() + '"');
	}

	/** CCC is JSON on the wire: what is printed is what is sent. */
	@Test
	void jsonMessagesToo() {
		String json = "{\"controlHeaderFormat\":{\"ricStyleType\":2}}";
		String hex = HexFormat.of().formatHex(json.getBytes(StandardCharsets.UTF_8));
		assertThat(run("e2", "decode", "--type", "ccc.controlHeader", hex)).isZero();
		assertThat(run("e2", "encode", "--type", "ccc.controlHeader", json)).isZero();
		assertThat(printed().lines()).containsExactly(json, hex);
		refused("controlMessageFormat.listOfCellsControlled: expected a list of 1 to 64", "encode", "--type",
				"ccc.controlMessage", "{\"controlMessageFormat\":{}}");
	}

	@Test
	void verifiesAFile() throws IOException {
		Path good = Files.write(this.folder.resolve("good.jsonl"), Vectors.lines("e2sm-aper.jsonl"));
		assertThat(run("e2", "verify", "--vectors", good.toString())).isZero();
		assertThat(printed()).isEqualTo("91 ok, 0 failed");
	}

	@Test
	void verifiesInTheGrammarOfEachLine() throws IOException {
		Path v2 = Files.write(this.folder.resolve("v2.jsonl"), Vectors.lines("real-kpm-v2.jsonl"));
		Path headers = Files.write(this.folder.resolve("headers.jsonl"), Vectors.lines("real-kpm-header.jsonl"));
		assertThat(run("e2", "verify", "--vectors", v2.toString(), headers.toString())).isZero();
		assertThat(this.out.toString()).contains(
				"v2.jsonl: 133 ok, 0 failed; {kpm-v2.00=133}; 12 not canonical: only read",
				"headers.jsonl: 20 ok, 0 failed; {kpm-v2.03=1, kpm-v4=19}; 18 not canonical: only read");
	}

	@Test
	void writesAndReadsInTheGrammarThatIsNamed() {
		String legacy = Vectors.lines("real-flexric-legacy.jsonl").getFirst();
		String hex = legacy.replaceAll(".*\"hex\":\"([0-9a-f]+)\".*", "$1");
		assertThat(run("e2", "encode", "--grammar", "flexric-legacy", legacy)).isZero();
		assertThat(printed()).isEqualTo(hex);
		refused("grammar: expected one of", "decode", "--grammar", "kpm-v9", "--type", "kpm.actionDefinition", hex);
	}

	@Test
	void saysWhatDoesNotHold() throws IOException {
		String line = "{\"type\":\"kpm.eventTrigger.format1\",\"hex\":\"0063\",\"value\":{\"reportingPeriodMs\":%d}}";
		Path bad = Files.writeString(this.folder.resolve("bad.jsonl"),
				line.formatted(100) + '\n' + line.formatted(99) + "\n\n{\"type\":\"kpm.nothing\"}\n" + "no json\n");
		assertThat(run("e2", "verify", "--vectors", bad.toString())).isEqualTo(ExitCodes.REFUSED);
		assertThat(this.out.toString()).contains("line 2: decode: expected", "line 4: type: expected one of",
				"line 5: ", "1 ok, 3 failed");
	}

	@Test
	void wrongInputIsOneLine() {
		refused("octets: expected pairs of hexadecimal digits", "decode", "--type", "kpm.indicationMessage", "zz");
		refused("expected one of [kpm.eventTrigger.format1", "decode", "--type", "kpm", MESSAGE);
		refused("octet 6", "decode", "--type", "kpm.indicationMessage", MESSAGE.substring(0, 12));
		refused("--type", "encode", JSON);
		refused("expected JSON", "encode", "--type", "kpm.indicationMessage", "{nothing");
		refused("expected a whole number or", "encode", "--type", "kpm.indicationMessage", JSON.replace("0.0", "[]"));
		refused("expected 1 to 4294967295, found 0", "encode", "--type", "kpm.eventTrigger.format1",
				"{\"reportingPeriodMs\":0}");
		refused("measData: expected a value", "encode", "--type", "kpm.indicationMessage", "{}");
	}

	private void refused(String why, String... args) {
		this.err.getBuffer().setLength(0);
		String[] all = new String[args.length + 1];
		all[0] = "e2";
		System.arraycopy(args, 0, all, 1, args.length);
		assertThat(run(all)).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).startsWith("presage: ").contains(why).hasLineCount(1);
	}

}
