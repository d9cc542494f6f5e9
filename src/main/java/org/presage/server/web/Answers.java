/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.ArrayList;
import java.util.List;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** Answers in JSON. A number that is none is null in them: JSON has no NaN. */
final class Answers {

	static final JsonMapper JSON = JsonMapper.builder()
		.addModule(new SimpleModule().addSerializer(Double.class, new Finite<>(Double.class))
			.addSerializer(Double.TYPE, new Finite<>(Double.TYPE))
			.addSerializer(Float.class, new Finite<>(Float.class))
			.addSerializer(Float.TYPE, new Finite<>(Float.TYPE)))
		.build();

	private Answers() {
	}

	static ServerResponse json(Object body) {
		return json(HttpStatus.OK, body);
	}

	/**
	 * Refuses a query parameter that nothing reads: who misspells a condition would take
	 * all for what it selects.
	 * @throws ProblemException if there is another one
	 */
	static void requireParameters(ServerRequest request, String... known) {
		for (String name : request.params().keySet()) {
			if (!List.of(known).contains(name)) {
				throw ProblemException.field(HttpStatus.BAD_REQUEST, "query",
						(known.length == 0) ? "no parameter" : "one of " + String.join(", ", known), name);
			}
		}
	}

	static ServerResponse problem(ProblemException problem) {
		return json(problem.status(), problem.problem());
	}

	private static ServerResponse json(HttpStatus status, Object body) {
		return ServerResponse.status(status)
			.contentType(MediaType.APPLICATION_JSON)
			.header("Cache-Control", "no-store")
			.body(JSON.writeValueAsBytes(body));
	}

	/** Every {@code step}-th value from {@code first} on. */
	static List<Float> every(float[] values, int first, int step) {
		List<Float> list = new ArrayList<>();
		for (int i = first; i < values.length; i += step) {
			list.add(values[i]);
		}
		return list;
	}

	private static final class Finite<N extends Number> extends StdSerializer<N> {

		Finite(Class<N> type) {
			super(type);
		}

		@Override
		public void serialize(N value, JsonGenerator to, SerializationContext context) {
			if (!Double.isFinite(value.doubleValue())) {
				to.writeNull();
			}
			else if (value instanceof Float single) {
				to.writeNumber(single);
			}
			else {
				to.writeNumber(value.doubleValue());
			}
		}

	}

}
