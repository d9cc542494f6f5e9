/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.ric.NodeGuard;

/** E2 nodes that are not asked any more because they vanished, and their release. */
public final class HeldNodes {

	private static final String PATH = Dashboard.API + "held-nodes";

	private final NodeGuard guard;

	public HeldNodes(NodeGuard guard) {
		this.guard = guard;
	}

	public RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.GET(PATH, this::list)
			.DELETE(PATH, this::release)
			.onError(ProblemException.class, (failure, request) -> Answers.problem((ProblemException) failure))
			.build();
	}

	private ServerResponse list(ServerRequest request) {
		List<Map<String, String>> held = this.guard.held()
			.stream()
			.map((one) -> Map.of("node", one.node(), "from", one.ask().name().toLowerCase(Locale.ROOT), "since",
					one.since(), "text", one.node() + " is " + one.text()))
			.toList();
		return Answers.json(Map.of("held", held));
	}

	private ServerResponse release(ServerRequest request) {
		Answers.requireParameters(request, "node");
		String node = request.param("node").orElse("");
		if (!this.guard.release(node)) {
			throw ProblemException.field(HttpStatus.NOT_FOUND, "node", "a node that is held", '"' + node + '"');
		}
		return Answers.json(Map.of("released", node));
	}

}
