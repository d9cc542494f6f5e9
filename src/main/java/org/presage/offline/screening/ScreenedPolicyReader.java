/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;

import org.presage.base.InvalidInputException;
import org.presage.base.YamlFile;
import org.presage.control.ControlSettings;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/** Reads policy files; docs/screening.md says what may stand in them. */
public final class ScreenedPolicyReader {

	private final WorldModel judge;

	private final ControlSettings settings;

	private final Function<String, Path> models;

	/**
	 * @param judge the model that the policies are screened with; it bounds their PRBs
	 * @param settings of planner policies
	 * @param models finds the package that a planner policy names
	 */
	public ScreenedPolicyReader(WorldModel judge, ControlSettings settings, Function<String, Path> models) {
		this.judge = judge;
		this.settings = settings;
		this.models = models;
	}

	/**
	 * Reads a policy file.
	 * @throws InvalidInputException naming file, field, expected and found
	 */
	public static String text(Path file) {
		return YamlFile.text("policy " + file, file, YamlFile.MOST_OCTETS);
	}

	/**
	 * Reads a policy, to be closed by the caller.
	 * @param file says in messages where the text came from; its name without directory
	 * and ending is the policy's unless the text has another
	 * @throws InvalidInputException naming file, field, expected and found
	 */
	public ScreenedPolicy read(String file, String text) {
		JsonNode root = YamlFile.tree("policy " + file, text);
		PolicyFields fields = new PolicyFields(file, "", root, this.judge.manifest());
		String kind = fields.text("kind", "constant, schedule, rule or planner");
		String name = fields.has("name") ? fields.text("name", "a name") : stem(file);
		if (name.isBlank() || name.equals(HoldLast.NAME)) {
			throw fields.error("name", "a name other than the built-in " + HoldLast.NAME, '"' + name + '"');
		}
		return switch (kind) {
			case "constant" -> {
				fields.only("name", "kind", "prbs");
				yield new CyclePolicy(name, new int[] { fields.prbs("prbs") });
			}
			case "schedule" -> {
				fields.only("name", "kind", "prbs");
				yield new CyclePolicy(name, schedule(fields));
			}
			case "rule" -> {
				fields.only("name", "kind", "rules", "otherwise");
				yield new RulePolicy(name, rules(fields), fields.allocation("otherwise", fields.min(), fields.max()));
			}
			case "planner" -> {
				fields.only("name", "kind", "model", "weights");
				yield planner(name, fields);
			}
			default -> throw fields.error("kind", "constant, schedule, rule or planner", '"' + kind + '"');
		};
	}

	private static String stem(String file) {
		String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
		int dot = name.lastIndexOf('.');
		return (dot > 0) ? name.substring(0, dot) : name;
	}

	private static int[] schedule(PolicyFields fields) {
		List<JsonNode> entries = fields.list("prbs", "a list of PRBs");
		int[] prbs = new int[entries.size()];
		for (int i = 0; i < prbs.length; i++) {
			prbs[i] = fields.prbs("prbs[" + i + "]", entries.get(i));
		}
		return prbs;
	}

	private static List<RulePolicy.Rule> rules(PolicyFields fields) {
		List<RulePolicy.Rule> rules = new ArrayList<>();
		for (JsonNode entry : fields.list("rules", "a list of rules")) {
			PolicyFields rule = fields.inside("rules[" + rules.size() + "].", entry);
			rule.only("when", "prbs", "min", "max");
			int min = rule.has("min") ? rule.prbs("min") : rule.min();
			int max = rule.has("max") ? rule.prbs("max") : rule.max();
			if (min > max) {
				throw rule.error("min", "at most max = " + max, min);
			}
			rules.add(new RulePolicy.Rule(rule.condition("when"), rule.allocation("prbs", min, max)));
		}
		return List.copyOf(rules);
	}

	private ScreenedPolicy planner(String name, PolicyFields fields) {
		Map<String, Double> weights = new LinkedHashMap<>(this.settings.objective().weights());
		weights.putAll(fields.weights("weights"));
		ControlSettings own = this.settings.withObjective(this.settings.objective().withWeights(weights));
		if (!fields.has("model")) {
			return new PlannerPolicy(name, this.judge, false, own);
		}
		String file = fields.text("model", "a model package");
		OnnxWorldModel other = OnnxWorldModel.load(ModelPackage.read(this.models.apply(file)));
		try {
			ModelManifest manifest = this.judge.manifest();
			manifest.schema().requireSameFrames(other.manifest().schema());
			return new PlannerPolicy(name, other, true, own);
		}
		catch (RuntimeException ex) {
			other.close();
			throw fields.error("model", "a model of the same frames", file + ": " + ex.getMessage());
		}
	}

}
