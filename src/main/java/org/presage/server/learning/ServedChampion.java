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

	/** Digest of the one that should serve; empty for none. */
	private String digest = "";

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
			this.digest = digest();
		}
	}

	private String digest() {
		ModelManifest manifest = this.registry.manifest();
		return (manifest != null) ? manifest.digest() : "";
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
		}
	}

	/** Version of the model that serves; empty for none. */
	String serving() {
		ModelManifest manifest = this.registry.manifest();
		return (manifest != null) ? manifest.version() : "";
	}

	/** Whether somebody else changed the model. */
	boolean isChanged() {
		return !digest().equals(this.digest);
	}

	/** Takes the model that somebody else chose for the champion. */
	void accept() {
		ModelManifest chosen = this.registry.manifest();
		boolean isFirst = this.digest.isEmpty();
		this.digest = digest();
		if (isFirst) {
			resume();
		}
		else if (chosen != null) {
			Challenger known = this.folder.find(chosen.digest());
			this.folder.champion((known != null) ? known.file() : null);
			if (known == null) {
				this.folder.base(chosen.digest());
			}
		}
	}

	/**
	 * Serves all cells with a learnt model at once.
	 * @throws ModelException if it cannot be used; then the one before serves
	 */
	void serve(String file) {
		this.models.serve(ModelPackage.read(this.folder.resolve(file)), file);
		this.digest = digest();
	}

	/** The learnt model that serves; null if it is none. */
	@Nullable Challenger served() {
		return this.folder.find(digest());
	}

	/** File of the champion before; null for the configured model. */
	@Nullable String before(Challenger served) {
		return this.folder.champions()
			.stream()
			.filter((one) -> !one.hash().equals(served.hash()))
			.map(Challenger::file)
			.findFirst()
			.orElse(null);
	}

	/**
	 * Serves with a champion before.
	 * @param file null for the configured model
	 * @throws ModelException if it cannot be used; then the one that serves goes on
	 */
	void goBack(@Nullable String file) {
		if (file != null) {
			serve(file);
		}
		else {
			this.models.serveConfigured();
			this.digest = digest();
		}
	}

	/**
	 * Serves all cells with a challenger that has planned for nearly all of them.
	 * @return false if it is not tried any more
	 */
	boolean promote(ModelPackage source, String file) {
		boolean isDone = this.models.promoted(source, file);
		this.digest = isDone ? source.manifest().digest() : this.digest;
		return isDone;
	}

}
