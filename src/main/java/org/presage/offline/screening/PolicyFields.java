/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import org.presage.base.InvalidInputException;
import org.presage.worldmodel.ModelManifest;

/** The fields of one object in a policy file, each checked as it is read. */
final class PolicyFields {

	private final String file;

	private final String prefix;

	private final JsonNode node;

	private final ModelManifest manifest;

	/** {@code prefix} says in messages where the object stands. */
	PolicyFields(String file, String prefix, JsonNode node, ModelManifest manifest) {
		this.file = file;
		this.prefix = prefix;
		this.node = node;
		this.manifest = manifest;
		if (!node.isObject()) {
			throw new InvalidInputException(
					"policy " + file + ": " + (prefix.isEmpty() ? "text" : prefix.substring(0, prefix.length() - 1)),
					"fields and their values", found(node));
		}
	}

	PolicyFields inside(String where, JsonNode child) {
		return new PolicyFields(this.file, this.prefix + where, child, this.manifest);
	}

	InvalidInputException error(String field, String expected, Object found) {
		return new InvalidInputException("policy " + this.file + ": " + this.prefix + field, expected, found);
	}

	private static String found(JsonNode value) {
		return (value.isMissingNode() || value.isNull()) ? "nothing" : value.toString();
	}

	void only(String... names) {
		for (String name : this.node.propertyNames()) {
			if (!List.of(names).contains(name)) {
				throw error(name, "one of the fields " + List.of(names), "this one");
			}
		}
	}

	boolean has(String field) {
		return this.node.has(field);
	}

	private JsonNode get(String field) {
		JsonNode value = this.node.get(field);
		return (value != null) ? value : MissingNode.getInstance();
	}

	String text(String field, String expected) {
		JsonNode value = get(field);
		if (!value.isString()) {
			throw error(field, expected, found(value));
		}
		return value.stringValue();
	}

	List<JsonNode> list(String field, String expected) {
		JsonNode value = get(field);
		if (!value.isArray() || value.isEmpty()) {
			throw error(field, expected + ", not empty", found(value));
		}
		List<JsonNode> entries = new ArrayList<>();
		value.forEach(entries::add);
		return entries;
	}

	/** Fewest PRBs that the model was trained with. */
	int min() {
		return (int) Math.ceil(this.manifest.actionMin());
	}

	/** Most PRBs that the model was trained with. */
	int max() {
		return (int) Math.floor(this.manifest.actionMax());
	}

	int prbs(String field) {
		return prbs(field, get(field));
	}

	int prbs(String field, JsonNode value) {
		if (!value.isInt() || value.intValue() < min() || value.intValue() > max()) {
			throw error(field, min() + " to " + max() + " PRBs (whole ones, as the model was trained with)",
					found(value));
		}
		return value.intValue();
	}

	RuleCondition condition(String field) {
		return new RuleParser(this.manifest, this.file, this.prefix + field, text(field, "a condition")).condition();
	}

	/** PRBs as a number, {@code hold}, or an expression that is moved into the bounds. */
	Allocation allocation(String field, int lowest, int highest) {
		JsonNode value = get(field);
		if (value.isNumber()) {
			return new Allocation.Affine(prbs(field, value), 0, Allocation.Affine.NO_KPI, lowest, highest);
		}
		return new RuleParser(this.manifest, this.file, this.prefix + field,
				text(field, "PRBs, hold, or an expression such as 10 + 0.5 * KPI"))
			.allocation(lowest, highest);
	}

	/** Reward weights by KPI; empty without the field. */
	Map<String, Double> weights(String field) {
		Map<String, Double> weights = new LinkedHashMap<>();
		if (has(field)) {
			PolicyFields entries = inside(field + ".", get(field));
			for (String kpi : entries.node.propertyNames()) {
				JsonNode weight = entries.get(kpi);
				if (this.manifest.schema().indexOf(kpi) < 0) {
					throw entries.error(kpi,
							"one of the KPIs " + this.manifest.schema().kpis().stream().map((k) -> k.name()).toList(),
							"another name");
				}
				if (!weight.isNumber() || !Double.isFinite(weight.doubleValue())) {
					throw entries.error(kpi, "a finite number", found(weight));
				}
				weights.put(kpi, weight.doubleValue());
			}
		}
		return weights;
	}

}
