/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;
import org.presage.offline.data.Series;
import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Cells of several slices; one without slices is what it was before there were any. */
class SlicesTest {

	private static final int VIDEO = 0;

	private static final int WEB = 1;

	private static final int VOICE = 2;

	private static final int CARRIER = 51;

	private final KpiSchema schema = RanConfig.schema();

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private static RanSimulator run(RanSimulator simulator, int steps, int... prbs) {
		int[] all = new int[simulator.units()];
		for (int i = 0; i < steps; i++) {
			Arrays.setAll(all, (u) -> prbs[u % prbs.length]);
			simulator.step(all);
		}
		return simulator;
	}

	private static RanSimulator network(int cells, long seed) {
		return new RanSimulator(RanConfig.sliced(cells), seed);
	}

	/** Mean of a KPI of the first cell's slice where it is present. */
	private double mean(int cells, String kpi, int slice, int... prbs) {
		RanSimulator simulator = run(network(cells, 5), 100, prbs);
		double sum = 0;
		int count = 0;
		for (int i = 0; i < 600; i++) {
			float value = run(simulator, 1, prbs).kpis(slice)[this.schema.indexOf(kpi)];
			if (!Float.isNaN(value)) {
				sum += value;
				count++;
			}
		}
		return sum / count;
	}

	private static int[] clipped(int carrier, int... asked) {
		return CarrierShares.of(asked, 0, asked.length, carrier);
	}

	@Test
	void cellWithoutSlicesIsWhatItWas() throws IOException, NoSuchAlgorithmException {
		Path file = this.folder.resolve("t.csv");
		Exploration[] explorations = { new Exploration(1, CARRIER, 11), new Exploration(1, CARRIER, 12) };
		TraceWriter.write(new RanSimulator(RanConfig.of(2), 1),
				(last, prbs) -> Arrays.setAll(prbs, (c) -> explorations[c].next()), 10, 60, file);
		byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
		assertThat(HexFormat.of().formatHex(digest)).as("of the trace before there were slices")
			.isEqualTo("97a1583f744d800c8e0a269206a18f34d71dc4b4de5b42258140dba3d0b76ae5");
	}

	@Test
	void explorationOfOneSliceIsThatOfTheCell() {
		Exploration cell = new Exploration(1, CARRIER, 9);
		SliceExploration slices = new SliceExploration(1, CARRIER, 9);
		int[] prbs = new int[1];
		for (int i = 0; i < 1000; i++) {
			slices.next(prbs, 0);
			assertThat(prbs[0]).isEqualTo(cell.next());
		}
	}

	@Test
	void explorationStaysInTheCarrierAndCoversIt() {
		SliceExploration policy = new SliceExploration(3, CARRIER, 9);
		int[] prbs = new int[3];
		int[][] histogram = new int[3][CARRIER];
		int[] sums = new int[CARRIER + 1];
		for (int i = 0; i < 100_000; i++) {
			policy.next(prbs, 0);
			sums[Arrays.stream(prbs).sum()]++;
			for (int s = 0; s < 3; s++) {
				histogram[s][prbs[s]]++;
			}
		}
		for (int[] slice : histogram) {
			assertThat(slice[0]).isZero();
			assertThat(Arrays.stream(slice, 1, CARRIER - 2 + 1).min().orElse(0)).isPositive();
		}
		assertThat(Arrays.stream(sums, 0, 30).sum()).as("with room left").isGreaterThan(1000);
		assertThat(sums[CARRIER]).as("full").isGreaterThan(1000);
	}

	@Test
	void asksAreClippedInProportionToWholePrbs() {
		assertThat(clipped(CARRIER, 20, 10, 5)).containsExactly(20, 10, 5);
		assertThat(clipped(CARRIER, 51, 51, 51)).as("all to each is an equal share").containsExactly(17, 17, 17);
		assertThat(clipped(CARRIER, 50, 1, 1)).containsExactly(49, 1, 1);
		assertThat(clipped(CARRIER, 500, 0, -3)).containsExactly(49, 1, 1);
		assertThat(clipped(CARRIER, 49, 25, 13)).as("48:24:12 of 48").containsExactly(28, 15, 8);
		assertThat(clipped(4, 4, 1, 1, 1)).containsExactly(1, 1, 1, 1);
		assertThat(clipped(CARRIER, 80)).as("a cell without slices").containsExactly(51);
		Random random = new Random(3);
		for (int i = 0; i < 2000; i++) {
			int[] asked = random.ints(1 + random.nextInt(5), -5, 70).toArray();
			int[] shares = clipped(CARRIER, asked);
			int want = Arrays.stream(asked).map((a) -> Math.clamp(a, 1, CARRIER)).sum();
			assertThat(Arrays.stream(shares).sum()).isEqualTo(Math.min(want, CARRIER));
			for (int s = 0; s < asked.length; s++) {
				assertThat(shares[s]).isBetween(1, Math.clamp(asked[s], 1, CARRIER));
			}
		}
	}

	@Test
	void slicesNeverHaveMoreThanTheCarrierAndReportWhatTheyHave() {
		RanSimulator simulator = network(2, 5);
		assertThat(simulator.units()).isEqualTo(6);
		Random random = new Random(1);
		int[] asked = new int[simulator.units()];
		for (int i = 0; i < 400; i++) {
			Arrays.setAll(asked, (u) -> 1 + random.nextInt(CARRIER));
			simulator.step(asked);
			for (int u = 0; u < asked.length; u++) {
				float[] kpis = simulator.kpis(u);
				assertThat(kpis[this.schema.actionIndex()]).isEqualTo(simulator.prbs(u)).isGreaterThanOrEqualTo(1);
				for (int k = 0; k < kpis.length; k++) {
					assertThat(this.schema.kpi(k).admits(kpis[k])).as("%s = %s", this.schema.kpi(k).name(), kpis[k])
						.isTrue();
				}
			}
			for (int c = 0; c < 2; c++) {
				assertThat(simulator.prbs(3 * c) + simulator.prbs(3 * c + 1) + simulator.prbs(3 * c + 2)).isBetween(3,
						CARRIER);
			}
		}
	}

	@Test
	void morePrbsServeTheirOwnSliceOnly() {
		assertThat(mean(4, "Delay", VIDEO, 40, 4, 7)).isLessThan(0.5 * mean(4, "Delay", VIDEO, 10, 34, 7));
		assertThat(mean(4, "Delay", WEB, 10, 34, 7)).isLessThan(0.5 * mean(4, "Delay", WEB, 40, 4, 7));
		assertThat(mean(4, "Delay", VOICE, 22, 22, 7)).isLessThan(0.5 * mean(4, "Delay", VOICE, 25, 25, 1));
	}

	@Test
	void slicesShareThePowerOfTheCell() {
		// One cell hears no neighbour. Voice has 4 PRBs in both: what the others take
		// thins its power out.
		assertThat(mean(1, "SINR", VOICE, 30, 17, 4)).isLessThan(mean(1, "SINR", VOICE, 4, 4, 4) - 2);
		assertThat(mean(1, "SINR", VOICE, 30, 17, 4)).as("the sum counts")
			.isEqualTo(mean(1, "SINR", VOICE, 17, 30, 4), within(0.5));
	}

	@Test
	void idleSliceReportsItsChannelAndNoThroughput() {
		RanSimulator simulator = network(1, 5);
		for (int i = 0; i < 400; i++) {
			float[] web = run(simulator, 1, 20, 20, 11).kpis(WEB);
			if (Float.isNaN(web[this.schema.indexOf("SE")])) {
				assertThat(web[this.schema.indexOf("SINR")]).as("0 dB is no measurement").isNotZero();
				assertThat(web[this.schema.indexOf("Delay")]).isNaN();
				return;
			}
		}
		throw new AssertionError("web was never idle");
	}

	@Test
	void branchesOfSlicesAreReplayable() {
		RanSimulator present = run(network(2, 1), 50, 20, 20, 6);
		RanSimulator branch = present.branch(1);
		float[] other = run(present.branch(1), 5, 20, 20, 6).kpis(3);
		RanSimulator copy = present.copy();
		float[] future = run(present, 5, 20, 20, 6).kpis(3);
		assertThat(run(copy, 5, 20, 20, 6).kpis(3)).isEqualTo(future);
		assertThat(run(branch, 5, 20, 20, 6).kpis(3)).isEqualTo(other).isNotEqualTo(future);
	}

	@Test
	void branchUnderAnotherAllocationLeavesThePresent() {
		RanSimulator present = run(network(1, 5), 100, 6, 6, 6);
		float[] many = run(present.branch(1), 4, 48, 6, 6).kpis(VIDEO);
		float[] few = run(present.branch(1), 4, 2, 6, 6).kpis(VIDEO);
		int action = this.schema.actionIndex();
		assertThat(many[action]).as("48 beside 6 and 6 is clipped").isEqualTo(clipped(CARRIER, 48, 6, 6)[0]);
		assertThat(few[action]).isEqualTo(2);
		int buffer = this.schema.indexOf("Buffer");
		assertThat(many[buffer]).isLessThan(few[buffer]);
		assertThat(present.prbs(VIDEO)).as("the present is untouched").isEqualTo(6);
	}

	@Test
	void eachSliceIsASeriesThatTrainingReads() throws IOException {
		Path file = this.folder.resolve("slices.csv.gz");
		SliceExploration exploration = new SliceExploration(3, CARRIER, 1);
		TraceWriter.write(network(1, 2), (last, prbs) -> exploration.next(prbs, 0), 0, 50, file);
		List<Series> series = TraceReader.read(TraceSchema.tidy(this.schema), List.of(file)).series();
		assertThat(series).extracting(Series::name)
			.containsExactly("cell0/1-000001", "cell0/1-000002", "cell0/1-000003");
		for (Series each : series) {
			assertThat(each.rows()).isEqualTo(50);
		}
	}

	@Test
	void unitsAreNamedAsReportsNameThem() {
		RanSimulator simulator = network(2, 1);
		assertThat(simulator.cellId("n", 5)).isEqualTo(new CellId("n", "cell-1", "1-000003"));
		assertThat(new RanSimulator(RanConfig.of(2), 1).cellId("n", 1)).isEqualTo(new CellId("n", "cell-1"));
	}

	@Test
	void slicesThatCannotBeAreRefused() {
		SliceTraffic one = new SliceTraffic("a", "1", 1, 0, 0);
		assertThatThrownBy(() -> new RanConfig(1, CARRIER, List.of(one, one), 500))
			.hasMessageContaining("slices: expected")
			.hasMessageContaining("[1, 1]");
		assertThatThrownBy(() -> new RanConfig(1, 2,
				List.of(one, new SliceTraffic("b", "2", 1, 0, 0), new SliceTraffic("c", "3", 1, 0, 0)), 500))
			.hasMessageContaining("expected 1 to 2");
		assertThatThrownBy(() -> new SliceTraffic("a", "1", 0, 0, 0)).hasMessageContaining("slice a: expected");
	}

}
