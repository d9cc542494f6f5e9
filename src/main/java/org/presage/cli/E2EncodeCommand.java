/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonValue;
import org.presage.e2.json.MessageType;
import org.presage.e2.sm.common.Grammar;

/** JSON to bytes. */
@Command(name = "encode", mixinStandardHelpOptions = true,
		description = "Print the hexadecimal digits of an E2SM message that JSON describes: a value as decode "
				+ "prints it, or a " + "line of a vectors file.")
final class E2EncodeCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--type", paramLabel = "TYPE",
			description = "Write the value as this type (default: the field \"type\" beside \"value\").")
	private @Nullable String type;

	@Option(names = "--grammar", paramLabel = "GRAMMAR", defaultValue = "standard",
			description = "Read and write as nodes of this grammar: standard, flexric-legacy, kpm-v2.00, kpm-v2.01, "
					+ "kpm-v2.03, kpm-v3 or kpm-v4 (default: ${DEFAULT-VALUE}).")
	@SuppressWarnings("NullAway.Init")
	private String grammar;

	@Parameters(paramLabel = "JSON", arity = "0..1",
			description = "Encode this JSON, or the JSON in this file (default: standard input).")
	private @Nullable String json;

	@Override
	public Integer call() throws IOException {
		JsonValue given = JsonValue.read("json", text().getBytes(StandardCharsets.UTF_8), JsonValue.MOST_OCTETS);
		JsonNode root = given.node();
		if (root == null) {
			throw given.wrong("a message");
		}
		boolean line = root.path("type").isString() && root.has("value");
		String name = (this.type != null) ? this.type : line ? root.path("type").stringValue() : null;
		if (name == null) {
			throw new InvalidInputException("--type", "it, or a field \"type\" beside \"value\"", "neither");
		}
		byte[] message = MessageType.named(name, Grammar.named(this.grammar))
			.fromJson(line ? root.path("value") : root);
		this.command.commandLine().getOut().println(HexFormat.of().formatHex(message));
		return ExitCodes.OK;
	}

	private String text() throws IOException {
		if (this.json == null) {
			return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
		}
		String text = this.json.strip();
		return (text.startsWith("{") || text.startsWith("[")) ? text : Files.readString(Path.of(text));
	}

}
