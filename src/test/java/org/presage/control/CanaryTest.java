/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.kpi.CellId;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A second model plans for a share of the cells, and leaves or takes over. */
class CanaryTest extends LoopFixture {

	private static final int CELLS = 40;

	private final List<CellId> cells = new ArrayList<>();

	CanaryTest() {
		super(ControlSettings.defaults());
		for (int i = 0; i < CELLS; i++) {
			this.cells.add(new CellId("gnb-1", "cell-" + i));
		}
	}

	/** One report of each cell; returns those that a model planned. */
	private Set<CellId> interval(String version) {
		this.clock.advanceMillis(100);
		this.decisions.clear();
		this.cells.forEach((cell) -> offer(cell, 10, 3000, 20, 15));
		for (int i = 0; this.decisions.size() < this.cells.size() && i < this.cells.size(); i++) {
			work();
		}
		assertThat(this.decisions).hasSameSizeAs(this.cells);
		return this.decisions.stream()
			.filter((decision) -> decision.modelVersion().equals(version))
			.map((decision) -> decision.frame().cell())
			.collect(Collectors.toSet());
	}

	private void allPlanned() {
		assertThat(this.decisions).allSatisfy((decision) -> assertThat(decision.outcome()).isEqualTo(Outcome.PLANNED));
	}

	private void warm() {
		serve();
		for (int i = 0; i < TestModels.WINDOW; i++) {
			interval("a");
		}
		allPlanned();
	}

	private void tryOut(String version, double share) {
		this.registry.tryOut(OnnxWorldModel.load(TestModels.random(version, 2)), share);
	}

	@Test
	void plansForItsCellsAtOnceAndForNoOthers() {
		warm();
		tryOut("b", 0.3);
		Set<CellId> its = interval("b");
		allPlanned();
		assertThat(its).hasSizeBetween(4, 22)
			.isEqualTo(this.cells.stream()
				.filter((cell) -> ModelRegistry.position("b", cell) < 0.3)
				.collect(Collectors.toSet()));
		assertThat(interval("a")).hasSize(CELLS - its.size());
		this.registry.share(0.7);
		assertThat(interval("b")).containsAll(its).hasSizeGreaterThan(its.size());
		allPlanned();
	}

	@Test
	void isTakenBackWithinOneReport() {
		warm();
		tryOut("b", 1);
		assertThat(interval("b")).hasSize(CELLS);
		this.registry.endCanary();
		assertThat(interval("a")).hasSize(CELLS);
		allPlanned();
		tryOut("c", 0.5);
		assertThat(interval("c")).isNotEmpty();
	}

	/** Its cells do not notice: what they have learnt of it stays. */
	@Test
	void servesAllWhenItIsPromoted() throws Exception {
		warm();
		tryOut("b", 0.3);
		CellId known = interval("b").iterator().next();
		interval("b");
		double surprise = surprise(known);
		assertThat(surprise).isNotNaN();
		this.registry.promote();
		assertThat(this.registry.canary()).isNull();
		work();
		assertThat(surprise(known)).isEqualTo(surprise);
		assertThat(interval("b")).hasSize(CELLS);
		allPlanned();
		assertThat(this.registry.swaps()).isEqualTo(1);
	}

	private double surprise(CellId cell) throws Exception {
		var asked = this.loop.ask(cell);
		work();
		return asked.get(10, TimeUnit.SECONDS).orElseThrow().status().surprise();
	}

	@Test
	void otherCellsArePlannedWhenItFails() {
		warm();
		this.registry.tryOut(OnnxWorldModel.load(TestModels.diverged("b")), 0.3);
		Set<CellId> its = interval("b");
		assertThat(its).isNotEmpty();
		assertThat(this.decisions).allSatisfy((decision) -> assertThat(decision.outcome())
			.isEqualTo(its.contains(decision.frame().cell()) ? Outcome.MODEL_FAILED : Outcome.PLANNED));
	}

	@Test
	void anotherModelThatIsToServeEndsIt() {
		warm();
		tryOut("b", 1);
		interval("b");
		this.registry.serve(OnnxWorldModel.load(TestModels.random("c", 3)));
		assertThat(interval("c")).hasSize(CELLS);
	}

	@Test
	void slicesOfACellHaveOneModel() {
		this.cells.clear();
		for (int i = 0; i < CELLS; i++) {
			this.cells.add(new CellId("gnb-1", "cell-" + i, "01"));
			this.cells.add(new CellId("gnb-1", "cell-" + i, "02"));
		}
		warm();
		tryOut("b", 0.4);
		Set<CellId> its = interval("b");
		assertThat(its).isNotEmpty().hasSizeLessThan(2 * CELLS);
		assertThat(its).allSatisfy((slice) -> assertThat(its).contains(new CellId("gnb-1", slice.cell(), "01"),
				new CellId("gnb-1", slice.cell(), "02")));
	}

	@Test
	void anotherNameAndAModelBesideItAreRequired() {
		assertThatThrownBy(() -> tryOut("b", 0.3)).isInstanceOf(ModelException.class)
			.hasMessageContaining("expected a model that serves");
		serve();
		assertThatThrownBy(() -> tryOut("a", 0.3)).isInstanceOf(ModelException.class)
			.hasMessageContaining("version: expected another one");
		tryOut("b", 0.3);
		assertThatThrownBy(() -> tryOut("c", 0.3)).isInstanceOf(ModelException.class)
			.hasMessageContaining("found a canary");
	}

	/**
	 * Each model has cells of its own, so that the first ones are not always the same.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "m", "m-learnt-1", "m-learnt-2" })
	void positionsAreUniform(String version) {
		int[] tenths = new int[10];
		for (int node = 0; node < 100; node++) {
			for (int cell = 0; cell < 100; cell++) {
				tenths[(int) (10 * ModelRegistry.position(version, new CellId("gnb-" + node, "cell-" + cell)))]++;
			}
		}
		assertThat(tenths).satisfies((counts) -> {
			for (int count : counts) {
				assertThat(count).isBetween(850, 1150);
			}
		});
	}

}
