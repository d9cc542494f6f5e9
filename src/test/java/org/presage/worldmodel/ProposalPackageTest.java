/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.presage.testing.TestModels;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.OnnxReexport;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A package may carry a graph that proposes plans. */
class ProposalPackageTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void carriesProposals() {
		ModelPackage plain = TestModels.random("a", 1);
		NetworkSpec spec = plain.manifest().network();
		int inputs = spec.window() * spec.features() + spec.horizon() + 1;
		int outputs = spec.horizon() * spec.targets();
		LinearForecast varx = new LinearForecast(inputs, outputs, new float[inputs * outputs]);
		ModelPackage model = TestModels.proposing(plain.with(varx), 4, 2);
		Path file = this.folder.resolve("a.presage");
		model.write(file);
		ModelPackage read = ModelPackage.read(file);
		assertThat(read.propose()).isEqualTo(model.propose()).isNotNull();
		assertThat(read.manifest().proposals()).isEqualTo(new ProposalSpec(1, 25, 4, 11, 2));
		assertThat(read.manifest().sha256()).containsKeys("encode.onnx", "imagine.onnx", "varx.npy", "propose.onnx");
		assertThat(read.with(null).propose()).isEqualTo(model.propose());
		assertThat(OnnxReexport.of(read).propose()).as("its context stays").isEqualTo(model.propose());
		ModelPackage without = model.with(null).withProposals(null, null);
		assertThat(without.manifest()).usingRecursiveComparison().isEqualTo(plain.manifest());
		assertThat(new JsonMapper().valueToTree(without.manifest()).has("proposals")).as("as before").isFalse();
	}

	@Test
	void proposalsWithoutDescriptionOrGraphAreRefused() {
		ModelPackage plain = TestModels.random("a", 1);
		ModelPackage with = TestModels.proposing(plain, 4, 2);
		Path file = this.folder.resolve("a.presage");
		new ModelPackage(with.manifest(), with.encode(), with.imagine(), null).write(file);
		assertThatThrownBy(() -> ModelPackage.read(file)).isInstanceOf(ModelException.class)
			.hasMessageContaining("expected a file propose.onnx, as sha256 names it, found none");
		new ModelPackage(plain.manifest(), with.encode(), with.imagine(), null, with.propose(), null).write(file);
		assertThatThrownBy(() -> ModelPackage.read(file)).isInstanceOf(ModelException.class)
			.hasMessageContaining("sha256 of propose.onnx: expected an entry for propose.onnx");
		new ModelPackage(with.manifest().withProposals(null), with.encode(), with.imagine(), null, with.propose(), null)
			.write(file);
		assertThatThrownBy(() -> ModelPackage.read(file)).isInstanceOf(ModelException.class)
			.hasMessageContaining(
					"a.presage: manifest.json: proposals: expected what propose.onnx reads and writes, found none");
		new ModelPackage(plain.manifest().withProposals(with.manifest().proposals()), with.encode(), with.imagine(),
				null)
			.write(file);
		assertThatThrownBy(() -> ModelPackage.read(file)).isInstanceOf(ModelException.class)
			.hasMessageContaining(
					"a.presage: expected a file propose.onnx, as proposals of manifest.json describes it, found none");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "/proposals/layout | 0 | proposals.layout: expected 1 or more, found 0",
					"/proposals/objective | 5000 | proposals.objective: expected 1 to 4096 numbers, found 5000",
					"/proposals/plans | 65 | proposals.plans: expected 1 to 64, found 65",
					"/proposals/plans | \"x\" | proposals.plans: expected a" })
	void descriptionOfProposalsIsRefusedByField(String at, String value, String told) throws IOException {
		ModelPackage model = TestModels.proposing(TestModels.random("a", 1), 4, 2);
		JsonMapper mapper = new JsonMapper();
		ObjectNode manifest = mapper.valueToTree(model.manifest());
		JsonPointer place = JsonPointer.compile(at);
		((ObjectNode) manifest.at(place.head())).set(place.last().getMatchingProperty(), mapper.readTree(value));
		Path file = this.folder.resolve("a.presage");
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
			zip.putNextEntry(new ZipEntry("manifest.json"));
			zip.write(mapper.writeValueAsBytes(manifest));
		}
		assertThatThrownBy(() -> ModelPackage.manifest(file)).isInstanceOf(ModelException.class)
			.hasMessageContaining("manifest.json: " + told)
			.message()
			.hasLineCount(1);
	}

	@Test
	void proposalsOfOtherSizesAreRefusedByName() {
		ModelPackage with = TestModels.proposing(TestModels.random("a", 1), 4, 2);
		byte[] graph = Objects.requireNonNull(with.propose());
		assertThatThrownBy(() -> OnnxWorldModel.load(with.withProposals(new ProposalSpec(1, 25, 5, 1, 1), graph)))
			.isInstanceOf(ModelException.class)
			.hasMessageContaining("propose.onnx: shape of proposals: expected [-1, 5, 3], found [-1, 4, 3]");
		assertThatThrownBy(() -> OnnxWorldModel.load(with.withProposals(new ProposalSpec(1, 26, 4, 1, 1), graph)))
			.isInstanceOf(ModelException.class)
			.hasMessage("manifest.json: proposals.objective: expected 25 numbers, which propose.onnx reads, found 26");
		assertThatThrownBy(
				() -> OnnxWorldModel.load(with.withProposals(new ProposalSpec(1, 25, 4, 1, 1), with.imagine())))
			.isInstanceOf(ModelException.class)
			.hasMessage("propose.onnx: graph: expected a tensor objective, found [context, plans]");
		byte[] garbage = "not a graph".getBytes(StandardCharsets.UTF_8);
		assertThatThrownBy(() -> OnnxWorldModel.load(with.withProposals(new ProposalSpec(1, 25, 4, 1, 1), garbage)))
			.isInstanceOf(ModelException.class)
			.hasMessageContaining("propose.onnx: graph: expected an ONNX model");
	}

}
