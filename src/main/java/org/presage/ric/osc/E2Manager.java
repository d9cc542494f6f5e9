/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.presage.base.JsonValue;
import org.presage.base.InvalidInputException;

/**
 * Client of the RIC's E2 manager. Its futures fail with a {@link RestException}, 404 for
 * a node that is not known, or, if the answer cannot be read, with a
 * {@link InvalidInputException}.
 */
public final class E2Manager {

	private static final String PATH = "/v1/nodeb/";

	private final RestClient http;

	/**
	 * @param http to its base URL, as
	 * {@code http://service-ricplt-e2mgr-http.ricplt:3800}
	 */
	public E2Manager(RestClient http) {
		this.http = http;
	}

	/** All nodes that it has ever seen, connected or not. */
	public CompletableFuture<List<NodeState>> states() {
		return this.http.get(PATH + "states").thenApply((answer) -> {
			JsonValue list = answer.expect(200).json();
			return list.list().stream().map(NodeState::read).toList();
		});
	}

	/**
	 * What it knows of one node.
	 * @param name of {@link NodeState}
	 */
	public CompletableFuture<NodeDetails> node(String name) {
		return this.http.get(PATH + RestClient.segment(name))
			.thenApply((answer) -> NodeDetails.read(answer.expect(200).json()));
	}

}
