package org.presage.base;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A value in JSON that somebody else wrote, and where it stands. It is what is asked for,
 * or the answer is a {@link InvalidInputException} that names the field. Fields that
 * nobody asks for are ignored; null is a field that is not there, as Go writes it.
 *
 * @param path from the outermost field inwards
 * @param node the value; null if the field is not there
 */
public record JsonValue(String path, @Nullable JsonNode node) {

	/** Largest document, 16 MiB. */
	public static final int MOST_OCTETS = 16 << 20;

	private static final int MOST_SHOWN = 60;

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxDocumentLength(MOST_OCTETS)
				.maxNestingDepth(64)
				.maxNameLength(1000)
				.maxNumberLength(100)
				.build())
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

	/**
	 * @param json UTF-8, of at most 16 MiB
	 * @throws InvalidInputException if it is no JSON
	 */
	public static JsonValue read(byte[] json) {
		try {
			return new JsonValue("", present(MAPPER.readTree(json)));
		}
		catch (JacksonException ex) {
			String problem = ex.getOriginalMessage().replaceFirst("(?s)\\n.*| \\(start marker.*", "");
			throw new InvalidInputException("JSON", "JSON", problem);
		}
	}

	/** A field of this object; it need not be there. */
	public JsonValue field(String name) {
		if (this.node == null || !this.node.isObject()) {
			throw wrong("an object");
		}
		return new JsonValue(this.path.isEmpty() ? name : this.path + '.' + name, present(this.node.get(name)));
	}

	private static @Nullable JsonNode present(@Nullable JsonNode value) {
		return (value != null && !value.isNull() && !value.isMissingNode()) ? value : null;
	}

	/** Whether the value is there. */
	public boolean exists() {
		return this.node != null;
	}

	/** A field of this object if the object is there. */
	public JsonValue inside(String name) {
		return exists() ? field(name) : new JsonValue(this.path + '.' + name, null);
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
			.mapToObj((i) -> new JsonValue(this.path + '[' + i + ']', present(list.get(i))))
			.toList();
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

	/** A whole number within bounds, or its digits as a text. */
	public int whole(int min, int max) {
		long number = Long.MIN_VALUE;
		if (this.node != null && this.node.isIntegralNumber() && this.node.canConvertToLong()) {
			number = this.node.longValue();
		}
		else if (this.node != null && this.node.isString() && this.node.stringValue().matches("[0-9]{1,15}")) {
			number = Long.parseLong(this.node.stringValue());
		}
		if (number < min || number > max) {
			throw wrong("a whole number of " + min + " to " + max);
		}
		return (int) number;
	}

	/** What is wrong with this value. */
	public InvalidInputException wrong(String expected) {
		return new InvalidInputException(this.path.isEmpty() ? "JSON" : this.path, expected, shown(this.node));
	}

	/** A value in short, for a message. */
	public static String shown(@Nullable JsonNode value) {
		if (value == null) {
			return "nothing";
		}
		if (value.isContainer()) {
			return (value.isArray() ? "a list of " : "an object of ") + value.size();
		}
		String text = value.toString();
		return (text.length() <= MOST_SHOWN) ? text : text.substring(0, MOST_SHOWN) + '…';
	}

}
