package org.presage.server;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.base.Clock;
import org.presage.ric.NodeGuard;
import org.presage.server.config.EdgeProperties;
import org.presage.server.web.HeldNodes;

/** Wires what keeps E2 nodes from messages that they do not survive. */
@Configuration(proxyBeanMethods = false)
class HeldNodesConfiguration {

	/** In the RIC's shared data layer. */
	private static final String NAMESPACE = "presage-held-nodes";

	@Bean
	NodeGuard nodeGuard(EdgeProperties edge, Clock clock, MeterRegistry meters) {
		return new NodeGuard(Stores.open(NAMESPACE, edge.heldNodes(), meters), clock, meters);
	}

	/** Before the dashboard's, which has all that is under /api. */
	@Bean
	@Order(0)
	RouterFunction<ServerResponse> heldNodePaths(NodeGuard guard) {
		return new HeldNodes(guard).routes();
	}

}
