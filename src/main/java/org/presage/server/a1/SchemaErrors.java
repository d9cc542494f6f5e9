/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import tools.jackson.databind.JsonNode;

import org.presage.base.JsonValue;

/** Says of what the schema does not allow: where, what was expected, what was found. */
final class SchemaErrors {

	/** Of these the branches are no errors of their own. */
	private static final Set<String> BRANCHES = Set.of("oneOf", "anyOf", "not");

	private SchemaErrors() {
	}

	/** The one that stands furthest out. */
	static PolicyRefused first(List<Error> errors, JsonNode policy) {
		Error first = errors.stream()
			.filter((error) -> !inBranch(error))
			.min(Comparator.comparingInt((error) -> error.getInstanceLocation().getNameCount()))
			.orElse(errors.getFirst());
		String path = path(first.getInstanceLocation());
		if (inBranch(first)) {
			return new PolicyRefused(PolicyRefused.Reason.SCHEMA, path, "at least one of " + missing(errors, first),
					JsonValue.shown(first.getInstanceNode()));
		}
		String property = first.getProperty();
		JsonNode found = first.getInstanceNode();
		return switch (first.getKeyword()) {
			case "required" ->
				new PolicyRefused(PolicyRefused.Reason.SCHEMA, path + '.' + property, "a value", "nothing");
			case "additionalProperties" -> new PolicyRefused(PolicyRefused.Reason.SCHEMA, path + '.' + property,
					"a field of the policy type", JsonValue.shown(found.get(property)));
			default -> new PolicyRefused(PolicyRefused.Reason.SCHEMA, path,
					expected(first.getKeyword(), first.getSchemaNode(), first), JsonValue.shown(found));
		};
	}

	/**
	 * What the branches of an anyOf want, of which the validator says nothing as a whole.
	 */
	private static String missing(List<Error> errors, Error first) {
		return errors.stream()
			.filter((error) -> error.getInstanceLocation().equals(first.getInstanceLocation()))
			.map(Error::getProperty)
			.distinct()
			.collect(Collectors.joining(", "));
	}

	private static boolean inBranch(Error error) {
		NodePath path = error.getEvaluationPath();
		for (int i = 0; i < path.getNameCount() - 1; i++) {
			if (BRANCHES.contains(path.getName(i))) {
				return true;
			}
		}
		return false;
	}

	private static String expected(String keyword, JsonNode rule, Error error) {
		return switch (keyword) {
			case "type" -> "of type " + rule.asString();
			case "const" -> rule.toString();
			case "enum" -> "one of " + rule;
			case "minimum" -> rule + " or more";
			case "maximum" -> "at most " + rule;
			case "exclusiveMaximum" -> "below " + rule;
			case "pattern" -> "a text like " + rule.asString();
			case "minItems", "minProperties" -> "at least " + rule + " inside";
			case "maxItems", "maxProperties" -> "at most " + rule + " inside";
			case "uniqueItems" -> "nothing twice";
			case "minLength" -> "at least " + rule + " characters";
			case "maxLength" -> "at most " + rule + " characters";
			case "oneOf" -> "exactly one of " + required(rule);
			case "not" -> "not both of " + required(rule);
			case "dependencies" -> rule + " beside it";
			default -> error.getMessage();
		};
	}

	/** Names of the fields that branches want. */
	private static String required(JsonNode rule) {
		List<String> names = new ArrayList<>();
		rule.findValues("required").forEach((fields) -> fields.forEach((name) -> names.add(name.asString())));
		return String.join(", ", names);
	}

	/** As {@code $.sla_limits[0].kpi}. */
	private static String path(NodePath location) {
		StringBuilder path = new StringBuilder("$");
		for (int i = 0; i < location.getNameCount(); i++) {
			if (location.getElement(i) instanceof Integer index) {
				path.append('[').append(index).append(']');
			}
			else {
				path.append('.').append(location.getName(i));
			}
		}
		return path.toString();
	}

}
