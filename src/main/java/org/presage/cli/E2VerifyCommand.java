package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.e2.json.MessageType;

/** Checks the codec against bytes that others made. */
@Command(name = "verify", mixinStandardHelpOptions = true,
		description = "Decode and encode every message of a file; exit with 3 if one does not come out as it stands there.")
final class E2VerifyCommand implements Callable<Integer> {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec command;

	@Option(names = "--vectors", required = true, paramLabel = "FILE",
			description = "A JSON object a line: type, hex, value.")
	@SuppressWarnings("NullAway.Init")
	private Path vectors;

	@Override
	public Integer call() throws IOException {
		PrintWriter console = this.command.commandLine().getOut();
		List<String> lines = Files.readAllLines(this.vectors);
		int ok = 0;
		int failed = 0;
		for (int i = 0; i < lines.size(); i++) {
			if (lines.get(i).isBlank()) {
				continue;
			}
			String wrong = wrong(lines.get(i));
			if (wrong.isEmpty()) {
				ok++;
			}
			else {
				failed++;
				console.println("line " + (i + 1) + ": " + wrong);
			}
		}
		console.println(ok + " ok, " + failed + " failed");
		return (failed == 0) ? ExitCodes.OK : ExitCodes.REFUSED;
	}

	/** What is wrong with a line; empty if nothing. */
	private static String wrong(String line) {
		try {
			JsonNode vector = JsonMapper.shared().readTree(line);
			MessageType<?> type = MessageType.named(vector.path("type").asString(""));
			String hex = vector.path("hex").asString("");
			JsonNode value = type.toJson(HexFormat.of().parseHex(hex));
			if (!value.equals(E2VerifyCommand::compare, vector.path("value"))) {
				return "decode: expected " + vector.path("value") + ", found " + value;
			}
			String encoded = HexFormat.of().formatHex(type.fromJson(vector.path("value")));
			return encoded.equals(hex) ? "" : "encode: expected " + hex + ", found " + encoded;
		}
		catch (IllegalArgumentException | JacksonException ex) {
			return String.valueOf(ex.getMessage());
		}
	}

	/** 1048576.0 and 1.048576E7 are the same number. */
	private static int compare(JsonNode a, JsonNode b) {
		return (a.isNumber() && b.isNumber()) ? Double.compare(a.doubleValue(), b.doubleValue()) : a.equals(b) ? 0 : 1;
	}

}
