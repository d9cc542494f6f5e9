/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.onnx.OnnxReexport;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A package that an older version wrote goes on forecasting what it did, with its old
 * graphs and with new ones.
 */
class ModelReexportCommandTest extends Terminal {

	/** Written before networks worked channels first. */
	private static final String OLD = "/models/before-channels-first.presage";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private Path old() throws IOException {
		Path file = this.folder.resolve("old.presage");
		try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(OLD))) {
			Files.copy(in, file);
		}
		return file;
	}

	@Test
	void newGraphsForecastWhatTheOldOnesDid() throws IOException {
		Path old = old();
		Path renewed = this.folder.resolve("new.presage");
		assertThat(run("model", "reexport", old.toString(), renewed.toString())).isZero();
		assertThat(this.out.toString()).contains("before-channels-first: forecasts differ by", "new.presage");
		ModelPackage before = ModelPackage.read(old);
		ModelPackage after = ModelPackage.read(renewed);
		assertThat(after.imagine()).isNotEqualTo(before.imagine());
		assertThat(after.manifest()).usingRecursiveComparison().ignoringFields("sha256").isEqualTo(before.manifest());
		assertThat(OnnxReexport.difference(before, after, new SplittableRandom(7))).isLessThan(1e-5);
	}

	@Test
	void differenceIsSeen() throws IOException {
		assertThat(OnnxReexport.difference(ModelPackage.read(old()), TestModels.random("other", 12),
				new SplittableRandom(7)))
			.isGreaterThan(0.1);
	}

	@Test
	void fileMayReplaceItself() throws IOException {
		Path file = old();
		byte[] before = ModelPackage.read(file).imagine();
		assertThat(run("model", "reexport", file.toString(), file.toString())).isZero();
		byte[] once = ModelPackage.read(file).imagine();
		assertThat(run("model", "reexport", file.toString(), file.toString())).isZero();
		assertThat(once).isNotEqualTo(before).isEqualTo(ModelPackage.read(file).imagine());
	}

	@Test
	void weightsOfAnotherWidthAreRefused() throws IOException {
		ModelManifest wide = TestModels
			.random("wide", 1, TestModels.spec().withSize(TestModels.spec().size().withWidth(9)))
			.manifest();
		assertRefused(wide, "values of embed.weight: expected 72, found 56");
	}

	@Test
	void missingWeightsAreRefused() throws IOException {
		ModelManifest other = TestModels.random("other", 1, TestModels.spec("mlp")).manifest();
		assertRefused(other,
				"expected the same forecasts from the new graphs within 1.0E-4, found a difference of NaN");
	}

	/** The old graphs under a label that promises others. */
	private void assertRefused(ModelManifest label, String message) throws IOException {
		ModelPackage old = ModelPackage.read(old());
		Path file = this.folder.resolve("wrong.presage");
		ModelPackage.of(label, old.encode(), old.imagine()).write(file);
		Path target = this.folder.resolve("new.presage");
		assertThat(run("model", "reexport", file.toString(), target.toString())).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains(message);
		assertThat(target).doesNotExist();
	}

}
