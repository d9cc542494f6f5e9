/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import java.util.function.Function;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.WritableTypeId;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.std.StdSerializer;

/** Values whose JSON is a text. */
final class TextForm {

	private TextForm() {
	}

	static final class Writer<T> extends StdSerializer<T> {

		Writer(Class<T> java) {
			super(java);
		}

		@Override
		public void serialize(T value, JsonGenerator out, SerializationContext context) {
			out.writeString(value.toString());
		}

		/** Where the text is all that an alternative of a choice is. */
		@Override
		public void serializeWithType(T value, JsonGenerator out, SerializationContext context, TypeSerializer type) {
			WritableTypeId id = type.writeTypePrefix(out, context, type.typeId(value, JsonToken.VALUE_STRING));
			serialize(value, out, context);
			type.writeTypeSuffix(out, context, id);
		}

	}

	static final class Reader<T> extends StdDeserializer<T> {

		private final Function<String, T> parse;

		Reader(Class<T> java, Function<String, T> parse) {
			super(java);
			this.parse = parse;
		}

		@Override
		@SuppressWarnings("unchecked")
		public T deserialize(JsonParser in, DeserializationContext context) {
			String text = in.getValueAsString();
			if (text == null) {
				return (T) context.handleUnexpectedToken(context.constructType(handledType()), in);
			}
			try {
				return this.parse.apply(text);
			}
			catch (IllegalArgumentException ex) {
				return context.reportInputMismatch(this, "%s", ex.getMessage());
			}
		}

	}

}
