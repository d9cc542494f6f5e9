/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.presage.offline.evaluation.Baselines;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/** Loaded packages, each with a name of its own. */
final class JudgedModels implements AutoCloseable {

	/**
	 * A package to judge.
	 *
	 * @param name in tables and JSON
	 * @param model in ONNX Runtime
	 */
	record Named(String name, OnnxWorldModel model) {

		ModelManifest manifest() {
			return this.model.manifest();
		}

	}

	private final List<Named> models = new ArrayList<>();

	/** Loads the packages; the built-in one without any file. */
	JudgedModels(List<Path> files) {
		List<ModelPackage> packages = files.isEmpty() ? List.of(ModelFiles.read(null))
				: files.stream().map(ModelFiles::read).toList();
		List<String> names = names(packages.stream().map(ModelPackage::manifest).toList(), Baselines.NAMES);
		try {
			for (int i = 0; i < packages.size(); i++) {
				this.models.add(new Named(names.get(i), OnnxWorldModel.load(packages.get(i))));
			}
		}
		catch (RuntimeException ex) {
			close();
			throw ex;
		}
	}

	/**
	 * The architecture names a model; its version does where several models share the
	 * architecture or it is reserved; a number is added where even that is not unique.
	 * @param reserved names of what the models are compared with
	 */
	static List<String> names(List<ModelManifest> manifests, Collection<String> reserved) {
		Set<String> taken = new HashSet<>(reserved);
		List<String> names = new ArrayList<>();
		for (ModelManifest manifest : manifests) {
			String architecture = manifest.network().architecture();
			long sharing = manifests.stream()
				.filter((other) -> other.network().architecture().equals(architecture))
				.count();
			String base = (sharing > 1 || taken.contains(architecture)) ? manifest.version() : architecture;
			String name = base;
			for (int n = 2; !taken.add(name); n++) {
				name = base + " #" + n;
			}
			names.add(name);
		}
		return names;
	}

	List<Named> all() {
		return this.models;
	}

	@Override
	public void close() {
		this.models.forEach((named) -> named.model().close());
	}

}
