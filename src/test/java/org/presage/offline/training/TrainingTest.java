/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.base.Gaussian;
import org.presage.kpi.KpiSchema;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;
import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;
import org.presage.offline.evaluation.Evaluation;
import org.presage.offline.evaluation.RidgeVarx;
import org.presage.offline.evaluation.Scores;
import org.presage.testing.TestModels;
import org.presage.worldmodel.Calibration;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSize;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.net.TrainingLoss;
import org.presage.worldmodel.torch.TorchDevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/** Datasets, trainer and package together. */
public class TrainingTest {

	private static final String HEADER = "source,series,t_ms,SINR,Buffer,PRBs,Delay";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private final KpiSchema schema = TestModels.schema();

	/**
	 * A world in which Delay follows the PRBs of the same frame, nonlinearly, and SINR is
	 * a random walk.
	 */
	public static Trace world(KpiSchema schema, int series, int rows, long seed) {
		Random random = new Random(seed);
		List<Series> all = new ArrayList<>();
		for (int s = 0; s < series; s++) {
			float[] values = new float[rows * 4];
			long[] times = new long[rows];
			double sinr = 10;
			double prbs = 20;
			for (int t = 0; t < rows; t++) {
				sinr = 0.9 * sinr + 1 + random.nextGaussian();
				prbs = (random.nextInt(4) == 0) ? 1 + random.nextInt(51) : prbs;
				times[t] = (t + 1) * 100L;
				values[t * 4] = (float) sinr;
				values[t * 4 + 1] = (float) Math.expm1(8 + 0.1 * random.nextGaussian());
				values[t * 4 + 2] = (float) prbs;
				values[t * 4 + 3] = (float) Math.expm1(((prbs > 25) ? 1 : 4) + 0.3 * random.nextGaussian());
				if (random.nextInt(50) == 0) {
					values[t * 4] = Float.NaN;
				}
			}
			all.add(new Series("s" + s, times, values));
		}
		return new Trace(schema, all, "test", List.of());
	}

	private Dataset data() {
		return new Dataset(world(this.schema, 3, 900, 1), TestModels.WINDOW, TestModels.HORIZON);
	}

	private static TrainingSettings settings(int epochs) {
		return new TrainingSettings(epochs, 8, 16, Curriculum.ONE_CYCLE, 5e-3, 1e-3, 1, 0.9,
				new Augmentation(0, 0.02, 0), TrainingLoss.Fit.BETA_NLL, 1, 0.1, 5, 42);
	}

	@Test
	void learnsTheEffectOfTheActionBeyondALinearModel() {
		Dataset data = data();
		NetworkSpec spec = TestModels.spec("ms3m").withSize(new NetworkSize(16, 1, 1, 2, 3, 1, 6, 4));
		TrainingRun.TrainingResult outcome = new TrainingRun(data, spec, settings(40), TorchDevice.CPU,
				TrainingListener.NONE)
			.run("v", "2026", null, false);
		double persistence = Objects.requireNonNull(outcome.scores().get("persistence")).rmse();
		double varx = Objects.requireNonNull(outcome.scores().get("varx")).rmse();
		double ours = Objects.requireNonNull(outcome.scores().get("ms3m")).rmse();
		assertThat(varx).isLessThan(persistence);
		assertThat(ours).isLessThan(0.97 * varx);
		Scores scores = Objects.requireNonNull(outcome.scores().get("ms3m"));
		assertThat(scores.coverage(2, -1)).isBetween(0.85, 0.95);
		assertThat(outcome.model().manifest().metrics()).containsKeys("models", "data");
	}

	@Test
	void sameSeedGivesTheSameModelAndAStoppedRunResumesToIt() {
		Path checkpoint = this.folder.resolve("run.checkpoint");
		Network network = Architectures.build(TestModels.spec());
		float[] once = new Trainer(data(), network, settings(3), TorchDevice.CPU, TrainingListener.NONE)
			.run(null, false)
			.parameters();
		float[] again = new Trainer(data(), network, settings(3), TorchDevice.CPU, TrainingListener.NONE)
			.run(null, false)
			.parameters();
		assertThat(again).isEqualTo(once);
		Trainer[] running = new Trainer[1];
		running[0] = new Trainer(data(), network, settings(3), TorchDevice.CPU, new TrainingListener() {
			@Override
			public void step(int epoch, int step, int steps, int positions, double loss) {
				if (epoch == 2 && step == 2) {
					running[0].stop();
				}
			}

			@Override
			public void epoch(int epoch, int epochs, double score, double rmse, boolean best) {
			}
		});
		Trainer.Result stopped = running[0].run(checkpoint, false);
		assertThat(stopped.complete()).isFalse();
		assertThat(stopped.epochs()).isEqualTo(1);
		float[] resumed = new Trainer(data(), network, settings(3), TorchDevice.CPU, TrainingListener.NONE)
			.run(checkpoint, true)
			.parameters();
		assertThat(resumed).isEqualTo(once);
	}

	@Test
	void checkpointOfAnotherRunIsRefused() {
		Path checkpoint = this.folder.resolve("run.checkpoint");
		Network network = Architectures.build(TestModels.spec());
		new Trainer(data(), network, settings(1), TorchDevice.CPU, TrainingListener.NONE).run(checkpoint, false);
		assertThatThrownBy(() -> new Trainer(data(), network, settings(2), TorchDevice.CPU, TrainingListener.NONE)
			.run(checkpoint, true)).isInstanceOf(DataException.class)
			.hasMessageContaining("epochs=2")
			.hasMessageContaining("epochs=1");
	}

	@Test
	void partsNeverTouch() {
		Dataset data = data();
		int length = TestModels.WINDOW + TestModels.HORIZON;
		for (Dataset.Segment train : data.segments(Dataset.Part.TRAIN)) {
			for (Dataset.Part other : List.of(Dataset.Part.VALID, Dataset.Part.TEST)) {
				for (Dataset.Segment later : data.segments(other)) {
					if (later.series() == train.series()) {
						assertThat(later.from() - train.to()).as("purge gap").isGreaterThanOrEqualTo(length);
					}
				}
			}
		}
		assertThat(data.scaler().mean()[2]).as("the scaler saw the training part only")
			.isNotEqualTo(new Dataset(world(this.schema, 3, 1200, 1), TestModels.WINDOW, TestModels.HORIZON).scaler()
				.mean()[2]);
	}

	@Test
	void tooShortSeriesAreRefusedWithTheirLength() {
		assertThatThrownBy(() -> new Dataset(world(this.schema, 2, 7, 1), 5, 3)).isInstanceOf(DataException.class)
			.hasMessageContaining("5 + 3 consecutive rows")
			.hasMessageContaining("7 rows");
	}

	@Test
	void crpsAgreesWithItsDefinition() {
		double sigma = 0.7;
		for (double error : new double[] { -2, -0.3, 0, 1.1 }) {
			double numeric = 0;
			double step = 1e-3;
			for (double x = -12; x < 12; x += step) {
				double cdf = Gaussian.cdf((x + step / 2) / sigma);
				double indicator = (x + step / 2 >= error) ? 1 : 0;
				numeric += (cdf - indicator) * (cdf - indicator) * step;
			}
			assertThat(Gaussian.crps(error, sigma)).isCloseTo(numeric, within(2e-3));
		}
	}

	@Test
	void coverageOfTheGaussianIsItsLevel() {
		Dataset data = data();
		Scores scores = Evaluation.score(data, Dataset.Part.TEST, new RidgeVarx(data),
				Calibration.none(TestModels.HORIZON, 3));
		assertThat(scores.coverage(2, this.schema.targetOf("SINR"))).isCloseTo(0.9, within(0.03));
	}

	private Path csv(String name, String... lines) throws IOException {
		return Files.write(this.folder.resolve(name), List.of(lines));
	}

	private void refuses(String expected, String... lines) throws IOException {
		Path file = csv("bad.csv", lines);
		assertThatThrownBy(() -> TraceReader.read(TraceSchema.tidy(this.schema), List.of(file)))
			.isInstanceOf(DataException.class)
			.hasMessageContaining(file.toString())
			.hasMessageContaining(expected);
	}

	@Test
	void readsCsvGzipAndAbsence() throws IOException {
		String[] lines = { HEADER, "x,a,100,1,2,3,4", "x,a,200,,2,3,4", "x,b,100,99,2,3,4" };
		Path plain = csv("good.csv", lines);
		Path packed = this.folder.resolve("good.csv.gz");
		try (Writer writer = new java.io.OutputStreamWriter(new GZIPOutputStream(Files.newOutputStream(packed)),
				StandardCharsets.UTF_8)) {
			writer.write(String.join("\n", lines));
		}
		for (Path file : List.of(plain, packed)) {
			Trace trace = TraceReader.read(TraceSchema.tidy(this.schema), List.of(file));
			assertThat(trace.series()).extracting(Series::name).containsExactly("a", "b");
			assertThat(trace.series().getFirst().values()).containsExactly(1, 2, 3, 4, Float.NaN, 2, 3, 4);
			assertThat(trace.notes()).singleElement()
				.satisfies(
						(note) -> assertThat(note).contains("1 values of SINR", "line 4", "-30.0 to 60.0 dB", "99.0"));
		}
	}

	@Test
	void readsParquet() throws Exception {
		Path csv = csv("good.csv", HEADER, "x,a,100,1,2,3,4", "x,a,200,5,6,7,8");
		Path parquet = this.folder.resolve("good.parquet");
		try (java.sql.Connection connection = java.sql.DriverManager.getConnection("jdbc:duckdb:");
				java.sql.Statement statement = connection.createStatement()) {
			statement.execute("COPY (SELECT * FROM read_csv('" + csv + "')) TO '" + parquet + "' (FORMAT parquet)");
		}
		Trace trace = TraceReader.read(TraceSchema.tidy(this.schema), List.of(parquet));
		assertThat(trace.series().getFirst().values()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
	}

	@Test
	void badDataIsNamedByLineAndColumn() throws IOException {
		refuses("line 1: expected a column PRBs", "source,series,t_ms,SINR,Buffer,Delay", "x,a,100,1,2,4");
		refuses("line 3: column Buffer: expected a number, found \"oops\"", HEADER, "x,a,100,1,2,3,4",
				"x,a,200,1,oops,3,4");
		refuses("line 3: column t_ms: expected each time once in series a, found 200 ms as in line 2", HEADER,
				"x,a,200,1,2,3,4", "x,a,200,1,2,3,4");
		refuses("line 3: column t_ms: expected a number, or a time in ISO 8601, found an empty field", HEADER,
				"x,a,200,1,2,3,4", "x,a,,1,2,3,4");
		refuses("line 3: column series: expected the name of a series, found an empty field", HEADER, "x,a,200,1,2,3,4",
				"x,,300,1,2,3,4");
		refuses("expected rows after the header", HEADER);
	}

	@Test
	void joinsOverlappingNumpyWindowsAgain() throws IOException {
		int window = 4;
		int windows = 6;
		float[] series = new float[(window + windows) * 4];
		for (int i = 0; i < series.length; i++) {
			series[i] = i % 50;
		}
		ByteBuffer x = ByteBuffer.allocate(windows * window * 4 * 4).order(ByteOrder.LITTLE_ENDIAN);
		ByteBuffer y = ByteBuffer.allocate(windows * 4 * 4).order(ByteOrder.LITTLE_ENDIAN);
		for (int n = 0; n < windows; n++) {
			for (int i = 0; i < window * 4; i++) {
				x.putFloat(series[n * 4 + i]);
			}
			for (int i = 0; i < 4; i++) {
				y.putFloat(series[(n + window) * 4 + i]);
			}
		}
		npy("x.npy", "(6, 4, 4)", x.array());
		npy("y.npy", "(6, 4)", y.array());
		Trace trace = TraceReader.read(TraceSchema.tidy(this.schema), List.of(this.folder));
		assertThat(trace.series()).singleElement().satisfies((joined) -> assertThat(joined.values()).isEqualTo(series));
		npy("x.npy", "(6, 4, 5)", x.array());
		assertThatThrownBy(() -> TraceReader.read(TraceSchema.tidy(this.schema), List.of(this.folder)))
			.isInstanceOf(DataException.class)
			.hasMessageContaining("expected 480 bytes of values, found 384");
	}

	private void npy(String name, String shape, byte[] values) throws IOException {
		String header = String.format(Locale.ROOT, "{'descr': '<f4', 'fortran_order': False, 'shape': %s, }", shape);
		header += " ".repeat(64 - (10 + header.length() + 1) % 64) + "\n";
		ByteBuffer file = ByteBuffer.allocate(10 + header.length() + values.length).order(ByteOrder.LITTLE_ENDIAN);
		file.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0);
		file.putShort((short) header.length()).put(header.getBytes(StandardCharsets.US_ASCII)).put(values);
		Files.write(this.folder.resolve(name), file.array());
	}

	@Test
	void schemaFilesNameWhatIsWrong() throws IOException {
		Path file = this.folder.resolve("s.yaml");
		Files.writeString(file, "stepMs: 100\naction: PRBs\nkpis: [{name: SINR}]\n");
		assertThatThrownBy(() -> TraceSchema.read(file)).isInstanceOf(DataException.class)
			.hasMessageContaining("s.yaml")
			.hasMessageContaining("action: expected one of the KPIs [SINR], found PRBs");
		Files.writeString(file, "stepMs: 100\naction: PRBs\nkpis: [{name: PRBs}, {name: Foo}]\n");
		assertThatThrownBy(() -> TraceSchema.read(file)).hasMessageContaining("kpis[Foo]: expected unit, min and max");
	}

	@Test
	void constantAndAbsentColumnsAreTold() {
		Trace trace = world(this.schema, 2, 400, 3);
		for (Series series : trace.series()) {
			for (int row = 0; row < series.rows(); row++) {
				series.values()[row * 4] = Float.NaN;
				series.values()[row * 4 + 1] = 5;
			}
		}
		Dataset data = new Dataset(trace, 5, 3);
		assertThat(data.notes()).containsExactly("SINR has no value in the training part; it is not judged",
				"Buffer is constant in the training part");
		assertThat(Arrays.stream(data.scaler().std()).boxed()).allMatch((std) -> std > 0);
	}

	@Test
	void divergenceIsToldWithEpochBatchAndCauseAndTheLastGoodCheckpointStays() throws IOException {
		Path checkpoint = this.folder.resolve("run.checkpoint");
		Network network = Architectures.build(TestModels.spec());
		new Trainer(data(), network, settings(1), TorchDevice.CPU, TrainingListener.NONE).run(checkpoint, false);
		byte[] good = Files.readAllBytes(checkpoint);
		TrainingSettings wild = new TrainingSettings(2, 8, 16, Curriculum.ONE_CYCLE, 1e30, 1e-3, 1, 0.9,
				new Augmentation(0, 0.02, 0), TrainingLoss.Fit.BETA_NLL, 1, 0.1, 5, 42);
		assertThatThrownBy(
				() -> new Trainer(data(), network, wild, TorchDevice.CPU, TrainingListener.NONE).run(checkpoint, false))
			.isInstanceOf(DataException.class)
			.hasMessageMatching("training diverged in epoch 1, batch \\d+: expected a finite loss and gradient, "
					+ "found (loss|gradient) .*; the checkpoint of the epoch before is kept, try a lower --learning-rate");
		assertThat(Files.readAllBytes(checkpoint)).isEqualTo(good);
	}

	@Test
	void idleSeriesAreLeftOutAndTold() throws IOException {
		Path schema = this.folder.resolve("schema.yaml");
		Files.writeString(schema, """
				stepMs: 100
				action: PRBs
				seriesColumn: series
				busy: {kpi: Buffer, above: 0, share: 0.5}
				outage: {served: SE, queued: Buffer}
				kpis: [{name: Buffer}, {name: SE}, {name: PRBs, max: 51}]
				""");
		Path csv = this.folder.resolve("t.csv");
		Files.writeString(csv, "series,Buffer,SE,PRBs\na,0,1,1\na,0,1,1\na,5,1,1\nb,5,0,1\nb,5,,1\nb,0,0,1\n");
		Trace trace = TraceReader.read(TraceSchema.read(schema), List.of(csv));
		assertThat(trace.series()).extracting(Series::name).containsExactly("b");
		assertThat(trace.notes())
			.contains("1 of 2 series were left out: fewer than 0.5 of their rows have Buffer above 0.0");
		float[] values = trace.series().getFirst().values();
		assertThat(trace.schema().isOutage(values, 0)).as("queued, nothing served").isEqualTo(1);
		assertThat(trace.schema().isOutage(values, 3)).as("not known what is served").isNaN();
		assertThat(trace.schema().isOutage(values, 6)).as("nothing queued").isZero();
	}

}
