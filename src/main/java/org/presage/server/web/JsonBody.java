package org.presage.server.web;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An object that came with a request.
 *
 * @param tree of it
 */
record JsonBody(JsonNode tree) {

	/** Largest body that is read, in octets. */
	static final int MOST = 1 << 14;

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.build();

	static JsonBody read(ServerRequest request) throws IOException {
		byte[] octets = request.servletRequest().getInputStream().readNBytes(MOST + 1);
		if (octets.length > MOST) {
			throw ProblemException.field(HttpStatus.CONTENT_TOO_LARGE, "body", "at most " + MOST + " octets", "more");
		}
		try {
			JsonNode tree = JSON.readTree(octets);
			if (!tree.isObject()) {
				throw wrong("body", "an object", tree.isMissingNode() ? "nothing" : tree.getNodeType());
			}
			return new JsonBody(tree);
		}
		catch (JacksonException ex) {
			throw wrong("body", "JSON", ex.getOriginalMessage());
		}
	}

	private static ProblemException wrong(String field, String expected, Object found) {
		return ProblemException.field(HttpStatus.BAD_REQUEST, field, expected, found);
	}

	boolean has(String field) {
		return this.tree.has(field);
	}

	String text(String field) {
		JsonNode node = this.tree.path(field);
		if (!node.isString()) {
			throw wrong(field, "a text", found(node));
		}
		return node.asString();
	}

	@Nullable String optionalText(String field) {
		return this.tree.path(field).isNull() || !has(field) ? null : text(field);
	}

	double number(String field) {
		return number(field, this.tree.path(field));
	}

	int whole(String field) {
		JsonNode node = this.tree.path(field);
		if (!node.isInt()) {
			throw wrong(field, "a whole number", found(node));
		}
		return node.asInt();
	}

	/**
	 * @param most that are read
	 */
	List<Double> numbers(String field, int most) {
		JsonNode list = this.tree.path(field);
		if (!list.isArray() || list.size() > most) {
			throw wrong(field, "a list of at most " + most + " numbers",
					list.isArray() ? list.size() + " of them" : found(list));
		}
		List<Double> numbers = new ArrayList<>();
		for (int i = 0; i < list.size(); i++) {
			numbers.add(number(field + '[' + i + ']', list.get(i)));
		}
		return numbers;
	}

	private static double number(String field, JsonNode node) {
		if (!node.isNumber() || !Double.isFinite(node.asDouble())) {
			throw wrong(field, "a number", found(node));
		}
		return node.asDouble();
	}

	private static String found(JsonNode node) {
		return node.isMissingNode() ? "nothing" : node.toString();
	}

}
