/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.util.Map;
import java.util.TreeMap;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.base.Clock;
import org.presage.ric.NodeGuard;
import org.presage.ric.state.StateStore;
import org.presage.server.config.EdgeProperties;
import org.presage.server.web.HeldNodes;

/** Wires what keeps E2 nodes from messages that they do not survive. */
@Configuration(proxyBeanMethods = false)
class HeldNodesConfiguration {

	/** In the RIC's shared data layer. */
	private static final String NAMESPACE = "presage-held-nodes";

	@Bean
	HeldNodeStore heldNodeStore(EdgeProperties edge, Clock clock, MeterRegistry meters) {
		return new HeldNodeStore(Stores.open(NAMESPACE, edge.heldNodes(), clock, meters));
	}

	@Bean
	NodeGuard nodeGuard(HeldNodeStore store, Clock clock, MeterRegistry meters) {
		return new NodeGuard(store, clock, meters);
	}

	/**
	 * Nodes that are held, where state survives a restart.
	 *
	 * @param store closed with this
	 */
	record HeldNodeStore(StateStore store) implements NodeGuard.Memory, AutoCloseable {

		@Override
		public Map<String, String> all() {
			Map<String, String> all = new TreeMap<>();
			this.store.keys().forEach((key) -> this.store.get(key).ifPresent((value) -> all.put(key, value)));
			return all;
		}

		@Override
		public void put(String key, String value) {
			this.store.set(key, value);
		}

		@Override
		public void remove(String key) {
			this.store.remove(key);
		}

		@Override
		public void close() {
			this.store.close();
		}

	}

	/** Before the dashboard's, which has all that is under /api. */
	@Bean
	@Order(0)
	RouterFunction<ServerResponse> heldNodePaths(NodeGuard guard) {
		return new HeldNodes(guard).routes();
	}

}
