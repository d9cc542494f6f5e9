/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.model;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.Device;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** A package that takes too long is given up, and never serves. */
class ModelLoaderTest {

	private final CountDownLatch endless = new CountDownLatch(1);

	/** Tries model "slow" until the latch opens. */
	private final Consumer<WorldModel> trial = (model) -> {
		try {
			if (model.manifest().version().equals("slow")) {
				this.endless.await();
			}
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	};

	private ModelLoader loader(Duration limit) {
		return new ModelLoader(Device.CPU, this.trial, limit);
	}

	@AfterEach
	void end() {
		this.endless.countDown();
	}

	private String refused(ModelLoader loader, String version, boolean wanted) {
		return String.valueOf(assertThatExceptionOfType(ModelException.class)
			.isThrownBy(() -> loader.load(TestModels.random(version, 1), () -> wanted))
			.actual()
			.getMessage());
	}

	@Test
	void givesUpModelThatTakesTooLong() {
		ModelLoader loader = loader(Duration.ofMillis(1));
		assertThat(refused(loader, "slow", true))
			.isEqualTo("model slow: expected to be loaded and to plan once within 1 ms, found no plan");
		assertThat(refused(loader, "next", true)).as("one at a time")
			.isEqualTo("model next: expected to be tried alone, found model slow, whose trial was given up and still "
					+ "runs");
	}

	@Test
	void loadsAgainWhenTheOneThatWasGivenUpHasEnded() {
		ModelLoader loader = loader(Duration.ofMinutes(1));
		assertThat(refused(loader, "slow", false))
			.isEqualTo("model slow: expected a caller that waits for it, found a call that has ended");
		this.endless.countDown();
		await().ignoreExceptions().untilAsserted(() -> {
			try (OnnxWorldModel model = loader.load(TestModels.random("next", 1), () -> true)) {
				assertThat(model.manifest().version()).isEqualTo("next");
			}
		});
	}

	@Test
	void reportsWhyModelCannotPlan() {
		ModelLoader loader = new ModelLoader(Device.CPU, (model) -> {
			throw new ModelException("a plan", "finite numbers", "none");
		}, Duration.ofMinutes(1));
		assertThat(refused(loader, "a", true)).isEqualTo("a plan: expected finite numbers, found none");
	}

}
