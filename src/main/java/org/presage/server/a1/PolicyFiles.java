/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import org.presage.base.FileFailure;
import org.presage.base.InvalidInputException;
import org.presage.base.JsonValue;
import org.presage.base.YamlFile;

/**
 * Policies from files in JSON or YAML: one policy whose id is the file's name without its
 * ending, or several, each under its id. A folder is all files in it that end in
 * {@code .json}, {@code .yaml} or {@code .yml}, not those of folders inside it.
 */
public final class PolicyFiles {

	/** A file may hold many policies. */
	private static final int MOST_OCTETS = 4 << 20;

	private PolicyFiles() {
	}

	/**
	 * The files that are read.
	 * @param path of a file or a folder; nothing there is an empty folder
	 */
	public static List<Path> files(Path path) {
		if (!Files.isDirectory(path)) {
			return List.of(path);
		}
		List<Path> files = new ArrayList<>();
		try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "*.{json,yaml,yml}")) {
			for (Path entry : entries) {
				if (Files.isRegularFile(entry)) {
					files.add(entry);
				}
			}
		}
		catch (IOException | DirectoryIteratorException ex) {
			return List.of(path);
		}
		files.sort(null);
		return files;
	}

	/**
	 * Reads all policies, as of files.
	 * @param most policies
	 * @throws PolicyRefused naming file, id and field of the first that is none
	 */
	public static List<A1Policy> read(Path path, int most) {
		return read(path, most, (file, id, content) -> A1PolicyReader.read(id, PolicySource.FILE,
				Files.getLastModifiedTime(file).toMillis(), content));
	}

	/**
	 * Reads all policies as if they were sent.
	 * @param most policies
	 * @throws PolicyRefused naming file, id and field of the first that is none
	 */
	public static List<A1Policy> readSent(Path path, int most, long receivedMs) {
		return read(path, most, (file, id, content) -> A1PolicyReader.read(id, PolicySource.REST, receivedMs, content));
	}

	/** Makes a policy of what a file has under an id. */
	private interface Reading {

		A1Policy read(Path file, String id, JsonNode content) throws IOException;

	}

	private static List<A1Policy> read(Path path, int most, Reading reading) {
		Map<String, A1Policy> policies = new TreeMap<>();
		for (Path file : files(path)) {
			for (A1Policy policy : readFile(file, most - policies.size(), most, reading)) {
				if (policies.put(policy.id(), policy) != null) {
					throw new PolicyRefused(PolicyRefused.Reason.ID, file.toString(), "each id in one file",
							'"' + policy.id() + "\" in another one too");
				}
			}
		}
		return List.copyOf(policies.values());
	}

	private static List<A1Policy> readFile(Path file, int room, int most, Reading reading) {
		try {
			long octets = Files.size(file);
			if (octets > MOST_OCTETS) {
				throw new PolicyRefused(PolicyRefused.Reason.SIZE, file.toString(),
						"at most " + MOST_OCTETS + " octets", octets);
			}
			JsonNode content = content(file);
			if (!content.isObject()) {
				throw new PolicyRefused(PolicyRefused.Reason.MALFORMED, file.toString(),
						"a policy, or policies by their ids", JsonValue.shown(content));
			}
			boolean one = content.has("scope");
			if ((one ? 1 : content.size()) > room) {
				throw new PolicyRefused(PolicyRefused.Reason.FULL, file.toString(),
						"at most " + most + " policies in all files (presage.intent.max-policies)",
						(one ? 1 : content.size()) + (most - room));
			}
			if (one) {
				return List.of(read(file, id(file), content, reading));
			}
			List<A1Policy> policies = new ArrayList<>();
			for (Map.Entry<String, JsonNode> policy : content.properties()) {
				policies.add(read(file, policy.getKey(), policy.getValue(), reading));
			}
			return policies;
		}
		catch (IOException ex) {
			throw new PolicyRefused(PolicyRefused.Reason.MALFORMED, file.toString(), "a file that can be read",
					FileFailure.found(ex));
		}
	}

	/** Not every JSON is YAML: that knows no tabs. */
	private static JsonNode content(Path file) throws IOException {
		String name = file.toString();
		try {
			if (!name.endsWith(".json")) {
				return YamlFile.tree(name, YamlFile.text(name, file, MOST_OCTETS));
			}
			JsonNode json = JsonValue.read(name, Files.readAllBytes(file), MOST_OCTETS).node();
			return (json != null) ? json : MissingNode.getInstance();
		}
		catch (InvalidInputException ex) {
			throw new PolicyRefused(PolicyRefused.Reason.MALFORMED, ex.field(), ex.expected(), ex.found());
		}
	}

	private static String id(Path file) {
		return String.valueOf(file.getFileName()).replaceFirst("\\.(json|yaml|yml)$", "");
	}

	private static A1Policy read(Path file, String id, JsonNode policy, Reading reading) throws IOException {
		try {
			A1PolicyReader.requireSize(policy.toString().length());
			return reading.read(file, id, policy);
		}
		catch (PolicyRefused ex) {
			throw ex.inside(file + ", " + id + ": ");
		}
	}

}
