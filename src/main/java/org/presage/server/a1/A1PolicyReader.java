/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonValue;
import org.presage.base.NameText;
import org.presage.control.KpiLimit;
import org.presage.kpi.CellId;

/** Makes policies of what was sent, and refuses what is none. */
public final class A1PolicyReader {

	/** Largest policy in octets. */
	public static final int MOST_OCTETS = 1 << 16;

	private static final int MOST_ID = 128;

	private static final double EPSILON = 0.05;

	private A1PolicyReader() {
	}

	/**
	 * Reads JSON.
	 * @param octets UTF-8
	 * @throws PolicyRefused if it is none, or too large
	 */
	public static JsonNode parse(byte[] octets) {
		requireSize(octets.length);
		try {
			JsonValue read = JsonValue.read("$", octets, MOST_OCTETS);
			if (read.node() == null) {
				throw read.wrong("JSON");
			}
			return read.node();
		}
		catch (InvalidInputException ex) {
			throw new PolicyRefused(PolicyRefused.Reason.MALFORMED, ex.field(), ex.expected(), ex.found());
		}
	}

	/**
	 * @throws PolicyRefused if it is more than a policy may have
	 */
	static void requireSize(long octets) {
		if (octets > MOST_OCTETS) {
			throw new PolicyRefused(PolicyRefused.Reason.SIZE, "$", "at most " + MOST_OCTETS + " octets", octets);
		}
	}

	/**
	 * @throws PolicyRefused if the text cannot be a policy's id
	 */
	static void requireId(String id) {
		InvalidInputException problem = NameText.problem("policy_instance_id", id, MOST_ID);
		if (problem != null) {
			throw new PolicyRefused(PolicyRefused.Reason.ID, problem.field(), problem.expected(), problem.found());
		}
		if (id.equals(".") || id.equals("..")) {
			// No client could ask for it by a path again (RFC 3986 section 5.2.4).
			throw new PolicyRefused(PolicyRefused.Reason.ID, "policy_instance_id", "neither . nor ..", id);
		}
	}

	/**
	 * Reads a policy; whether it can be met is not looked at.
	 * @param payload as it came
	 * @throws PolicyRefused if it is none
	 */
	public static A1Policy read(String id, PolicySource source, long receivedMs, JsonNode payload) {
		requireId(id);
		requireFinite("$", payload);
		PolicyType.check(payload);
		return new A1Policy(id, source, receivedMs, scope(payload.path("scope")),
				validity(payload.path("validity"), source, receivedMs), statements(payload), payload);
	}

	/** YAML can say what JSON cannot, and a number can be larger than any. */
	private static void requireFinite(String path, JsonNode value) {
		if (value.isNumber() && !Double.isFinite(value.doubleValue())) {
			throw new PolicyRefused(PolicyRefused.Reason.SCHEMA, path, "a finite number", value);
		}
		value.properties().forEach((field) -> requireFinite(path + '.' + field.getKey(), field.getValue()));
		for (int i = 0; value.isArray() && i < value.size(); i++) {
			requireFinite(path + '[' + i + ']', value.get(i));
		}
	}

	private static Scope scope(JsonNode scope) {
		List<CellId> cells = new ArrayList<>();
		scope.path("cells")
			.forEach((cell) -> cells.add(new CellId(cell.path("node").asString(), cell.path("cell").asString())));
		List<String> slices = new ArrayList<>();
		scope.path("slices").forEach((slice) -> slices.add(slice.asString()));
		return new Scope(cells, slices);
	}

	private static Validity validity(JsonNode validity, PolicySource source, long receivedMs) {
		Long from = time(validity, "from");
		Long until = time(validity, "until");
		if (validity.has("duration_s")) {
			if (from == null && source == PolicySource.FILE) {
				throw new PolicyRefused(PolicyRefused.Reason.MEANING, "$.validity.from",
						"a time beside a duration, because nobody has received a file", "nothing");
			}
			until = ((from != null) ? from : receivedMs) + 1000 * validity.path("duration_s").asLong();
		}
		if (from != null && until != null && until <= from) {
			throw new PolicyRefused(PolicyRefused.Reason.MEANING, "$.validity.until",
					"a time after from, " + Instant.ofEpochMilli(from), Instant.ofEpochMilli(until));
		}
		long begin = (from == null && validity.has("duration_s")) ? receivedMs : Long.MIN_VALUE;
		return new Validity((from != null) ? from : begin, (until != null) ? until : Long.MAX_VALUE);
	}

	private static @Nullable Long time(JsonNode validity, String name) {
		if (!validity.has(name)) {
			return null;
		}
		String text = validity.path(name).asString();
		try {
			return OffsetDateTime.parse(text).toInstant().toEpochMilli();
		}
		catch (DateTimeException | ArithmeticException ex) {
			throw new PolicyRefused(PolicyRefused.Reason.SCHEMA, "$.validity." + name,
					"a time with its zone, as 2027-01-15T22:00:00Z", '"' + text + '"');
		}
	}

	private static SortedMap<String, Object> statements(JsonNode payload) {
		SortedMap<String, Object> said = new TreeMap<>();
		payload.path("prbs")
			.properties()
			.forEach((bound) -> said.put(A1Policy.PRBS + bound.getKey(), whole(bound.getValue())));
		payload.path("reward_weights")
			.properties()
			.forEach((weight) -> said.put(A1Policy.WEIGHT + weight.getKey(), weight.getValue().doubleValue()));
		JsonNode limits = payload.path("sla_limits");
		for (int i = 0; i < limits.size(); i++) {
			KpiLimit limit = limit("$.sla_limits[" + i + ']', limits.get(i));
			if (said.put(A1Policy.LIMIT + limit.kpi(), limit) != null) {
				throw new PolicyRefused(PolicyRefused.Reason.MEANING, "$.sla_limits[" + i + "].kpi", "each KPI once",
						limit.kpi() + " twice");
			}
		}
		if (payload.has(A1Policy.RISK)) {
			said.put(A1Policy.RISK, payload.path(A1Policy.RISK).doubleValue());
		}
		if (payload.has(A1Policy.BUDGET)) {
			said.put(A1Policy.BUDGET, whole(payload.path(A1Policy.BUDGET)));
		}
		if (payload.has(A1Policy.MODE)) {
			said.put(A1Policy.MODE,
					A1Policy.Mode.valueOf(payload.path(A1Policy.MODE).asString().toUpperCase(Locale.ROOT)));
		}
		return said;
	}

	/** For the schema 20.0 is a whole number too. */
	private static Integer whole(JsonNode number) {
		return (int) number.doubleValue();
	}

	private static KpiLimit limit(String path, JsonNode limit) {
		Double min = limit.has("min") ? limit.path("min").doubleValue() : null;
		Double max = limit.has("max") ? limit.path("max").doubleValue() : null;
		if (min != null && max != null && min > max) {
			throw new PolicyRefused(PolicyRefused.Reason.MEANING, path + ".min", "at most max, " + max, min);
		}
		return new KpiLimit(limit.path("kpi").asString(), min, max,
				limit.has("epsilon") ? limit.path("epsilon").doubleValue() : EPSILON);
	}

}
