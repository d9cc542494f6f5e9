/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.base.SettingNames;
import org.presage.control.metrics.Metric;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.testing.ManualClock;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;

/** One cell has one source and one kind of reports at a time. */
class CellHoldersTest implements DecisionSink {

	private final ManualClock clock = new ManualClock();

	private final ModelRegistry registry = new ModelRegistry();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ReportSource first = new ReportSource("stream 1");

	private final ReportSource second = new ReportSource("stream 2 of token gnb");

	private final List<Decision> decisions = new ArrayList<>();

	private final List<InvalidInputException> refusals = new ArrayList<>();

	private ControlLoop loop = loop(EvidenceSettings.DEFAULT);

	private ControlLoop loop(EvidenceSettings evidence) {
		return new ControlLoop(
				ControlSettings.defaults().withSearch(SearchSettings.DEFAULT.withBatch(1)).withEvidence(evidence),
				this.registry, TestModels.schema(), this.clock, new LoopMetrics(this.meters),
				new Surprise(this.meters));
	}

	@BeforeEach
	void serve() {
		this.registry.serve(OnnxWorldModel.load(TestModels.random("a", 1)));
	}

	@AfterEach
	void close() {
		this.loop.close();
		this.registry.close();
	}

	@Override
	public void decided(Decision decision) {
		this.decisions.add(decision);
	}

	@Override
	public void rejected(KpiFrame frame, InvalidInputException reason) {
		this.refusals.add(reason);
	}

	private void report(ReportSource source, String slice, long laterMs) throws InterruptedException {
		this.clock.advanceMillis(laterMs);
		this.loop.offer(new Arrival(
				new KpiFrame(new CellId("node", "cell", slice), 1, this.clock.epochMillis(),
						new float[] { 10, 1000, 20, 30 }),
				TestModels.schema(), this.clock.nanoTime(), ControlMode.ADVISORY, this, source));
		this.loop.doWork(0);
	}

	private double counted(String conflict) {
		return Metric.REPORT_CONFLICTS.counter(this.meters, conflict).count();
	}

	@Test
	void rejectsSecondSourceOfCellWithNameOfFirst() throws InterruptedException {
		for (int i = 0; i < 20; i++) {
			report(this.first, "", 99);
			report(this.second, "", 1);
		}
		assertThat(this.decisions).hasSize(20);
		assertThat(this.decisions.getLast().outcome()).isEqualTo(Outcome.PLANNED);
		assertThat(this.refusals).hasSize(20)
			.allSatisfy((refusal) -> assertThat(refusal)
				.hasMessage("cell: expected reports of one source, now stream 1, until it has been silent for 2000 ms, "
						+ "found a report of stream 2 of token gnb"));
		assertThat(counted("source")).isEqualTo(20);
		assertThat(this.meters.counter(Metric.FRAMES.id(), "result", "rejected").count()).isEqualTo(20);
	}

	@Test
	void rejectsSlicesOfCellThatIsReportedAsWhole() throws InterruptedException {
		report(this.first, "", 100);
		report(this.first, "1-000001", 1);
		assertThat(this.decisions).hasSize(1);
		assertThat(this.refusals).singleElement()
			.satisfies((refusal) -> assertThat(refusal)
				.hasMessageStartingWith("slice: expected reports of the whole cell as stream 1 sends"));
		assertThat(counted("kind")).isEqualTo(1);
	}

	@Test
	void rejectsWholeOfCellThatIsReportedBySlices() throws InterruptedException {
		report(this.first, "1-000001", 100);
		report(this.first, "1-000002", 1);
		report(this.first, "", 1);
		assertThat(this.decisions).hasSize(2);
		assertThat(this.refusals).singleElement()
			.satisfies((refusal) -> assertThat(refusal).hasMessageStartingWith("slice: expected reports of slices"));
	}

	@Test
	void takesCellOverWhoseSourceHasEnded() throws InterruptedException {
		report(this.first, "", 100);
		this.first.end();
		report(this.second, "1-000001", 100);
		assertThat(this.refusals).isEmpty();
		report(this.second, "1-000002", 1);
		assertThat(this.refusals).isEmpty();
	}

	@Test
	void takesCellOverWhoseSourceIsSilent() throws InterruptedException {
		report(this.first, "", 100);
		report(this.second, "", 2000);
		assertThat(this.refusals).hasSize(1);
		report(this.second, "", 1);
		assertThat(this.refusals).hasSize(1);
		report(this.first, "", 100);
		assertThat(this.refusals).as("it is the other one's now").hasSize(2);
	}

	@Test
	void takesAnySourceWhereConfigured() throws InterruptedException {
		this.loop.close();
		this.loop = loop(new EvidenceSettings(0.5, 5, 0.25, 0.25, 0, SettingNames.PLAIN));
		report(this.first, "", 100);
		report(this.second, "", 100);
		report(this.first, "1-000001", 100);
		assertThat(this.refusals).isEmpty();
	}

}
