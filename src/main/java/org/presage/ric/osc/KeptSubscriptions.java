/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.kpi.CellId;
import org.presage.ric.state.StateStore;

/**
 * Ids of subscriptions, kept where they survive a restart: each cell's, and those that
 * could not be ended yet. Owned by one thread.
 */
final class KeptSubscriptions {

	private static final Logger LOG = LoggerFactory.getLogger(KeptSubscriptions.class);

	private static final String OF_CELL = "subscription/";

	private static final String ENDING = "ending/";

	private final SubscriptionManager manager;

	private final StateStore store;

	private final Executor owner;

	/** Keys of the cells that this run has asked for. */
	private final Set<String> used = new HashSet<>();

	KeptSubscriptions(SubscriptionManager manager, StateStore store, Executor owner) {
		this.manager = manager;
		this.store = store;
		this.owner = owner;
	}

	boolean has(CellId cell) {
		return this.store.get(OF_CELL + cell).isPresent();
	}

	/**
	 * @param content what was asked for, in short
	 */
	boolean has(CellId cell, String content) {
		return this.store.get(OF_CELL + cell).filter((text) -> text.endsWith(' ' + content)).isPresent();
	}

	void keep(CellId cell, String id, String content) {
		this.used.add(OF_CELL + cell);
		this.store.remove(ENDING + id);
		this.store.set(OF_CELL + cell, id + ' ' + content);
	}

	/** Ends a cell's; if that fails it is tried again later. Never fails. */
	CompletableFuture<?> end(CellId cell) {
		return endKept(OF_CELL + cell);
	}

	private CompletableFuture<?> endKept(String key) {
		String id = this.store.get(key).map((text) -> text.split(" ", 2)[0]).orElse("");
		this.store.set(ENDING + id, key);
		this.store.remove(key);
		return end(id);
	}

	private CompletableFuture<?> end(String id) {
		return this.manager.unsubscribe(id).handleAsync((ended, failure) -> {
			if (failure == null) {
				this.store.remove(ENDING + id);
			}
			else {
				LOG.info("subscription {} could not be ended: {}", id, RestClient.cause(failure).getMessage());
			}
			return null;
		}, this.owner);
	}

	/** Ends what could not be ended before. */
	CompletableFuture<?> endLeft() {
		return CompletableFuture.allOf(this.store.keys()
			.stream()
			.filter((key) -> key.startsWith(ENDING))
			.map((key) -> end(key.substring(ENDING.length())))
			.toArray(CompletableFuture<?>[]::new));
	}

	/** And what an earlier run has left behind and this one had no use for. */
	CompletableFuture<?> endUnused() {
		CompletableFuture<?>[] unused = this.store.keys()
			.stream()
			.filter((key) -> key.startsWith(OF_CELL) && !this.used.contains(key))
			.map(this::endKept)
			.toArray(CompletableFuture<?>[]::new);
		return CompletableFuture.allOf(CompletableFuture.allOf(unused), endLeft());
	}

}
