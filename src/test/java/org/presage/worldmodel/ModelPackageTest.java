/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.kpi.KpiSchema;
import org.presage.server.model.ModelFiles;
import org.presage.testing.TestModels;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.OnnxReexport;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ModelPackageTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void travelsUnchanged() {
		ModelPackage model = TestModels.random("a", 1);
		Path file = this.folder.resolve("a.presage");
		model.write(file);
		ModelPackage read = ModelPackage.read(file);
		assertThat(read.encode()).isEqualTo(model.encode());
		assertThat(read.imagine()).isEqualTo(model.imagine());
		assertThat(read.manifest()).usingRecursiveComparison().isEqualTo(model.manifest());
	}

	private static LinearForecast linear(int inputs, int outputs) {
		float[] coefficients = new float[inputs * outputs];
		for (int i = 0; i < coefficients.length; i++) {
			coefficients[i] = (i % 7 - 3) / 8f;
		}
		return new LinearForecast(inputs, outputs, coefficients);
	}

	private static LinearForecast linear(ModelManifest manifest) {
		NetworkSpec spec = manifest.network();
		return linear(spec.window() * spec.features() + spec.horizon() + 1, spec.horizon() * spec.targets());
	}

	@Test
	void carriesLinearForecastAsFileOfNumPy() throws IOException {
		ModelPackage plain = TestModels.random("a", 1);
		ModelPackage model = plain.with(linear(plain.manifest()));
		Path file = this.folder.resolve("a.presage");
		model.write(file);
		assertThat(ModelPackage.read(file).varx()).isEqualTo(model.varx());
		assertThat(ModelPackage.manifest(file).sha256()).containsKeys("encode.onnx", "imagine.onnx", "varx.npy");
		assertThat(OnnxReexport.of(ModelPackage.read(file)).varx()).isEqualTo(model.varx());
		byte[] numpy = linear(3, 2).bytes();
		assertThat(new String(numpy, 10, 128 - 10, StandardCharsets.US_ASCII)).hasSize(118)
			.endsWith("\n")
			.startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2), } ");
		assertThat(numpy).hasSize(128 + 24).startsWith(0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, 118, 0);
		assertThat(model.with(null).manifest()).usingRecursiveComparison().isEqualTo(plain.manifest());
	}

	@Test
	void linearForecastThatDoesNotFitIsRefused() {
		ModelPackage plain = TestModels.random("a", 1);
		Path file = this.folder.resolve("a.presage");
		plain.with(linear(3, 2)).write(file);
		assertThatThrownBy(() -> ModelPackage.read(file)).isInstanceOf(ModelException.class)
			.hasMessageContaining("varx.npy: expected an array of NumPy, float32, of shape (");
		ModelPackage with = plain.with(linear(plain.manifest()));
		new ModelPackage(with.manifest(), with.encode(), with.imagine(), null).write(file);
		assertThatThrownBy(() -> ModelPackage.read(file)).isInstanceOf(ModelException.class)
			.hasMessageContaining("expected a file varx.npy, as sha256 names it, found none");
		new ModelPackage(plain.manifest(), plain.encode(), plain.imagine(), with.varx()).write(file);
		assertThatThrownBy(() -> ModelPackage.read(file)).isInstanceOf(ModelException.class)
			.hasMessageContaining("sha256 of varx.npy: expected an entry for varx.npy");
		assertThatThrownBy(() -> new LinearForecast(1, 2, new float[] { 1, Float.NaN }))
			.isInstanceOf(ModelException.class)
			.hasMessageContaining("linear forecast.coefficients: expected finite numbers, found NaN");
	}

	@Test
	void sameModelGivesTheSameBytes() throws IOException {
		TestModels.random("a", 1).write(this.folder.resolve("1"));
		TestModels.random("a", 1).write(this.folder.resolve("2"));
		assertThat(this.folder.resolve("1")).hasSameBinaryContentAs(this.folder.resolve("2"));
	}

	/** The order of {@code Map.of} is another one in each run of the program. */
	@Test
	void manifestHasItsNamesInOrder() throws IOException {
		Path file = this.folder.resolve("a.presage");
		ModelFiles.read(null).write(file);
		try (ZipFile zip = new ZipFile(file.toFile());
				InputStream in = zip.getInputStream(zip.getEntry("manifest.json"))) {
			JsonNode manifest = JsonMapper.shared().readTree(in);
			assertThat(manifest.path("sha256").propertyNames()).containsExactly("encode.onnx", "imagine.onnx",
					"propose.onnx", "varx.npy");
			assertThat(manifest.path("schema").path("reward").propertyNames()).containsExactly("BLER", "Delay", "PRBs",
					"RSRP", "SE", "SINR");
			assertThat(manifest.propertyNames()).startsWith("format", "version");
		}
	}

	@Test
	void everyTruncationIsRefused() throws IOException {
		Path file = this.folder.resolve("a.presage");
		TestModels.random("a", 1).write(file);
		byte[] whole = Files.readAllBytes(file);
		for (int length = 0; length < whole.length * 9 / 10; length += 997) {
			Files.write(file, Arrays.copyOf(whole, length));
			assertThatThrownBy(() -> ModelPackage.read(file)).as("%d bytes", length)
				.isInstanceOf(ModelException.class)
				.hasMessageContaining("a.presage");
		}
	}

	@Test
	void exchangedGraphIsRefused() {
		ModelPackage a = TestModels.random("a", 1);
		ModelPackage b = TestModels.random("b", 2);
		Path file = this.folder.resolve("mixed.presage");
		new ModelPackage(a.manifest(), a.encode(), b.imagine(), null).write(file);
		assertThatThrownBy(() -> ModelPackage.read(file)).isInstanceOf(ModelException.class)
			.hasMessageContaining("sha256 of imagine.onnx: expected");
	}

	@Test
	void graphThatIsNoneIsRefused() {
		ModelPackage a = TestModels.random("a", 1);
		byte[] garbage = "not a graph".getBytes(StandardCharsets.UTF_8);
		ModelPackage broken = ModelPackage.of(a.manifest(), garbage, a.imagine());
		assertThatThrownBy(() -> OnnxWorldModel.load(broken)).isInstanceOf(ModelException.class)
			.hasMessageContaining("graph: expected an ONNX model");
	}

	@Test
	void graphOfOtherSizesIsRefused() {
		ModelPackage a = TestModels.random("a", 1);
		ModelPackage swapped = ModelPackage.of(a.manifest(), a.imagine(), a.encode());
		assertThatThrownBy(() -> OnnxWorldModel.load(swapped)).isInstanceOf(ModelException.class)
			.hasMessageContaining("graph: expected a tensor ");
	}

	/**
	 * Packages of earlier versions, and of others, say more or less of their training.
	 */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{} | ", "{\"data\": \"32a7\", \"seed\": 3, \"weather\": [1]} | 32a7" })
	void readsWhatPackageSaysOfItsTraining(String json, @Nullable String data) throws IOException {
		ModelPackage model = TestModels.random("a", 1);
		JsonMapper mapper = new JsonMapper();
		ObjectNode manifest = mapper.valueToTree(model.manifest());
		assertThat(manifest.get("training")).hasToString("{\"seed\":1}");
		manifest.set("training", mapper.readTree(json));
		assertThat(mapper.treeToValue(manifest, ModelManifest.class).training().data()).isEqualTo(data);
		manifest.remove("training");
		assertThat(mapper.treeToValue(manifest, ModelManifest.class).training()).isEqualTo(TrainingProvenance.NONE);
	}

	@Test
	void rangeWithoutWholePrbsIsRefused() {
		ModelManifest of = TestModels.manifest("a");
		assertThatThrownBy(() -> new ModelManifest(of.format(), of.version(), of.created(), of.network(), of.schema(),
				of.scaler(), 10.3, 10.6, of.observed(), of.calibration(), of.training(), of.metrics(), of.sha256()))
			.hasMessage("actionMin: expected a whole number from actionMin to actionMax = 10.6, found 10.3");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "/schema/reward/Throughputt | 1 | reward: expected one of the KPIs",
			"/schema/reward/SINR | 1e308 | reward.SINR: expected a number, at most 1000000.0 in size, found 1.0E308",
			"/network/architecture | \"zzz\" | network.architecture: expected one of [",
			"/version | \"a\\u202eb\" | version: expected no control characters, nor format characters",
			"/schema/reward/SINR | null | reward.SINR: expected a finite number, found null",
			"/schema/reward/SINR | \"NaN\" | reward.SINR: expected a finite number, found NaN",
			"/schema/sla/0/min | 200 | sla[Delay]: expected finite numbers, min up to max, found 200.0 and 100.0",
			"/schema/kpis/0/transform | \"X\" | schema.kpis[0].transform: expected one of [identity, log1p], found",
			"/scaler/mean/0 | null | scaler.mean[0]: expected a number, found a value of another kind",
			"/scaler/transforms | null | scaler: expected transforms, mean and std, found one of them missing",
			"/network/window | 0 | network: expected features >= 2",
			"/network/size | 9 | network.size: expected keys with values, found a value of another kind",
			"/calibration | {} | calibration: expected levels and factors, found one of them missing",
			"/version | \"\" | version: expected 1 to 200 characters of text, found nothing" })
	void manifestThatDoesNotFitIsRefusedByField(String at, String value, String told) throws IOException {
		ModelPackage model = TestModels.random("a", 1);
		JsonMapper mapper = new JsonMapper();
		ObjectNode manifest = mapper.valueToTree(model.manifest());
		JsonPointer place = JsonPointer.compile(at);
		JsonNode parent = manifest.at(place.head());
		if (parent instanceof ArrayNode list) {
			list.set(place.last().getMatchingIndex(), mapper.readTree(value));
		}
		else {
			((ObjectNode) parent).set(place.last().getMatchingProperty(), mapper.readTree(value));
		}
		Path file = zip(Map.of("manifest.json", mapper.writeValueAsBytes(manifest)));
		assertThatThrownBy(() -> ModelPackage.manifest(file)).isInstanceOf(ModelException.class)
			.hasMessageContaining("manifest.json: " + told)
			.hasMessageNotContaining("org.presage")
			.message()
			.hasLineCount(1);
	}

	@Test
	void readsManifestAlone() {
		ModelPackage model = TestModels.random("a", 1);
		Path file = this.folder.resolve("a.presage");
		model.write(file);
		assertThat(ModelPackage.manifest(file)).usingRecursiveComparison().isEqualTo(model.manifest());
	}

	private Path zip(Map<String, byte[]> files) throws IOException {
		Path file = this.folder.resolve("bomb.presage");
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			for (Map.Entry<String, byte[]> content : files.entrySet()) {
				zip.putNextEntry(new ZipEntry(content.getKey()));
				zip.write(content.getValue());
			}
		}
		return file;
	}

	/** Whether a whole package is read or its manifest alone. */
	private static void assertRefused(Path file, String message) {
		assertThatThrownBy(() -> ModelPackage.read(file)).isInstanceOf(ModelException.class)
			.hasMessageContaining(message)
			.message()
			.hasSizeLessThan(1000);
		assertThatThrownBy(() -> ModelPackage.manifest(file)).isInstanceOf(ModelException.class)
			.hasMessageContaining(message);
	}

	@Test
	void refusesZipOfManyFiles() throws IOException {
		Map<String, byte[]> files = new TreeMap<>();
		for (int i = 0; i < 70_000; i++) {
			files.put("file-" + i, new byte[0]);
		}
		assertRefused(zip(files),
				"expected the files [manifest.json, encode.onnx, imagine.onnx] and perhaps [varx.npy, propose.onnx, "
						+ "receive.onnx], " + "each once, found \"file-0\"");
	}

	@Test
	void refusesZipThatUnpacksToMuchMore() throws IOException {
		assertRefused(zip(Map.of("manifest.json", new byte[5 << 20])), "manifest.json: expected at most 4194304 bytes");
		Path file = zip(Map.of("encode.onnx", new byte[64 << 20]));
		assertThat(Files.size(file)).as("a small file").isLessThan(100_000);
		assertRefused(file, "encode.onnx: expected at most 100 times its packed size");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "version | null | version: expected 1 to 200 characters of text, found null",
					"version | | version: expected 1 to 200 characters of text",
					"version | ` ` | version: expected 1 to 200 characters of text",
					"network.architecture | null | network.architecture: expected 1 to 200 characters of text",
					"network.size | null | network.size: expected the sizes of the network, found null",
					"actionMax | 1000 | actionMax: expected at most 51.0, the greatest PRBs, found 1000.0",
					"actionMin | -1 | actionMin: expected 0.0 to actionMax = 51.0, found -1.0",
					"scaler.mean | null | manifest.json", "schema.kpis | null | manifest.json",
					"schema | null | manifest", "calibration.levels | null | manifest.json", "training | null | fine",
					"created | null | fine" })
	void validatesWholeManifest(String field, @Nullable String value, String message) throws IOException {
		ModelPackage model = TestModels.random("a", 1);
		JsonMapper mapper = JsonMapper.builder().build();
		ObjectNode manifest = mapper.valueToTree(model.manifest());
		String parent = field.contains(".") ? "/" + field.substring(0, field.indexOf('.')) : "";
		String name = field.substring(field.indexOf('.') + 1);
		ObjectNode owner = (ObjectNode) manifest.at(parent);
		if (value == null) {
			owner.remove(name);
		}
		else if (value.equals("null")) {
			owner.putNull(name);
		}
		else if (value.isBlank()) {
			owner.put(name, value);
		}
		else {
			owner.put(name, Double.parseDouble(value));
		}
		Map<String, byte[]> files = new LinkedHashMap<>();
		files.put("manifest.json", mapper.writeValueAsBytes(manifest));
		files.put("encode.onnx", model.encode());
		files.put("imagine.onnx", model.imagine());
		Path file = zip(files);
		if (message.equals("fine")) {
			assertThat(ModelPackage.read(file).manifest().version()).isEqualTo("a");
		}
		else {
			assertRefused(file, message);
		}
	}

	@Test
	void builtInModelFitsTheCode() {
		ModelPackage builtIn = ModelFiles.read(null);
		builtIn.manifest().schema().requireSameFrames(KpiSchema.standard(100, 51));
		assertThat(builtIn.encode().length + builtIn.imagine().length).as("a few hundred kB").isLessThan(1 << 20);
		try (OnnxWorldModel model = OnnxWorldModel.load(builtIn); Imaginer imaginer = model.imaginer(1, 2)) {
			float[] window = new float[builtIn.manifest().network().window() * 13];
			float[] context = new float[model.contextSize()];
			Prediction forecast = new Prediction(2, builtIn.manifest().network().horizon(), 12);
			float[] plans = new float[2 * builtIn.manifest().network().horizon()];
			Arrays.fill(plans, plans.length / 2, plans.length, 1.5f);
			imaginer.encode(1, window, context);
			imaginer.imagine(1, context, 2, plans, forecast);
			int delay = builtIn.manifest().schema().targetOf("Delay");
			int last = builtIn.manifest().network().horizon() - 1;
			assertThat(forecast.mean()[forecast.index(1, last, delay)]).as("more PRBs, less delay")
				.isLessThan(forecast.mean()[forecast.index(0, last, delay)]);
		}
	}

	@Test
	void registryChangesModelsUnderTheirUsers() {
		try (ModelRegistry registry = new ModelRegistry()) {
			assertThat(registry.acquire()).isNull();
			registry.serve(OnnxWorldModel.load(TestModels.random("a", 1)));
			ModelRegistry.Lease first = registry.acquire();
			java.util.Objects.requireNonNull(first);
			registry.serve(OnnxWorldModel.load(TestModels.random("b", 2)));
			assertThat(registry.serves(first)).isFalse();
			assertThat(registry.swaps()).isEqualTo(1);
			try (Imaginer old = first.model().imaginer(1, 1)) {
				old.encode(1, new float[TestModels.WINDOW * 4], new float[first.model().contextSize()]);
			}
			first.close();
		}
	}

	@Test
	void registryRefusesOtherFrames() {
		try (ModelRegistry registry = new ModelRegistry()) {
			registry.serve(OnnxWorldModel.load(TestModels.random("a", 1)));
			assertThatThrownBy(() -> registry.serve(OnnxWorldModel.load(ModelFiles.read(null))))
				.isInstanceOf(ModelException.class)
				.hasMessageContaining("schema.kpis: expected [SINR [dB]");
			ModelManifest manifest = registry.manifest();
			java.util.Objects.requireNonNull(manifest);
			assertThat(manifest.version()).isEqualTo("a");
		}
	}

}
