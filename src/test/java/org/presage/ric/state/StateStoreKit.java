/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What every store does. */
abstract class StateStoreKit {

	/** Opens the store; what was set in it before is there. */
	abstract StateStore open();

	@Test
	void whatIsSetIsThereUntilItIsRemoved() {
		try (StateStore store = open()) {
			assertThat(store.get("a")).isEmpty();
			assertThat(store.keys()).isEmpty();
			store.set("a", "1");
			store.set("b", "2");
			store.set("a", "3");
			assertThat(store.get("a")).contains("3");
			assertThat(store.keys()).containsExactly("a", "b");
			store.remove("a");
			store.remove("never");
			assertThat(store.get("a")).isEmpty();
			assertThat(store.keys()).containsExactly("b");
		}
	}

	@Test
	void itSurvives() {
		String json = "{\"id\": \"2AbC\", \"Größe\": \"é, \u0001 \\ \n\"}";
		try (StateStore store = open()) {
			store.set("subscription gnb_1/cell,2", json);
			store.set("empty", "");
			store.set("large", "x".repeat(100_000));
			store.set("gone", "x");
			store.remove("gone");
		}
		try (StateStore store = open()) {
			assertThat(store.keys()).containsExactly("empty", "large", "subscription gnb_1/cell,2");
			assertThat(store.get("subscription gnb_1/cell,2")).contains(json);
			assertThat(store.get("empty")).contains("");
			assertThat(store.get("large")).contains("x".repeat(100_000));
		}
	}

}
