/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.std.StdSerializer;

/** Values that are JSON on the wire, which is their JSON form too. */
final class WireForm {

	private WireForm() {
	}

	static final class Writer<T> extends StdSerializer<T> {

		private final Function<T, byte[]> encode;

		Writer(Class<T> java, Function<T, byte[]> encode) {
			super(java);
			this.encode = encode;
		}

		@Override
		public void serialize(T value, JsonGenerator out, SerializationContext context) {
			out.writeTree(JsonMapper.shared().readTree(this.encode.apply(value)));
		}

	}

	static final class Reader<T> extends StdDeserializer<T> {

		private final Function<byte[], T> decode;

		Reader(Class<T> java, Function<byte[], T> decode) {
			super(java);
			this.decode = decode;
		}

		@Override
		public T deserialize(JsonParser in, DeserializationContext context) {
			try {
				return this.decode.apply(context.readTree(in).toString().getBytes(StandardCharsets.UTF_8));
			}
			catch (IllegalArgumentException ex) {
				return context.reportInputMismatch(this, "%s", ex.getMessage());
			}
		}

	}

}
