/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import org.presage.e2.dialect.IndicationWriter.Options;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.UeReports;
import org.presage.e2.sm.kpm.MeasuredValue;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** What a simulated node of each kind writes is read again as what it was. */
class IndicationWriterTest {

	private static final KpiSchema SCHEMA = KpiSchema.standard(100, 106);

	private static final int PRBS = SCHEMA.indexOf("PRBs");

	@SuppressWarnings("unused")
	private static final List<String> DIALECTS = Dialect.BUILT_IN;

	/** What each dialect can say. */
	private static final Map<String, Set<String>> CARRIED = Map.of("standard",
			Set.of("MCS", "CQI", "PRBs", "RSRP", "RSRQ", "SINR", "SE", "BLER", "Delay"), "srsran",
			Set.of("CQI", "SINR", "PRBs", "SE", "Delay"), "oai", Set.of("PRBs", "SE", "Delay"), "xslice",
			Set.of("PRBs", "SE", "Delay"), "ns-o-ran", Set.of("MCS", "SINR", "PRBs", "Buffer", "BLER", "Delay"),
			"presage",
			Set.of("MCS", "CQI", "RI", "PMI", "Buffer", "PRBs", "RSRQ", "RSRP", "RSSI", "SINR", "SE", "BLER", "Delay"));

	/** The outermost bins of ns-O-RAN's distributions. */
	private static final Map<String, float[]> BINS = Map.of("MCS", new float[] { 2, 27 }, "SINR",
			new float[] { -9, 27 });

	/** Half a count of a million between bins that are 6 apart, or in a ratio. */
	private static final float COUNTED = 4e-6f;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@ParameterizedTest
	@FieldSource("DIALECTS")
	void framesComeBack(String dialect) {
		long seed = Long.getLong("presage.seed", 20260805L);
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
		for (int i = 0; i < 300; i++) {
			Options options = new Options(1 + random.nextInt(4), 100, random.nextBoolean(), random.nextBoolean());
			IndicationWriter writer = new IndicationWriter(Dialect.load(dialect), SCHEMA, options);
			List<String> implausible = new ArrayList<>();
			KpiReader reader = Dialect.load(dialect).reader(SCHEMA, implausible::add);
			float[] kpis = frame(random);
			byte[] bytes = IndicationMessage.TYPE.encode(writer.message(kpis));
			float[] read = reader.kpis(IndicationMessage.TYPE.decode(bytes), writer.measurements());
			String what = "seed " + seed + ", frame " + i + " " + Arrays.toString(kpis) + ", " + options;
			compare(dialect, kpis, read, what);
			assertThat(implausible).as(what).isEmpty();
		}
	}

	/** Anything that can be, its limits and 0 among it, and nothing. */
	private static float[] frame(RandomGenerator random) {
		float[] kpis = new float[SCHEMA.size()];
		for (int i = 0; i < kpis.length; i++) {
			Kpi kpi = SCHEMA.kpi(i);
			kpis[i] = switch (random.nextInt(8)) {
				case 0 -> Float.NaN;
				case 1 -> (float) kpi.min();
				case 2 -> (float) kpi.max();
				case 3 -> kpi.admits(0) ? 0 : (float) kpi.min();
				default -> (float) random.nextDouble(kpi.min(), kpi.max());
			};
		}
		kpis[PRBS] = (float) Math.rint(kpis[PRBS]);
		return kpis;
	}

	private static void compare(String dialect, float[] kpis, float[] read, String what) {
		boolean shared = !dialect.equals("presage") && !(kpis[PRBS] > 0);
		for (int i = 0; i < kpis.length; i++) {
			String kpi = SCHEMA.kpi(i).name();
			boolean lost = !CARRIED.getOrDefault(dialect, Set.of()).contains(kpi) || (kpi.equals("SE") && shared);
			float[] bins = dialect.equals("ns-o-ran") ? BINS.get(kpi) : null;
			float expected = lost ? Float.NaN
					: (bins != null) ? Math.max(bins[0], Math.min(bins[1], kpis[i])) : kpis[i];
			if (Float.isNaN(expected)) {
				assertThat(read[i]).as("%s, %s", kpi, what).isNaN();
			}
			else {
				assertThat(read[i]).as("%s, %s", kpi, what)
					.isEqualTo(expected, within(Math.max(COUNTED, Math.ulp(expected))));
			}
		}
	}

	@Test
	void nothingIsLostInOurOwn() {
		float[] kpis = frame(RandomGeneratorFactory.of("L64X128MixRandom").create(3));
		IndicationWriter writer = new IndicationWriter(Dialect.load("presage"), SCHEMA,
				new Options(1, 100, true, true));
		assertThat(reader(Dialect.load("presage")).kpis(writer.message(kpis), List.of())).containsExactly(kpis);
	}

	/**
	 * An idle cell of srsRAN: 0 for no value, and a value of 0 that is not taken for it.
	 */
	@Test
	void zeroIsNotTakenForNone() {
		float[] kpis = new float[SCHEMA.size()];
		Arrays.fill(kpis, Float.NaN);
		kpis[SCHEMA.indexOf("Delay")] = 0;
		Dialect srsran = Dialect.load("srsran");
		List<Measurement> asked = List.of(Measurement.named("CQI"), Measurement.named("DRB.RlcSduDelayDl"));
		Report told = (Report) new IndicationWriter(srsran, SCHEMA, new Options(1, 100, true, true)).message(kpis,
				asked);
		assertThat(told.data().getFirst().record()).containsExactly(new MeasuredValue.Real(0.0),
				new MeasuredValue.Real(Double.MIN_VALUE));
		assertThat(reader(srsran).kpis(told, List.of())[SCHEMA.indexOf("Delay")]).isZero();
		assertThat(reader(srsran).kpis(told, List.of())[SCHEMA.indexOf("CQI")]).isNaN();
		Report honest = (Report) new IndicationWriter(srsran, SCHEMA, new Options(1, 100, true, false)).message(kpis,
				asked);
		assertThat(honest.data().getFirst().record()).first().isEqualTo(MeasuredValue.NO_VALUE);
	}

	/**
	 * What was subscribed to, in its order; names that the node does not know have no
	 * value.
	 */
	@Test
	void onlyWhatWasAskedForIsReported() {
		Dialect standard = Dialect.load("standard");
		IndicationWriter writer = new IndicationWriter(standard, SCHEMA, new Options(1, 100, false, true));
		float[] kpis = frame(RandomGeneratorFactory.of("L64X128MixRandom").create(4));
		List<Measurement> asked = new ArrayList<>(writer.measurements());
		asked.removeIf((measurement) -> String.valueOf(measurement.name()).startsWith("TB."));
		asked.addFirst(Measurement.named("unheard.of"));
		Report report = (Report) writer.message(kpis, asked.reversed());
		assertThat(report.measurements()).isNull();
		assertThat(report.data().getFirst().record()).last().isEqualTo(MeasuredValue.NO_VALUE);
		float[] read = reader(standard).kpis(report, asked.reversed());
		assertThat(read[PRBS]).isEqualTo(kpis[PRBS]);
		assertThat(read[SCHEMA.indexOf("MCS")]).isEqualTo(kpis[SCHEMA.indexOf("MCS")], within(COUNTED));
		assertThat(read[SCHEMA.indexOf("BLER")]).isNaN();
	}

	/** 7 PRBs of three devices are 3, 2 and 2. */
	@Test
	void devicesShareWholePrbs() {
		float[] kpis = new float[SCHEMA.size()];
		kpis[PRBS] = 7;
		UeReports reports = (UeReports) new IndicationWriter(Dialect.load("ns-o-ran"), SCHEMA,
				new Options(3, 100, true, true))
			.message(kpis, List.of(Measurement.named("RRU.PrbUsedDl")));
		assertThat(reports.reports()).extracting((ue) -> ue.report().data().getFirst().record().getFirst())
			.containsExactly(new MeasuredValue.Whole(3), new MeasuredValue.Whole(2), new MeasuredValue.Whole(2));
	}

	/** Two KPIs cannot decide one measurement: the first does. */
	@Test
	void aMeasurementIsOfOneKpi() throws IOException {
		Path file = Files.writeString(this.folder.resolve("mine.yaml"), """
				name: mine
				style: 1
				kpis:
				  - { kpi: SINR, unit: dB, from: X }
				  - { kpi: RSRP, unit: dBm, from: X }
				  - { kpi: SE, unit: bit/s/Hz, ratio: [X, Y] }
				""");
		Dialect mine = Dialect.load(file.toString());
		IndicationWriter writer = new IndicationWriter(mine, SCHEMA, new Options(1, 100, true, true));
		float[] kpis = new float[SCHEMA.size()];
		kpis[SCHEMA.indexOf("SINR")] = 12.5f;
		assertThat(writer.measurements()).containsExactly(Measurement.named("X"));
		assertThat(reader(mine).kpis(writer.message(kpis), List.of())[SCHEMA.indexOf("SINR")]).isEqualTo(12.5f);
	}

	@Test
	void noDeviceIsRefused() {
		assertThatThrownBy(() -> new Options(0, 100, true, true)).hasMessage("devices: expected at least 1, found 0");
	}

	private static KpiReader reader(Dialect dialect) {
		return dialect.reader(SCHEMA, (measurement) -> {
		});
	}

}
