package org.presage.server.web;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;

/** Which models there are, and the change to another one. */
final class ModelsView {

	private final ModelStore store;

	private final Semaphore loading = new Semaphore(1);

	ModelsView(ModelStore store) {
		this.store = store;
	}

	ServerResponse list(ServerRequest request) {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put("switchable", this.store.isSwitchable());
		answer.put("models", this.store.models().stream().map(ModelsView::row).toList());
		return Answers.json(answer);
	}

	private static Map<String, Object> row(ModelStore.Stored model) {
		Map<String, Object> row = new LinkedHashMap<>();
		row.put("file", model.file());
		row.put("bytes", model.bytes());
		row.put("in_force", model.inForce());
		row.put("before", model.before());
		row.put("error", model.error());
		ModelManifest manifest = model.manifest();
		if (manifest != null) {
			row.put("version", manifest.version());
			row.put("architecture", manifest.network().architecture());
			row.put("created", manifest.created());
			row.put("window", manifest.network().window());
			row.put("horizon", manifest.network().horizon());
		}
		return row;
	}

	ServerResponse serve(ServerRequest request) throws IOException {
		String file = JsonBody.read(request).text("file");
		if (!this.loading.tryAcquire()) {
			throw ProblemException.of(HttpStatus.TOO_MANY_REQUESTS, "another model is being loaded just now");
		}
		try {
			return Answers.json(Map.of("version", this.store.serve(file)));
		}
		catch (ModelException ex) {
			throw ProblemException.of(HttpStatus.CONFLICT, ex);
		}
		finally {
			this.loading.release();
		}
	}

}
