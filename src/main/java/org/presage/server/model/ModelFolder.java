/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.presage.server.config.FileVersion;
import org.presage.server.web.ModelStore;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;

/**
 * The packages in the directory of the configured one. Each is read once as long as its
 * file stays as it is. Thread-safe.
 */
public final class ModelFolder implements ModelStore {

	private static final String SUFFIX = ".presage";

	/** More are not looked at. */
	private static final int MOST_FILES = 200;

	private final @Nullable Path configured;

	private final ModelService service;

	private final ModelRegistry registry;

	private final Map<Path, Label> read = new HashMap<>();

	/**
	 * What a package says of itself.
	 *
	 * @param manifest null if it cannot be read, for the reason {@code error}
	 */
	private record Label(FileVersion version, @Nullable ModelManifest manifest, String error) {
	}

	/**
	 * @param configured package; null for the built-in model
	 */
	public ModelFolder(@Nullable Path configured, ModelService service, ModelRegistry registry) {
		this.configured = (configured != null && ModelFiles.isBuiltIn(configured)) ? null : configured;
		this.service = service;
		this.registry = registry;
	}

	@Override
	public boolean isSwitchable() {
		return this.configured != null;
	}

	@Override
	public String serve(String file) {
		return this.service.serve(file, () -> true);
	}

	@Override
	public synchronized List<Stored> models() {
		ModelManifest served = this.registry.manifest();
		List<Stored> models = new ArrayList<>();
		List<Path> files = files();
		this.read.keySet().retainAll(files);
		files.forEach((file) -> this.read.compute(file, ModelFolder::label));
		Path servedFile = (served != null) ? servedFile(files, served) : null;
		for (Path file : files) {
			Label label = Objects.requireNonNull(this.read.get(file));
			ModelManifest manifest = label.manifest;
			boolean inForce = file.equals(servedFile);
			String name = String.valueOf(file.getFileName());
			models.add(new Stored(name, label.version.size(), manifest, label.error, inForce,
					!inForce && name.equals(this.service.before())));
		}
		if (served != null && models.stream().noneMatch(Stored::inForce)) {
			models.add(new Stored("", 0, served, "", true, false));
		}
		return models;
	}

	/**
	 * Of several copies of the served package only the one that was loaded is in force.
	 */
	private @Nullable Path servedFile(List<Path> files, ModelManifest served) {
		List<Path> same = files.stream().filter((file) -> {
			ModelManifest manifest = Objects.requireNonNull(this.read.get(file)).manifest;
			return manifest != null && manifest.sha256().equals(served.sha256());
		}).toList();
		return same.stream()
			.filter((file) -> String.valueOf(file.getFileName()).equals(this.service.inForce()))
			.findFirst()
			.orElse(same.isEmpty() ? null : same.getFirst());
	}

	private List<Path> files() {
		Path directory = (this.configured != null) ? this.configured.toAbsolutePath().getParent() : null;
		if (directory == null) {
			return List.of();
		}
		try (Stream<Path> files = Files.list(directory)) {
			return files.filter((file) -> file.toString().endsWith(SUFFIX) && Files.isRegularFile(file))
				.sorted()
				.limit(MOST_FILES)
				.toList();
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	private static Label label(Path file, @Nullable Label known) {
		FileVersion version = FileVersion.of(file);
		if (known != null && known.version.equals(version)) {
			return known;
		}
		try {
			return new Label(version, ModelPackage.manifest(file), "");
		}
		catch (ModelException ex) {
			return new Label(version, null, String.valueOf(ex.getMessage()).replace(file + ": ", ""));
		}
	}

}
