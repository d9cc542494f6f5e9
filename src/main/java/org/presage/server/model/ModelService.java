/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.model;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

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

	private final ModelRegistry registry;

	private final @Nullable Path path;

	private final Device device;

	private final Consumer<WorldModel> trial;

	private final Counter failed;

	private final MultiGauge info;

	private volatile int fallback;

	private volatile double testLoss = Double.NaN;

	private FileVersion seen = FileVersion.NONE;

	private volatile String inForce = "";

	private volatile @Nullable String before;

	/**
	 * @param path of the configured package; null for the built-in model
	 * @param device that models are loaded onto
	 * @param trial plans once with a model before it serves; fails with a
	 * {@link ModelException}
	 */
	public ModelService(ModelRegistry registry, @Nullable Path path, Device device, Consumer<WorldModel> trial,
			MeterRegistry meters) {
		this.trial = trial;
		this.registry = registry;
		this.path = path;
		this.device = device;
		this.failed = Metric.UPDATE_FAILED.counter(meters);
		this.info = Metric.MODEL_INFO.gauges(meters);
		Metric.UPDATE.counter(meters, registry, ModelRegistry::swaps);
		Metric.DEVICE_FALLBACK.gauge(meters, this, (service) -> service.fallback);
		Metric.TRAIN_LOSS.gauge(meters, this, (service) -> service.testLoss);
	}

	/** Loads the configured package. Without a usable one the loop holds. */
	public synchronized void start() {
		if (this.path != null) {
			this.seen = FileVersion.of(this.path);
		}
		try {
			serve(ModelFiles.read(this.path));
			remember(this.path);
		}
		catch (ModelException ex) {
			this.failed.increment();
			LOG.error("no model: {}; every cell is held until one can be loaded", ex.getMessage());
		}
	}

	/** Looks whether the configured file changed, and loads it if so. */
	public synchronized void check() {
		if (this.path == null) {
			return;
		}
		FileVersion now = FileVersion.of(this.path);
		if (now.equals(this.seen) || now.equals(FileVersion.NONE)) {
			return;
		}
		this.seen = now;
		try {
			serve(ModelPackage.read(this.path));
			remember(this.path);
		}
		catch (ModelException ex) {
			this.failed.increment();
			LOG.error("model not changed: {}", ex.getMessage());
		}
		catch (RuntimeException | Error ex) {
			this.failed.increment();
			LOG.error("model not changed", ex);
		}
	}

	@Override
	public synchronized String serve(String file) {
		if (this.path == null || ModelFiles.isBuiltIn(this.path)) {
			throw new ModelException("file", "presage.model.path to be configured", "the built-in model");
		}
		Path directory = this.path.toAbsolutePath().getParent();
		Path name = name(file);
		if (directory == null || name == null) {
			throw new ModelException("file", "the name of a file in the directory of presage.model.path",
					"\"" + file + "\"");
		}
		try {
			String version = serve(ModelPackage.read(directory.resolve(name)));
			remember(name);
			return version;
		}
		catch (ModelException ex) {
			this.failed.increment();
			throw ex;
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

	private String serve(ModelPackage source) {
		ModelManifest manifest = source.manifest();
		OnnxWorldModel model = OnnxWorldModel.load(source, this.device);
		try {
			this.trial.accept(model);
		}
		catch (RuntimeException | Error ex) {
			model.close();
			throw ex;
		}
		this.registry.serve(model);
		this.fallback = model.fellBack() ? 1 : 0;
		this.info.register(List.of(MultiGauge.Row
			.of(Metric.MODEL_INFO.tags(manifest.version(), manifest.network().architecture(), model.device()), 1)),
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
