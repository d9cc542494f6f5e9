/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;
import org.presage.base.SettingNames;
import org.presage.kpi.CellId;
import org.presage.planner.RandomSettings;
import org.presage.testing.Allocations;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ProposalSpec;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Searches begin with what the model proposes. */
class ProposalLoopTest extends LoopFixture implements DecisionRecorder {

	private static final int PLANS = 3;

	/** One call: what is first is all. */
	private static final ControlSettings SETTINGS = ControlSettings.defaults()
		.withSearch(new SearchSettings(new RandomSettings(6, 1, 7), 64, 0, 2));

	private final ModelPackage model = TestModels.proposing(TestModels.random("a", 1), PLANS, 5);

	private final List<PlanInputs> inputs = new ArrayList<>();

	ProposalLoopTest() {
		super(SETTINGS);
		use(SETTINGS);
	}

	private void use(ControlSettings settings) {
		this.loop.close();
		this.loop = loop(settings, new LoopResources(10, this, DecisionTracer.NONE, () -> Intents.NONE));
	}

	@Override
	public boolean wantsInputs() {
		return true;
	}

	@Override
	public void decided(Decision decision, @Nullable PlanInputs made, int slice) {
		if (made != null) {
			this.inputs.add(made);
		}
	}

	/** Each as {@code cell} or {@code cell/slice}, with KPIs of its own. */
	private List<Decision> interval(String... cells) {
		this.clock.advanceMillis(100);
		this.decisions.clear();
		this.inputs.clear();
		float sinr = 5;
		for (String cell : cells) {
			String[] names = cell.split("/");
			sinr += 5;
			offer(new CellId("node", names[0], (names.length > 1) ? names[1] : ""), sinr, 1000, 20, 30);
		}
		work();
		return List.copyOf(this.decisions);
	}

	private List<Decision> planned(ModelPackage serving, String... cells) {
		this.registry.serve(OnnxWorldModel.load(serving));
		List<Decision> last = List.of();
		for (int i = 0; i < TestModels.WINDOW + 2; i++) {
			last = interval(cells);
		}
		assertThat(last).hasSize(cells.length).allMatch((decision) -> decision.outcome() == Outcome.PLANNED);
		return last;
	}

	private static Decision.PlanForecast forecast(Decision decision) {
		return Objects.requireNonNull(decision.forecast());
	}

	/** A replay fills the call with the same cell: each has got its own proposals. */
	@ParameterizedTest
	@ValueSource(strings = { "a", "a,b", "a/1,a/2" })
	void decisionIsMadeAgainBitForBit(String cells) {
		List<Decision> last = planned(this.model, cells.split(","));
		for (int i = 0; i < last.size(); i++) {
			PlanInputs from = this.inputs.get(i);
			assertThat(from.graphs()).containsKey("propose.onnx");
			assertThat(from.callWindows()).as("planned in one call").isEqualTo(last.size());
			Decision.PlanForecast made = forecast(last.get(i));
			try (OnnxWorldModel loaded = OnnxWorldModel.load(this.model)) {
				int slice = from.slices().indexOf(last.get(i).frame().cell().slice());
				Decision.PlanForecast again = Replay.plan(loaded, SETTINGS, from, slice, this.clock);
				assertThat(again.actions()).isEqualTo(made.actions());
				assertThat(again.score()).isEqualTo(made.score());
				assertThat(again.terms()).isEqualTo(made.terms());
			}
		}
	}

	/** Where proposals are off, or there are none, all is as before. */
	@Test
	void settingTurnsProposalsOff() {
		double with = forecast(planned(this.model, "a").getFirst()).score();
		ControlSettings off = SETTINGS.withSearch(SETTINGS.search().withProposals(false));
		try (OnnxWorldModel loaded = OnnxWorldModel.load(this.model);
				OnnxWorldModel plain = OnnxWorldModel.load(TestModels.random("a", 1))) {
			PlanInputs from = this.inputs.getLast();
			Decision.PlanForecast without = Replay.plan(loaded, off, from, 0, this.clock);
			assertThat(without.score()).isEqualTo(Replay.plan(plain, SETTINGS, from, 0, this.clock).score());
			assertThat(without.score()).isNotEqualTo(with);
		}
	}

	@Test
	void otherLayoutIsRefusedBeforeItServes() {
		ProposalSpec spec = new ProposalSpec(2, 25, PLANS, 1, 1);
		ModelPackage later = this.model.withProposals(spec, this.model.propose());
		try (OnnxWorldModel loaded = OnnxWorldModel.load(later)) {
			assertThatThrownBy(() -> ModelTrial.run(loaded, SETTINGS, SettingNames.PLAIN, this.clock))
				.isInstanceOf(ModelException.class)
				.hasMessageContaining("proposals.layout: expected layout 1")
				.cause()
				.isInstanceOf(InvalidInputException.class);
			ModelTrial.run(loaded, SETTINGS.withSearch(SETTINGS.search().withProposals(false)), SettingNames.PLAIN,
					this.clock);
		}
	}

	@Test
	void timeOfProposingIsMeasured() {
		planned(this.model, "a");
		assertThat(this.meters.get("wm.inference.latency").tag("graph", "propose").timer().count()).isPositive();
	}

	/**
	 * ONNX Runtime's wrapper of one more call is alike for any number of proposals; what
	 * they are written into is not allocated again.
	 */
	@Test
	void proposingAllocatesNothingPerPlan() {
		planned(TestModels.proposing(TestModels.random("a", 1), 1, 5), "a");
		long one = bytes();
		this.registry.serve(OnnxWorldModel.load(TestModels.proposing(TestModels.random("a", 1), 64, 5)));
		interval("a");
		long most = bytes();
		this.registry.serve(OnnxWorldModel.load(TestModels.random("a", 1)));
		interval("a");
		long none = bytes();
		assertThat(most - one).as("64 plans of 3 steps are 768 bytes").isLessThan(200);
		assertThat(one - none).as("the wrapper").isLessThan(1000);
	}

	private long bytes() {
		for (int i = 0; i < 200; i++) {
			interval("a");
		}
		long before = Allocations.ofThisThread();
		for (int i = 0; i < 200; i++) {
			interval("a");
		}
		return (Allocations.ofThisThread() - before) / 200;
	}

}
