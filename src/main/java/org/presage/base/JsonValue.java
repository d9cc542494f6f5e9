/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value in JSON that another program wrote, and its place in it. The one reader of such
 * JSON: it refuses what is too large or nested too deeply, a field that is there twice,
 * NaN, and anything after the value. A value is what is asked for, or an
 * {@link InvalidInputException} names the field. Fields that are not asked for are
 * ignored; null is a field that is absent, as Go writes it.
 *
 * @param whole what messages call the whole document
 * @param path from the outermost field inwards, as {@code cells[0].id}; empty for the
 * whole
 * @param node the value; null if the field is absent
 */
public record JsonValue(String whole, String path, @Nullable JsonNode node) {

	/** Largest document, 16 MiB. */
	public static final int MOST_OCTETS = 16 << 20;

	private static final int DEPTH = 32;

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxDocumentLength(MOST_OCTETS)
				.maxNestingDepth(DEPTH)
				.maxNameLength(1000)
				.maxNumberLength(100)
				.build())
			.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
			.build())
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	/** A new object; its fields keep the order in which they are put. */
	public static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	/** A new list. */
	public static ArrayNode array() {
		return MAPPER.createArrayNode();
	}

	/** UTF-8 without white space. */
	public static byte[] bytes(JsonNode json) {
		return MAPPER.writeValueAsBytes(json);
	}

	/** Reads a document of at most 16 MiB that messages call JSON. */
	public static JsonValue read(byte[] json) {
		return read("JSON", json, MOST_OCTETS);
	}

	/**
	 * Reads a document.
	 * @param whole what messages call it
	 * @param json UTF-8
	 * @param most octets that it may have
	 * @throws InvalidInputException if it is too large or no JSON; its cause, a
	 * {@link JacksonException}, knows the octet
	 */
	public static JsonValue read(String whole, byte[] json, int most) {
		if (json.length > most) {
			throw new InvalidInputException(whole, "at most " + most + " octets", json.length);
		}
		try {
			return new JsonValue(whole, "", present(MAPPER.readTree(json)));
		}
		catch (JacksonException ex) {
			throw new InvalidInputException(whole, "JSON", problem(ex), ex);
		}
	}

	/** What a parser of JSON or YAML did not understand, and where. */
	public static String problem(JacksonException failure) {
		TokenStreamLocation place = failure.getLocation();
		return failure.getOriginalMessage().replaceFirst("(?s)\\n.*| \\(start marker.*", "")
				+ ((place != null) ? " in line " + place.getLineNr() + ", column " + place.getColumnNr() : "");
	}

	/** A field of this object; it need not be there. */
	public JsonValue field(String name) {
		if (this.node == null || !this.node.isObject()) {
			throw wrong("an object");
		}
		return at(name, this.node.get(name));
	}

	private JsonValue at(String name, @Nullable JsonNode value) {
		return new JsonValue(this.whole, this.path.isEmpty() ? name : this.path + '.' + name, present(value));
	}

	private static @Nullable JsonNode present(@Nullable JsonNode value) {
		return (value != null && !value.isNull() && !value.isMissingNode()) ? value : null;
	}

	/** Whether the value is there. */
	public boolean exists() {
		return this.node != null;
	}

	/** Whether it is an object without fields. */
	public boolean isEmptyObject() {
		return this.node != null && this.node.isObject() && this.node.isEmpty();
	}

	/** A field of this object if the object is there. */
	public JsonValue inside(String name) {
		return exists() ? field(name) : at(name, null);
	}

	/** The elements of this list; none if it is not there. */
	public List<JsonValue> list() {
		JsonNode list = this.node;
		if (list == null) {
			return List.of();
		}
		if (!list.isArray()) {
			throw wrong("a list");
		}
		return IntStream.range(0, list.size())
			.mapToObj((i) -> new JsonValue(this.whole, this.path + '[' + i + ']', present(list.get(i))))
			.toList();
	}

	/** The elements of this list, of which there are {@code min} to {@code max}. */
	public List<JsonValue> list(int min, int max) {
		if (this.node == null || !this.node.isArray() || this.node.size() < min || this.node.size() > max) {
			throw wrong("a list of " + min + " to " + max);
		}
		return list();
	}

	/** All fields of this object, all of them texts, by name. */
	public Map<String, String> texts() {
		if (this.node == null || !this.node.isObject()) {
			throw wrong("an object");
		}
		Map<String, String> texts = new TreeMap<>();
		this.node.propertyNames().forEach((name) -> texts.put(name, field(name).text()));
		return texts;
	}

	/** This text. */
	public String text() {
		if (this.node == null || !this.node.isString()) {
			throw wrong("a text");
		}
		return this.node.stringValue();
	}

	/** This text, which is not empty. */
	public String name() {
		if (text().isBlank()) {
			throw wrong("a text that is not empty");
		}
		return text();
	}

	/** This text; empty if it is not there. */
	public String textOrEmpty() {
		return exists() ? text() : "";
	}

	/** Whether this is a number. */
	public boolean isNumber() {
		return this.node != null && this.node.isNumber();
	}

	/** This number, which is finite. */
	public double number() {
		if (this.node == null || !this.node.isNumber() || !Double.isFinite(this.node.doubleValue())) {
			throw wrong("a number");
		}
		return this.node.doubleValue();
	}

	/** A whole number within bounds, or its digits as a text. */
	public int whole(int min, int max) {
		return (int) whole((long) min, max);
	}

	/** A whole number within bounds, or its digits as a text. */
	public long whole(long min, long max) {
		double number = Double.NaN;
		if (this.node != null && this.node.isNumber()) {
			number = this.node.doubleValue();
		}
		else if (this.node != null && this.node.isString() && this.node.stringValue().matches("[0-9]{1,15}")) {
			number = Long.parseLong(this.node.stringValue());
		}
		if (!(number >= min && number <= max) || number != Math.rint(number)) {
			throw wrong("a whole number of " + min + " to " + max);
		}
		return (long) number;
	}

	/** What is wrong with this value. */
	public InvalidInputException wrong(String expected) {
		return new InvalidInputException(this.path.isEmpty() ? this.whole : this.path, expected, shown(this.node));
	}

	/** A value for a message: of a list or an object, only how many it has. */
	public static String shown(@Nullable JsonNode value) {
		if (value == null) {
			return "nothing";
		}
		if (value.isContainer()) {
			return (value.isArray() ? "a list of " : "an object of ") + value.size();
		}
		return value.toString();
	}

}
