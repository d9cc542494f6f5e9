/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonResult;
import org.presage.e2.json.MessageType;
import org.presage.e2.sm.common.Grammar.HeaderNames;
import org.presage.e2.sm.common.Grammar;

/** Checks the codec against bytes that others made. */
@Command(name = "verify", mixinStandardHelpOptions = true,
		description = "Decode and encode every message of a file; exit with 3 if one does not come out as it "
				+ "stands there.")
final class E2VerifyCommand implements Callable<Integer> {

	private static final String GRAMMAR = "grammar";

	/**
	 * What is written with --json.
	 *
	 * @param ok whether every message came out as it stands in its file
	 */
	@JsonResult
	record Result(boolean ok, List<Verified> files) {
	}

	/**
	 * A file.
	 *
	 * @param ok messages that came out as they stand there
	 * @param failed the others
	 * @param readOnly messages that are not canonical: only read
	 * @param grammars how often each was named
	 */
	@JsonResult
	record Verified(String file, int ok, int failed, int readOnly, Map<String, Integer> grammars,
			List<Failure> failures) {
	}

	/** What is wrong with a line; the first is 1. */
	@JsonResult
	record Failure(int line, String wrong) {
	}

	@Option(names = "--vectors", required = true, arity = "1..*", paramLabel = "FILE",
			description = "Read these files, a JSON object a line: type, hex, value. With grammar (default: "
					+ "standard) and names they are read "
					+ "and written as such nodes do; with \"canonical\": false they are only read.")
	@SuppressWarnings("NullAway.Init")
	private List<Path> vectors;

	@Mixin
	@SuppressWarnings("NullAway.Init")
	private ReportOptions report;

	@Override
	public Integer call() throws IOException {
		List<Verified> files = new ArrayList<>();
		for (Path file : this.vectors) {
			files.add(verify(file));
		}
		boolean ok = files.stream().allMatch((file) -> file.failed() == 0);
		this.report.write(new Result(ok, files));
		return ok ? ExitCodes.OK : ExitCodes.REFUSED;
	}

	private Verified verify(Path file) throws IOException {
		PrintWriter console = this.report.out();
		String name = (this.vectors.size() > 1) ? file.getFileName() + ": " : "";
		List<String> lines = Files.readAllLines(file);
		Map<String, Integer> grammars = new TreeMap<>();
		List<Failure> failures = new ArrayList<>();
		int ok = 0;
		int readOnly = 0;
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).isBlank()) {
				continue;
			}
			String wrong;
			try {
				JsonNode vector = JsonMapper.shared().readTree(lines.get(i));
				wrong = wrong(vector);
				if (vector.has(GRAMMAR)) {
					grammars.merge(vector.path(GRAMMAR).asString(), 1, Integer::sum);
				}
				readOnly += isCanonical(vector) ? 0 : 1;
			}
			catch (JacksonException ex) {
				wrong = String.valueOf(ex.getMessage());
			}
			if (wrong.isEmpty()) {
				ok++;
			}
			else {
				failures.add(new Failure(i + 1, wrong));
				console.println(name + "line " + (i + 1) + ": " + wrong);
			}
		}
		console.println(name + ok + " ok, " + failures.size() + " failed" + (grammars.isEmpty() ? "" : "; " + grammars)
				+ ((readOnly > 0) ? "; " + readOnly + " not canonical: only read" : ""));
		return new Verified(file.toString(), ok, failures.size(), readOnly, grammars, failures);
	}

	private static boolean isCanonical(JsonNode vector) {
		return vector.path("canonical").asBoolean(true);
	}

	/** E2AP names a grammar of its own, which is the same in all. */
	private static Grammar grammar(JsonNode vector) {
		String name = vector.path(GRAMMAR).asString("standard");
		Grammar grammar = name.startsWith("e2ap") ? Grammar.STANDARD : Grammar.named(name);
		return switch (vector.path("names").asString("")) {
			case "" -> grammar;
			case "extensible, padded when empty" -> grammar.with(HeaderNames.EXTENSIBLE_PADDED, 0);
			case "extensible" -> grammar.with(HeaderNames.EXTENSIBLE, 0);
			case "bounded, padded when empty" -> grammar.with(HeaderNames.BOUNDED, 0);
			case "unbounded" -> grammar.with(HeaderNames.UNBOUNDED, 0);
			default ->
				throw new InvalidInputException("names", "a form of a header's names", vector.path("names").toString());
		};
	}

	/** What is wrong with a line; empty if nothing. */
	private static String wrong(JsonNode vector) {
		try {
			MessageType<?> type = MessageType.named(vector.path("type").asString(""), grammar(vector));
			String hex = vector.path("hex").asString("");
			JsonNode value = type.toJson(HexFormat.of().parseHex(hex));
			if (!value.equals(MessageType::compare, vector.path("value"))) {
				return "decode: expected " + vector.path("value") + ", found " + value;
			}
			if (!isCanonical(vector)) {
				return "";
			}
			String encoded = HexFormat.of().formatHex(type.fromJson(vector.path("value")));
			return encoded.equals(hex) ? "" : "encode: expected " + hex + ", found " + encoded;
		}
		catch (IllegalArgumentException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

}
