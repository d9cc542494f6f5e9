/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.concurrent.CompletableFuture;

import org.presage.base.InvalidInputException;

/**
 * Client of the RIC's subscription manager. Its futures fail with a {@link RestException}
 * or, if the answer cannot be read, with a {@link InvalidInputException}. Nothing is
 * repeated here: 503 says that the node is not connected yet, and may be asked again; a
 * request that is repeated while the manager still works on the first one gets an id that
 * nobody ever hears of again, so wait for the notice first.
 */
public final class SubscriptionManager {

	private static final String PATH = "/ric/v1/subscriptions";

	private final RestClient http;

	/**
	 * @param http to its base URL, as
	 * {@code http://service-ricplt-submgr-http.ricplt:8088}
	 */
	public SubscriptionManager(RestClient http) {
		this.http = http;
	}

	/**
	 * Asks for a subscription. Whether there is one comes with a
	 * {@link SubscriptionNotice}, perhaps before this answer does.
	 * @return the manager's id for it; the same one for the same content
	 */
	public CompletableFuture<String> subscribe(SubscriptionBody body) {
		return this.http.post(PATH, body.json())
			.thenApply((answer) -> answer.expect(201).json().field("SubscriptionId").name());
	}

	/** Ends a subscription. One that the manager does not know is ended. */
	public CompletableFuture<Void> unsubscribe(String id) {
		return this.http.delete(PATH + '/' + RestClient.segment(id)).thenAccept((answer) -> {
			if (answer.status() != 204 && answer.status() != 404) {
				throw answer.failure();
			}
		});
	}

}
