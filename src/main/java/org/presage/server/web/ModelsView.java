/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Semaphore;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.base.JsonResult;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;

/** Which models there are, and the change to another one. */
final class ModelsView {

	private final ModelStore store;

	private final Semaphore loading = new Semaphore(1);

	ModelsView(ModelStore store) {
		this.store = store;
	}

	/** The models, and whether another one can be served. */
	@JsonResult
	record Models(boolean switchable, List<Row> models) {
	}

	/** A package; its label is null if it cannot be read. */
	@JsonResult
	record Row(String file, long bytes, boolean inForce, boolean before, String error,
			@JsonUnwrapped @Nullable Label label) {
	}

	/** What the manifest says. */
	@JsonResult
	record Label(String version, String architecture, String created, int window, int horizon) {
	}

	/** The model that serves now. */
	@JsonResult
	record Served(String version) {
	}

	ServerResponse list(ServerRequest request) {
		return Answers
			.json(new Models(this.store.isSwitchable(), this.store.models().stream().map(ModelsView::row).toList()));
	}

	private static Row row(ModelStore.Stored model) {
		ModelManifest manifest = model.manifest();
		return new Row(model.file(), model.bytes(), model.inForce(), model.before(), model.error(),
				(manifest != null) ? new Label(manifest.version(), manifest.network().architecture(),
						manifest.created(), manifest.network().window(), manifest.network().horizon()) : null);
	}

	ServerResponse serve(ServerRequest request) throws IOException {
		String file = JsonBody.read(request).field("file").text();
		if (!this.loading.tryAcquire()) {
			throw ProblemException.of(HttpStatus.TOO_MANY_REQUESTS, "another model is being loaded just now");
		}
		try {
			return Answers.json(new Served(this.store.serve(file)));
		}
		catch (ModelException ex) {
			throw ProblemException.of(HttpStatus.CONFLICT, ex);
		}
		finally {
			this.loading.release();
		}
	}

}
