package org.presage.e2.sm.ccc;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.presage.e2.asn1.CodecException;

/**
 * A value in foreign JSON, and where it stands: it either is what is asked for, or the
 * answer is an exception that names the field.
 *
 * @param path from the outermost field inwards
 * @param node the value; null if the field is not there
 */
record Json(String path, @Nullable JsonNode node) {

	/** More than 1,000 policies have. */
	static final int MOST_OCTETS = 1 << 20;

	private static final int MOST_SHOWN = 40;

	private static final JsonMapper MAPPER = JsonMapper
		.builder(JsonFactory.builder()
			.streamReadConstraints(StreamReadConstraints.builder()
				.maxDocumentLength(MOST_OCTETS)
				.maxNestingDepth(32)
				.maxNameLength(200)
				.maxStringLength(1000)
				.maxNumberLength(100)
				.build())
			.build())
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	static ObjectNode object() {
		return MAPPER.createObjectNode();
	}

	static byte[] bytes(JsonNode json) {
		return MAPPER.writeValueAsBytes(json);
	}

	static Json read(byte[] json) {
		if (json.length > MOST_OCTETS) {
			throw new CodecException(MOST_OCTETS, "JSON", "at most " + MOST_OCTETS + " octets", json.length);
		}
		try {
			return new Json("", MAPPER.readTree(json));
		}
		catch (JacksonException ex) {
			long octet = (ex.getLocation() != null) ? ex.getLocation().getByteOffset() : -1;
			throw new CodecException(Math.clamp(octet, 0, json.length), "JSON", "JSON",
					ex.getOriginalMessage().lines().findFirst().orElse("something else"));
		}
	}

	/** A field of this object. */
	Json field(String name) {
		if (this.node == null || !this.node.isObject()) {
			throw wrong("an object");
		}
		JsonNode value = this.node.get(name);
		return new Json(this.path.isEmpty() ? name : this.path + '.' + name,
				(value != null && !value.isNull()) ? value : null);
	}

	/** Whether the field is there and not null. */
	boolean exists() {
		return this.node != null;
	}

	/** Whether it is an object without fields. */
	boolean isEmptyObject() {
		return this.node != null && this.node.isObject() && this.node.isEmpty();
	}

	/** The elements of this list. */
	List<Json> list(int most) {
		JsonNode list = this.node;
		if (list == null || !list.isArray() || list.isEmpty() || list.size() > most) {
			throw wrong("a list of 1 to " + most);
		}
		return IntStream.range(0, list.size())
			.mapToObj((i) -> new Json(this.path + '[' + i + ']', list.get(i)))
			.toList();
	}

	/** The text, or the digits of a whole number; empty if it is neither. */
	String text() {
		if (this.node == null) {
			return "";
		}
		return (this.node.isString() || this.node.isIntegralNumber()) ? this.node.asString() : "";
	}

	boolean isText(String text) {
		return this.node != null && this.node.isString() && this.node.asString().equals(text);
	}

	boolean isNumber() {
		return this.node != null && this.node.isNumber();
	}

	/** A whole number within bounds, or a string of its digits. */
	long whole(long min, long max) {
		double number = Double.NaN;
		if (this.node != null && this.node.isNumber()) {
			number = this.node.doubleValue();
		}
		else if (text().matches("[0-9]{1,15}")) {
			number = Long.parseLong(text());
		}
		if (!(number >= min && number <= max) || number != Math.rint(number)) {
			throw wrong("a whole number of " + min + " to " + max);
		}
		return (long) number;
	}

	CodecException wrong(String expected) {
		return new CodecException(this.path.isEmpty() ? 0 : CodecException.NO_OFFSET, "JSON", this.path, expected,
				found());
	}

	private String found() {
		JsonNode value = this.node;
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
