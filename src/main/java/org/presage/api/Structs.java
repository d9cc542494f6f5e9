/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import java.util.Map;

import com.google.protobuf.ListValue;
import com.google.protobuf.NullValue;
import com.google.protobuf.Struct;
import com.google.protobuf.Value;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON objects as {@link Struct}, and back. A Struct's numbers are doubles: an integer
 * that a double cannot hold becomes a string of decimal digits, as in ProtoJSON.
 */
final class Structs {

	/** Up to here, 2^53, a double holds every integer. */
	private static final long LARGEST_WHOLE = 1L << 53;

	private static final JsonMapper JSON = new JsonMapper();

	private Structs() {
	}

	/**
	 * @param json an object
	 */
	static Struct parse(String json) {
		return value(JSON.readTree(json)).getStructValue();
	}

	static String json(Struct struct) {
		return JSON.writeValueAsString(node(struct));
	}

	private static Value value(JsonNode node) {
		Value.Builder value = Value.newBuilder();
		switch (node.getNodeType()) {
			case OBJECT -> {
				Struct.Builder struct = value.getStructValueBuilder();
				node.properties().forEach((field) -> struct.putFields(field.getKey(), value(field.getValue())));
			}
			case ARRAY -> {
				ListValue.Builder list = value.getListValueBuilder();
				node.forEach((element) -> list.addValues(value(element)));
			}
			case NUMBER -> {
				long whole = node.isIntegralNumber() ? node.longValue() : 0;
				if (whole < -LARGEST_WHOLE || whole > LARGEST_WHOLE) {
					value.setStringValue(node.asString());
				}
				else {
					value.setNumberValue(node.doubleValue());
				}
			}
			case BOOLEAN -> value.setBoolValue(node.booleanValue());
			case STRING -> value.setStringValue(node.stringValue());
			default -> value.setNullValue(NullValue.NULL_VALUE);
		}
		return value.build();
	}

	private static ObjectNode node(Struct struct) {
		ObjectNode object = JsonNodeFactory.instance.objectNode();
		for (Map.Entry<String, Value> field : struct.getFieldsMap().entrySet()) {
			object.set(field.getKey(), node(field.getValue()));
		}
		return object;
	}

	private static JsonNode node(Value value) {
		JsonNodeFactory nodes = JsonNodeFactory.instance;
		return switch (value.getKindCase()) {
			case STRUCT_VALUE -> node(value.getStructValue());
			case LIST_VALUE -> {
				ArrayNode list = nodes.arrayNode();
				value.getListValue().getValuesList().forEach((element) -> list.add(node(element)));
				yield list;
			}
			case NUMBER_VALUE -> number(value.getNumberValue());
			case BOOL_VALUE -> nodes.booleanNode(value.getBoolValue());
			case STRING_VALUE -> nodes.stringNode(value.getStringValue());
			case NULL_VALUE, KIND_NOT_SET -> nodes.nullNode();
		};
	}

	/** Whole numbers without a point; −0 keeps its sign. */
	private static JsonNode number(double number) {
		boolean whole = Math.abs(number) <= LARGEST_WHOLE
				&& Double.doubleToRawLongBits((long) number) == Double.doubleToRawLongBits(number);
		return whole ? JsonNodeFactory.instance.numberNode((long) number) : JsonNodeFactory.instance.numberNode(number);
	}

}
