/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import org.junit.jupiter.api.Test;

import org.presage.api.v1.ControlEffect;
import org.presage.api.v1.DecisionOutcome;
import org.presage.api.v1.PlanOrigin;
import org.presage.control.ControlStage;
import org.presage.control.Outcome;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WireEnumsTest {

	@Test
	void namesLosePrefix() {
		assertThat(WireEnums.name(DecisionOutcome.DECISION_OUTCOME_WARMING_UP)).isEqualTo("WARMING_UP");
		assertThat(WireEnums.name(ControlEffect.Status.STATUS_NO_EFFECT)).isEqualTo("NO_EFFECT");
		assertThat(WireEnums.name(PlanOrigin.PLAN_ORIGIN_UNSPECIFIED)).isEqualTo("UNSPECIFIED");
		assertThat(WireEnums.name(PlanOrigin.UNRECOGNIZED)).isEqualTo("UNRECOGNIZED");
	}

	@Test
	void everyOutcomeAndStatusHasItsValueInTheApi() {
		assertThat(WireEnums.byDomain(Outcome.class, DecisionOutcome.class)).containsOnlyKeys(Outcome.values())
			.allSatisfy((domain, wire) -> assertThat(WireEnums.name(wire)).isEqualTo(domain.name()));
		assertThat(WireEnums.byDomain(ControlStage.class, ControlEffect.Status.class))
			.containsOnlyKeys(ControlStage.values());
	}

	@Test
	void rejectsEnumsWithDifferentValues() {
		assertThatThrownBy(() -> WireEnums.byDomain(Outcome.class, PlanOrigin.class)).hasMessageContaining("DECIDED");
		assertThatThrownBy(() -> WireEnums.byDomain(More.class, PlanOrigin.class)).hasMessageContaining("LATER");
	}

	private enum More {

		DECIDED, PLANNED_NOW, LATER

	}

}
