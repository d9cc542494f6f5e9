/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.presage.testing.TestModels;
import org.presage.worldmodel.net.MessageMode;
import org.presage.worldmodel.onnx.OnnxReexport;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/** Packages of models whose cells send each other messages. */
class MessagePackageTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private static ModelPackage model(MessageMode mode) {
		return TestModels.random("m", 6, TestModels.spec("mlp").withMessages(mode));
	}

	private Path written(ModelPackage model) {
		Path file = this.folder.resolve("m.presage");
		model.write(file);
		return file;
	}

	/** The manifest with a text replaced, the graphs as they are. */
	private ModelPackage edited(MessageMode mode, String text, String by) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipInputStream in = new ZipInputStream(Files.newInputStream(written(model(mode))));
				ZipOutputStream out = new ZipOutputStream(bytes)) {
			for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
				byte[] content = in.readAllBytes();
				if (entry.getName().equals("manifest.json")) {
					String json = new String(content, StandardCharsets.UTF_8);
					assertThat(json).contains(text);
					content = json.replace(text, by).getBytes(StandardCharsets.UTF_8);
				}
				out.putNextEntry(new ZipEntry(entry.getName()));
				out.write(content);
			}
		}
		return ModelPackage.read(new ByteArrayInputStream(bytes.toByteArray()), "edited");
	}

	@ParameterizedTest
	@EnumSource
	void modeIsInTheManifest(MessageMode mode) {
		ModelPackage model = model(mode);
		ModelPackage read = ModelPackage.read(written(model));
		assertThat(read.manifest().network()).isEqualTo(model.manifest().network());
		assertThat(read.receive()).isEqualTo(model.receive());
		assertThat(read.receive() != null).isEqualTo(mode.learned());
		assertThat(read.manifest().sha256().containsKey("receive.onnx")).isEqualTo(mode.learned());
	}

	@ParameterizedTest
	@EnumSource
	void writtenAgainItComputesTheSame(MessageMode mode) {
		ModelPackage model = model(mode);
		ModelPackage again = OnnxReexport.of(model);
		assertThat(OnnxReexport.difference(model, again, new Random(2))).isCloseTo(0, within(1e-6));
		assertThat(again.receive()).isEqualTo(model.receive());
	}

	@Test
	void packageOfTheTimeOfPlansAloneIsRead() throws IOException {
		ModelPackage old = edited(MessageMode.PLANS, "\"messages\" : \"plans\"", "\"announcedPlans\" : true");
		assertThat(old.manifest().network().messages()).isEqualTo(MessageMode.PLANS);
		assertThat(old.manifest().network().knowsAnnounced()).isTrue();
		OnnxWorldModel.load(old).close();
	}

	@Test
	void unknownModeIsRefused() {
		assertThatExceptionOfType(ModelException.class)
			.isThrownBy(() -> edited(MessageMode.PLANS, "\"messages\" : \"plans\"", "\"messages\" : \"smoke\""))
			.withMessageContaining("edited: manifest.json: ")
			.withMessageContaining("messages: expected [none, plans, continuous, symbols], found smoke");
	}

	@Test
	void graphAndModeGoTogether() {
		ModelPackage symbols = model(MessageMode.SYMBOLS);
		assertThatExceptionOfType(ModelException.class)
			.isThrownBy(() -> ModelPackage.read(written(symbols.withReceive(null))))
			.withMessageEndingWith(
					"expected a file receive.onnx, as network.messages of manifest.json says, found none");
		ModelPackage plans = model(MessageMode.PLANS);
		assertThatExceptionOfType(ModelException.class)
			.isThrownBy(() -> ModelPackage.read(written(plans.withReceive(symbols.receive()))))
			.withMessageEndingWith(
					"expected no file receive.onnx, as network.messages of manifest.json says, found one");
	}

	@Test
	void graphOfAnotherModelIsRefused() {
		ModelPackage small = model(MessageMode.SYMBOLS);
		ModelPackage other = TestModels.random("m", 6, TestModels.spec("rssm").withMessages(MessageMode.SYMBOLS));
		assertThatExceptionOfType(ModelException.class)
			.isThrownBy(() -> OnnxWorldModel.load(small.withReceive(other.receive())))
			.withMessageContaining("receive.onnx: ");
	}

}
