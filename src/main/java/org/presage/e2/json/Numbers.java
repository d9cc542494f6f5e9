/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

import org.presage.e2.sm.kpm.BinRanges;
import org.presage.e2.sm.kpm.MeasuredValue;

/**
 * Numbers that are whole or real on the wire: 5 or {"real": 5.0}; nothing measured is
 * null, a condition that does not hold {"notSatisfied": true}.
 */
final class Numbers {

	private static final String REAL = "real";

	private static final String NOT_SATISFIED = "notSatisfied";

	private Numbers() {
	}

	static void add(SimpleModule module) {
		module.addSerializer(MeasuredValue.class, new Writer<>(MeasuredValue.class));
		module.addDeserializer(MeasuredValue.class, new Reader<>(MeasuredValue.class, Numbers::measured));
		module.addSerializer(BinRanges.Edge.class, new Writer<>(BinRanges.Edge.class));
		module.addDeserializer(BinRanges.Edge.class, new Reader<>(BinRanges.Edge.class, Numbers::edge));
	}

	private static Optional<MeasuredValue> measured(JsonNode json) {
		if (json.isNull()) {
			return Optional.of(MeasuredValue.NO_VALUE);
		}
		if (json.isIntegralNumber() && json.canConvertToLong()) {
			return Optional.of(new MeasuredValue.Whole(json.longValue()));
		}
		if (json.has(NOT_SATISFIED)) {
			return Optional.of(MeasuredValue.NOT_SATISFIED);
		}
		return real(json).map(MeasuredValue.Real::new);
	}

	private static Optional<BinRanges.Edge> edge(JsonNode json) {
		if (json.isIntegralNumber() && json.canConvertToLong()) {
			return Optional.of(new BinRanges.Whole(json.longValue()));
		}
		return real(json).map(BinRanges.Real::new);
	}

	private static Optional<Double> real(JsonNode json) {
		JsonNode real = json.path(REAL);
		if (real.isNumber()) {
			return Optional.of(real.doubleValue());
		}
		return switch (real.isString() ? real.stringValue() : "") {
			case "NaN" -> Optional.of(Double.NaN);
			case "Infinity" -> Optional.of(Double.POSITIVE_INFINITY);
			case "-Infinity" -> Optional.of(Double.NEGATIVE_INFINITY);
			default -> Optional.empty();
		};
	}

	private static final class Writer<T> extends StdSerializer<T> {

		Writer(Class<T> java) {
			super(java);
		}

		@Override
		public void serialize(T value, JsonGenerator out, SerializationContext context) {
			switch (value) {
				case MeasuredValue.Whole whole -> out.writeNumber(whole.value());
				case BinRanges.Whole whole -> out.writeNumber(whole.value());
				case MeasuredValue.Real real -> real(out, real.value());
				case BinRanges.Real real -> real(out, real.value());
				case MeasuredValue.NotSatisfied not -> {
					out.writeStartObject();
					out.writeBooleanProperty(NOT_SATISFIED, true);
					out.writeEndObject();
				}
				default -> out.writeNull();
			}
		}

		private static void real(JsonGenerator out, double value) {
			out.writeStartObject();
			out.writeNumberProperty(REAL, value);
			out.writeEndObject();
		}

	}

	private static final class Reader<T> extends StdDeserializer<T> {

		private final Function<JsonNode, Optional<T>> read;

		Reader(Class<T> java, Function<JsonNode, Optional<T>> read) {
			super(java);
			this.read = read;
		}

		@Override
		public T deserialize(JsonParser in, DeserializationContext context) {
			JsonNode json = context.readTree(in);
			Optional<T> value = this.read.apply(json);
			return value.isPresent() ? value.get() : context.reportInputMismatch(this,
					"expected a whole number or {\"real\": number}, found %s", json);
		}

		@Override
		public @Nullable Object getNullValue(DeserializationContext context) {
			return this.read.apply(context.getNodeFactory().nullNode()).orElse(null);
		}

	}

}
