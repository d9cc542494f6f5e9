/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.LogKeys;
import org.presage.control.ModelSwitch;
import org.presage.control.metrics.Metric;
import org.presage.server.config.FileVersion;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.Device;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/**
 * Loads packages into the registry: the configured one at start and whenever its file
 * changes, others on request. A package that cannot be used is counted and logged, and
 * the model before goes on serving.
 */
public final class ModelService implements ModelSwitch {

	private static final Logger LOG = LoggerFactory.getLogger(ModelService.class);

	private static final long POLL_MS = 100;

	private final ModelRegistry registry;

	private final @Nullable Path path;

	private final ModelLoader loader;

	/** Held while a model is changed. */
	private final ReentrantLock change = new ReentrantLock();

	private final Counter failed;

	private final MultiGauge info;

	private volatile int fallback;

	private volatile double testLoss = Double.NaN;

	private FileVersion seen = FileVersion.NONE;

	private volatile String inForce = "";

	private volatile @Nullable String before;

	private volatile @Nullable ModelPackage served;

	private volatile String device = "";

	/** Digest of the configured package as it was loaded last. */
	private String configured = "";

	/**
	 * @param path of the configured package; null for the built-in model
	 * @param device that models are loaded onto
	 * @param trial plans once with a model before it serves; fails with a
	 * {@link ModelException}
	 */
	public ModelService(ModelRegistry registry, @Nullable Path path, Device device, Consumer<WorldModel> trial,
			MeterRegistry meters) {
		this.registry = registry;
		this.path = path;
		this.loader = new ModelLoader(device, trial, ModelLoader.LIMIT);
		this.failed = Metric.UPDATE_FAILED.counter(meters);
		this.info = Metric.MODEL_INFO.gauges(meters);
		Metric.UPDATE.counter(meters, registry, ModelRegistry::swaps);
		Metric.DEVICE_FALLBACK.gauge(meters, this, (service) -> service.fallback);
		Metric.TRAIN_LOSS.gauge(meters, this, (service) -> service.testLoss);
	}

	/** Loads the configured package. Without a usable one the loop holds. */
	public void start() {
		this.change.lock();
		try {
			if (this.path != null) {
				this.seen = FileVersion.of(this.path);
			}
			ModelPackage source = ModelFiles.read(this.path);
			serve(source, () -> true);
			this.configured = source.manifest().digest();
			remember(this.path);
		}
		catch (ModelException ex) {
			this.failed.increment();
			LOG.error("no model: {}; every cell is held until one can be loaded", ex.getMessage());
		}
		finally {
			this.change.unlock();
		}
	}

	/**
	 * Looks whether the configured file changed, and loads it if so. While another
	 * package is loaded it looks at the next time.
	 */
	public void check() {
		if (this.path == null || !this.change.tryLock()) {
			return;
		}
		try {
			FileVersion now = FileVersion.of(this.path);
			if (!now.equals(this.seen) && !now.equals(FileVersion.NONE)) {
				this.seen = now;
				ModelPackage source = ModelPackage.read(this.path);
				// A file that was only touched changes nothing, whatever serves now.
				if (!source.manifest().digest().equals(this.configured)) {
					serve(source, () -> true);
					this.configured = source.manifest().digest();
					remember(this.path);
				}
			}
		}
		catch (ModelException ex) {
			this.failed.increment();
			LOG.error("model not changed: {}", ex.getMessage());
		}
		catch (RuntimeException | Error ex) {
			this.failed.increment();
			LOG.error("model not changed", ex);
		}
		finally {
			this.change.unlock();
		}
	}

	@Override
	public String serve(String file, BooleanSupplier wanted) {
		if (this.path == null || ModelFiles.isBuiltIn(this.path)) {
			throw new ModelException("file", "presage.model.path to be configured", "the built-in model");
		}
		Path directory = this.path.toAbsolutePath().getParent();
		Path name = name(file);
		if (directory == null || name == null) {
			throw new ModelException("file", "the name of a file in the directory of presage.model.path",
					"\"" + file + "\"");
		}
		lock(wanted);
		return serveLocked(() -> ModelPackage.read(directory.resolve(name)), name, wanted);
	}

	/**
	 * Serves with a package, and lets others change the model again.
	 * @param name of its file; null for the built-in model
	 */
	private String serveLocked(Supplier<ModelPackage> source, @Nullable Path name, BooleanSupplier wanted) {
		try {
			String version = serve(source.get(), wanted);
			remember(name);
			return version;
		}
		catch (ModelException ex) {
			this.failed.increment();
			throw ex;
		}
		finally {
			this.change.unlock();
		}
	}

	private void lock(BooleanSupplier wanted) {
		try {
			while (!this.change.tryLock(POLL_MS, TimeUnit.MILLISECONDS)) {
				if (!wanted.getAsBoolean()) {
					throw new ModelException("file", "a caller that waits for it", "a call that has ended");
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new ModelException("file", "to be loaded", "a server that stops");
		}
	}

	/** Null for what is no name of a file. */
	private static @Nullable Path name(String file) {
		try {
			Path name = Path.of(file);
			boolean plain = !file.isBlank() && name.getNameCount() == 1 && !name.isAbsolute() && !file.startsWith(".");
			return plain ? name : null;
		}
		catch (InvalidPathException ex) {
			return null;
		}
	}

	private void remember(@Nullable Path served) {
		String name = (served != null) ? String.valueOf(served.getFileName()) : "";
		if (!name.equals(this.inForce)) {
			this.before = this.inForce.isEmpty() ? null : this.inForce;
			this.inForce = name;
		}
	}

	/**
	 * Name of the file that serves now; empty for the built-in model, and if none does.
	 */
	String inForce() {
		return this.inForce;
	}

	/** Name of the file that served before the one that serves now; null if none did. */
	@Nullable String before() {
		return this.before;
	}

	/** The package that serves now; null if none does. */
	public @Nullable ModelPackage served() {
		return this.served;
	}

	/**
	 * Loads a package beside the one that serves, and plans once with it.
	 * @return closed by the caller
	 * @throws ModelException if it cannot be used
	 */
	public WorldModel load(ModelPackage source) {
		this.change.lock();
		try {
			return this.loader.load(source, () -> true);
		}
		finally {
			this.change.unlock();
		}
	}

	/**
	 * Serves with the configured package.
	 * @throws ModelException if it cannot be used; the old model goes on serving
	 */
	public void serveConfigured() {
		this.change.lock();
		serveLocked(() -> ModelFiles.read(this.path), this.path, () -> true);
	}

	/**
	 * Serves with a package that is not beside the configured one.
	 * @param name of its file
	 * @throws ModelException if it cannot be used; the old model goes on serving
	 */
	public void serve(ModelPackage source, String name) {
		this.change.lock();
		serveLocked(() -> source, Path.of(name), () -> true);
	}

	/**
	 * Serves all cells with the model that was tried on some of them.
	 * @param source that it was loaded from
	 * @param name of its file
	 * @return false if it is not tried any more
	 */
	public boolean promoted(ModelPackage source, String name) {
		this.change.lock();
		try {
			if (!this.registry.promote()) {
				return false;
			}
			remember(Path.of(name));
			show(source, this.device);
			return true;
		}
		finally {
			this.change.unlock();
		}
	}

	private String serve(ModelPackage source, BooleanSupplier wanted) {
		OnnxWorldModel model = this.loader.load(source, wanted);
		this.registry.serve(model);
		this.fallback = model.fellBack() ? 1 : 0;
		this.device = model.device();
		return show(source, this.device);
	}

	private String show(ModelPackage source, String device) {
		ModelManifest manifest = source.manifest();
		this.served = source;
		this.info.register(
				List.of(MultiGauge.Row
					.of(Metric.MODEL_INFO.tags(manifest.version(), manifest.network().architecture(), device), 1)),
				true);
		this.testLoss = crps(manifest);
		LOG.atInfo()
			.addKeyValue(LogKeys.MODEL, manifest.version())
			.log("serving with model {} ({}, window {}, horizon {}, action {} to {})", manifest.version(),
					manifest.network().architecture(), manifest.network().window(), manifest.network().horizon(),
					manifest.actionMin(), manifest.actionMax());
		return manifest.version();
	}

	private static double crps(ModelManifest manifest) {
		return (manifest.metrics().get("models") instanceof Map<?, ?> models
				&& models.get(manifest.network().architecture()) instanceof Map<?, ?> scores
				&& scores.get("crps") instanceof Number crps) ? crps.doubleValue() : Double.NaN;
	}

}
