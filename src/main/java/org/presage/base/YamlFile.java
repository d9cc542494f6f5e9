/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads YAML that a person wrote, within limits: every YAML file of this program is read
 * or checked here. What does not fit is named by file, line, column and key, in the words
 * of the file's own keys.
 */
public final class YamlFile {

	/** Largest file unless there is another limit, 1 MiB. */
	public static final int MOST_OCTETS = 1 << 20;

	private static final YAMLMapper MAPPER = YAMLMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
		.build();

	private YamlFile() {
	}

	/**
	 * Reads a file.
	 * @param what the file is, as {@code schema file}
	 * @param type a record whose components are the keys
	 * @throws InvalidInputException naming file, line, column and key
	 */
	public static <T> T read(String what, Path file, Class<T> type) {
		String where = what + " " + file;
		String text = text(where, file, MOST_OCTETS);
		if (text.isBlank()) {
			throw new InvalidInputException(where, "keys and values in YAML", "an empty file");
		}
		return value(where, text, tree(where, text), type);
	}

	/**
	 * Reads the text of a file in UTF-8.
	 * @param where it is, for messages
	 * @param most octets
	 * @throws InvalidInputException if it cannot be read, or is larger
	 */
	public static String text(String where, Path file, int most) {
		if (!Files.isRegularFile(file)) {
			throw new InvalidInputException(where, "a file", Files.exists(file) ? "a folder" : "none");
		}
		try {
			long octets = Files.size(file);
			if (octets > most) {
				throw new InvalidInputException(where, "at most " + most + " octets", octets);
			}
			String text = Files.readString(file, StandardCharsets.UTF_8);
			return text.startsWith("\uFEFF") ? text.substring(1) : text;
		}
		catch (IOException ex) {
			throw FileFailure.reading(where, ex);
		}
	}

	/**
	 * Checks a file that another reader of YAML reads: syntax, size, depth, keys that
	 * come twice and aliases.
	 * @param where it is, for messages
	 * @throws InvalidInputException naming line, column and key
	 */
	public static void check(String where, Path file) {
		YamlLimits.check(where, text(where, file, MOST_OCTETS), true);
	}

	/**
	 * Reads a text: one document without aliases, each key once, numbers that are finite.
	 * @param where it is from, for messages
	 * @return a missing node if there is nothing in it
	 * @throws InvalidInputException naming line, column and key
	 */
	public static JsonNode tree(String where, String text) {
		YamlLimits.check(where, text, false);
		try {
			return MAPPER.readTree(text);
		}
		catch (JacksonException ex) {
			throw problem(ex, where, text);
		}
	}

	/**
	 * Makes a record of what was read.
	 * @param where it is from, for messages
	 * @param text that it was read from, for the line and column of what does not fit
	 * @param type a record whose components are the keys
	 * @throws InvalidInputException naming line, column and key
	 */
	public static <T> T value(String where, String text, JsonNode tree, Class<T> type) {
		try {
			return MAPPER.treeToValue(tree, type);
		}
		catch (JacksonException ex) {
			InvalidInputException own = InvalidInputException.in(ex);
			throw (own != null) ? own.inside(where + place(ex, text).lineAndColumn + ": ") : problem(ex, where, text);
		}
	}

	private static InvalidInputException problem(JacksonException ex, String where, String text) {
		Place place = place(ex, text);
		return JacksonProblem.of(ex, where + place.lineAndColumn, place.exact, "YAML");
	}

	/**
	 * Where in a text.
	 *
	 * @param lineAndColumn for messages; empty if not known
	 * @param exact whether it is the value itself, not one around it
	 */
	private record Place(String lineAndColumn, boolean exact) {
	}

	/**
	 * What a failure is about: the key that is unknown, else the value, or the innermost
	 * one around it that the text has.
	 */
	private static Place place(JacksonException failure, String text) {
		Node node = failure.getPath().isEmpty() ? null : new Yaml(YamlLimits.options()).compose(new StringReader(text));
		Mark mark = null;
		boolean exact = true;
		for (JacksonException.Reference step : failure.getPath()) {
			NodeTuple field = (node instanceof MappingNode map) ? field(map, step.getPropertyName()) : null;
			int index = step.getIndex();
			if (field != null) {
				node = field.getValueNode();
				mark = ((failure instanceof UnrecognizedPropertyException) ? field.getKeyNode() : node).getStartMark();
			}
			else if (node instanceof SequenceNode list && index >= 0 && index < list.getValue().size()) {
				node = list.getValue().get(index);
				mark = node.getStartMark();
			}
			else {
				exact = false;
				break;
			}
		}
		TokenStreamLocation read = failure.getLocation();
		return new Place(
				(mark == null && read != null && read.getLineNr() > 0)
						? ": line " + read.getLineNr() + ", column " + read.getColumnNr() : YamlLimits.place(mark),
				exact);
	}

	/**
	 * Where a key is in a file that was read: {@code ": line 7, column 3"}. Where the
	 * file has none, the innermost one around it; empty if there is none either.
	 * @param key as messages name it, {@code kpis[2].column}; an element of a list may be
	 * named by its {@code name} or {@code kpi}, as in {@code kpis[Delay].scale}
	 */
	public static String place(Path file, String key) {
		Mark mark = null;
		try {
			Node node = new Yaml(YamlLimits.options())
				.compose(new StringReader(text(file.toString(), file, MOST_OCTETS)));
			for (String step : key.split("[.\\[\\]]+")) {
				node = inner(node, step);
				if (node == null) {
					break;
				}
				mark = node.getStartMark();
			}
		}
		catch (InvalidInputException | YAMLException ex) {
			// It was read a moment ago; the message names the key as well.
		}
		return YamlLimits.place(mark);
	}

	private static @Nullable Node inner(@Nullable Node outer, String step) {
		if (outer instanceof MappingNode map) {
			NodeTuple field = field(map, step);
			return (field != null) ? field.getValueNode() : null;
		}
		if (outer instanceof SequenceNode list) {
			List<Node> elements = list.getValue();
			for (int i = 0; i < elements.size(); i++) {
				if (step.equals(Integer.toString(i)) || (elements.get(i) instanceof MappingNode map
						&& (has(map, "name", step) || has(map, "kpi", step)))) {
					return elements.get(i);
				}
			}
		}
		return null;
	}

	private static boolean has(MappingNode map, String key, String value) {
		NodeTuple field = field(map, key);
		return field != null && field.getValueNode() instanceof ScalarNode scalar && scalar.getValue().equals(value);
	}

	private static @Nullable NodeTuple field(MappingNode map, @Nullable String name) {
		for (NodeTuple field : map.getValue()) {
			if (field.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name)) {
				return field;
			}
		}
		return null;
	}

}
