/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.util.ArrayList;
import java.util.List;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import org.jspecify.annotations.Nullable;

import org.presage.worldmodel.ModelPackage;

/**
 * The graphs of a package, ready to run.
 *
 * @param propose null if the model proposes no plans
 * @param receive null if it sends no messages
 */
record OnnxGraphs(OrtSession encode, OrtSession imagine, @Nullable OrtSession propose, @Nullable OrtSession receive) {

	/** Makes a session of a graph. */
	interface Sessions {

		OrtSession of(byte[] graph) throws OrtException;

	}

	/** All graphs of a package, or none: if one is refused, the others are closed. */
	static OnnxGraphs load(ModelPackage source, Sessions sessions) throws OrtException {
		List<OrtSession> loaded = new ArrayList<>();
		Sessions kept = (graph) -> {
			OrtSession session = sessions.of(graph);
			loaded.add(session);
			return session;
		};
		try {
			byte[] propose = source.propose();
			byte[] receive = source.receive();
			return new OnnxGraphs(kept.of(source.encode()), kept.of(source.imagine()),
					(propose != null) ? kept.of(propose) : null, (receive != null) ? kept.of(receive) : null);
		}
		catch (OrtException | RuntimeException ex) {
			close(loaded.toArray(OrtSession[]::new));
			throw ex;
		}
	}

	void close() throws OrtException {
		close(this.encode, this.imagine, this.propose, this.receive);
	}

	private static void close(@Nullable OrtSession... sessions) throws OrtException {
		for (OrtSession session : sessions) {
			if (session != null) {
				session.close();
			}
		}
	}

}
