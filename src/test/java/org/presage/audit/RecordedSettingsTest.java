/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.control.ControlSettings;
import org.presage.control.KpiLimit;
import org.presage.control.Objective;
import org.presage.control.SearchSettings;
import org.presage.control.SlicePolicy;
import org.presage.planner.ActionSpace;
import org.presage.planner.CemSettings;
import org.presage.planner.GridSettings;
import org.presage.planner.MppiSettings;
import org.presage.planner.OptimizerSettings;
import org.presage.planner.PatternSettings;
import org.presage.planner.RandomSettings;
import org.presage.planner.SurrogateSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RecordedSettingsTest {

	static List<OptimizerSettings> optimizers() {
		return List.of(CemSettings.efficient(Long.MIN_VALUE + 1), MppiSettings.standard(8, 2, 7),
				new RandomSettings(9, 4, 11), new GridSettings(12, 5), PatternSettings.efficient(13),
				SurrogateSettings.quick(17));
	}

	@ParameterizedTest
	@MethodSource("optimizers")
	void everySearchSurvives(OptimizerSettings optimizer) {
		ControlSettings settings = ControlSettings.defaults()
			.withSearch(new SearchSettings(optimizer, 2, 5, 3))
			.withObjective(new Objective(Map.of("SINR", Math.nextUp(0.1), "Delay", Double.NaN),
					Map.of("Delay", -1e-300), 0.3, 5, List.of(new KpiLimit("Delay", null, 90.0, 0.05)), 7, 1.0 / 3))
			.withSlices(false, Map.of("1-000001",
					new SlicePolicy(new ActionSpace(2, 30, 4), List.of(new KpiLimit("SINR", -3.0, null, 0)))));
		assertThat(RecordedSettings.read(RecordedSettings.json(settings))).isEqualTo(settings);
	}

	@Test
	void settingsOfAnotherVersionAreNotGuessed() {
		String json = RecordedSettings.json(ControlSettings.defaults());
		assertThatThrownBy(() -> RecordedSettings.read(json.replace("\"risk\"", "\"hazard\"")))
			.isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("settings: expected those of this version of presage")
			.message()
			.hasLineCount(1);
		assertThatThrownBy(() -> RecordedSettings.read(json.replace("\"pattern\"", "\"annealing\"")))
			.isInstanceOf(InvalidInputException.class);
	}

}
