/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.server.model.ModelService;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ModelRegistry;

/**
 * Which model serves all cells: the configured one, or one that was learnt from it, also
 * after a restart. Used by one thread.
 */
final class ServedChampion {

	private static final Logger LOG = LoggerFactory.getLogger(ServedChampion.class);

	private static final int SHORT = 8;

	private final LearnFolder folder;

	private final ModelService models;

	private final ModelRegistry registry;

	/** The one that should serve. */
	private String version = "";

	ServedChampion(LearnFolder folder, ModelService models, ModelRegistry registry) {
		this.folder = folder;
		this.models = models;
		this.registry = registry;
	}

	/** Serves with the learnt champion of the configured model, if there is one. */
	void resume() {
		ModelManifest configured = this.registry.manifest();
		if (configured != null) {
			this.folder.base(configured.digest());
			serveLearnt();
			this.version = serving();
		}
	}

	private void serveLearnt() {
		String learnt = this.folder.lineage().champion();
		if (learnt == null) {
			return;
		}
		try {
			this.models.serve(ModelPackage.read(this.folder.resolve(learnt)), learnt);
			LOG.info("{} serves, which was learnt from the configured model ({})", this.folder.resolve(learnt),
					this.folder.lineage().base().substring(0, SHORT));
		}
		catch (ModelException ex) {
			LOG.error("the learnt model cannot serve, the configured one does: {}", ex.getMessage());
			this.folder.champion(null);
		}
	}

	/** Version of the model that serves; empty for none. */
	String serving() {
		ModelManifest manifest = this.registry.manifest();
		return (manifest != null) ? manifest.version() : "";
	}

	/** Whether somebody else changed the model. */
	boolean isChanged() {
		return !serving().equals(this.version);
	}

	/** Takes the model that somebody else chose for the champion. */
	void accept() {
		this.version = serving();
		ModelManifest chosen = this.registry.manifest();
		if (chosen == null) {
			return;
		}
		Challenger known = this.folder.find(chosen.digest());
		String learnt = (known != null) ? known.file() : null;
		this.folder.champion(learnt);
		if (learnt == null) {
			this.folder.base(chosen.digest());
		}
	}

	/**
	 * Serves all cells with a learnt model at once.
	 * @throws ModelException if it cannot be used; then the one before serves
	 */
	void serve(String file) {
		this.models.serve(ModelPackage.read(this.folder.resolve(file)), file);
		this.version = serving();
	}

	/**
	 * Serves with the champion before, else with the configured model.
	 * @return the one that served; null if it was not a learnt one
	 */
	@Nullable Challenger rollBack() {
		ModelManifest now = this.registry.manifest();
		Challenger served = (now != null) ? this.folder.find(now.digest()) : null;
		if (served == null) {
			return null;
		}
		Challenger before = this.folder.champions().stream().filter((one) -> one != served).findFirst().orElse(null);
		if (before != null) {
			serve(before.file());
		}
		else {
			this.models.start();
			this.version = serving();
		}
		this.folder.champion((before != null) ? before.file() : null);
		return served;
	}

	/** Serves all cells with a challenger that has planned for all of them. */
	void promote(ModelPackage source, String file) {
		this.models.promoted(source, file);
		this.version = source.manifest().version();
	}

}
