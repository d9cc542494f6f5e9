/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.model;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.Device;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/**
 * Loads packages and plans once with each, on a thread of its own that is given up when
 * it takes too long or nobody waits any more: native code cannot be interrupted. Until
 * that thread has ended no other package is loaded. Used by one thread at a time.
 */
final class ModelLoader {

	/** Loading takes seconds, on a busy machine tens of them. */
	static final Duration LIMIT = Duration.ofSeconds(60);

	private static final long POLL_MS = 100;

	private final Device device;

	private final Consumer<WorldModel> trial;

	private final Duration limit;

	private @Nullable Attempt newest;

	/**
	 * @param trial plans once; fails with a {@link ModelException}
	 * @param limit for loading and trying one package
	 */
	ModelLoader(Device device, Consumer<WorldModel> trial, Duration limit) {
		this.device = device;
		this.trial = trial;
		this.limit = limit;
	}

	/**
	 * Loads a package.
	 * @param wanted whether anybody still waits for it
	 * @return the model, which can plan; the caller closes it
	 * @throws ModelException if it cannot be used, takes too long or is not wanted any
	 * more
	 */
	OnnxWorldModel load(ModelPackage source, BooleanSupplier wanted) {
		Attempt before = this.newest;
		if (before != null && before.gaveUp && before.thread.isAlive()) {
			throw new ModelException("model " + version(source), "to be tried alone",
					"model " + version(before.source) + ", whose trial was given up and still runs");
		}
		Attempt attempt = new Attempt(source);
		this.newest = attempt;
		attempt.thread.start();
		return attempt.await(wanted);
	}

	private static String version(ModelPackage source) {
		return source.manifest().version();
	}

	/** One package. */
	private final class Attempt {

		private final ModelPackage source;

		private volatile boolean gaveUp;

		private final CompletableFuture<OnnxWorldModel> result = new CompletableFuture<>();

		private final Thread thread;

		Attempt(ModelPackage source) {
			this.source = source;
			this.thread = Thread.ofPlatform().daemon().name("model-trial").unstarted(this::run);
		}

		private void run() {
			OnnxWorldModel model = null;
			try {
				model = OnnxWorldModel.load(this.source, ModelLoader.this.device);
				ModelLoader.this.trial.accept(model);
				if (this.result.complete(model)) {
					return;
				}
			}
			catch (RuntimeException | Error ex) {
				this.result.completeExceptionally(ex);
			}
			if (model != null) {
				model.close();
			}
		}

		OnnxWorldModel await(BooleanSupplier wanted) {
			for (long waitedMs = 0;; waitedMs += POLL_MS) {
				try {
					return this.result.get(POLL_MS, TimeUnit.MILLISECONDS);
				}
				catch (TimeoutException ex) {
					if (waitedMs >= ModelLoader.this.limit.toMillis()) {
						giveUp("to be loaded and to plan once within " + ModelLoader.this.limit.toMillis() + " ms",
								"no plan");
					}
					else if (!wanted.getAsBoolean()) {
						giveUp("a caller that waits for it", "a call that has ended");
					}
				}
				catch (InterruptedException ex) {
					Thread.currentThread().interrupt();
					giveUp("to be loaded", "a server that stops");
				}
				catch (ExecutionException ex) {
					throw failure(ex.getCause());
				}
			}
		}

		/** A result that has come in the meantime stands. */
		private void giveUp(String expected, String found) {
			this.gaveUp = true;
			this.result.completeExceptionally(new ModelException("model " + version(this.source), expected, found));
		}

		private RuntimeException failure(@Nullable Throwable cause) {
			if (cause instanceof Error error) {
				throw error;
			}
			return (cause instanceof RuntimeException problem) ? problem : new IllegalStateException(cause);
		}

	}

}
