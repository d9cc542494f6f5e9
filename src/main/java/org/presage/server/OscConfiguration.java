/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.control.ControlLoops;
import org.presage.e2.dialect.Dialects;
import org.presage.kpi.CellShare;
import org.presage.ric.Lease;
import org.presage.ric.NodeGuard;
import org.presage.ric.osc.PolicyInbox;
import org.presage.ric.osc.SubscriptionNotice;
import org.presage.server.a1.A1Messages;
import org.presage.server.a1.PolicyStore;
import org.presage.server.config.EdgeProperties;
import org.presage.server.config.IntentProperties;
import org.presage.server.config.OnosProperties;
import org.presage.server.config.OscProperties;
import org.presage.worldmodel.ModelRegistry;

/** Wires the edge to the RIC of O-RAN SC, and what the RIC asks of the web server. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("presage.osc.enabled")
@EnableConfigurationProperties(OscProperties.class)
class OscConfiguration {

	/** Largest notice that is read. */
	private static final int MOST_OCTETS = 1 << 16;

	@Bean
	OscEdge oscEdge(OscProperties osc, OnosProperties onos, EdgeProperties edge, ObjectProvider<BuildProperties> build,
			Dialects dialects, ControlLoops loops, LoopThreads threads, ModelRegistry registry, Clock clock,
			MeterRegistry meters, PolicyStore book, IntentProperties intent, CellShare share, Lease lease,
			NodeGuard guard, NeighbourRelation neighbours) {
		if (onos.target() != null) {
			throw new InvalidInputException("presage.osc.enabled", "one RIC",
					"true, and presage.onos.target " + onos.target());
		}
		BuildProperties built = build.getIfAvailable();
		return new OscEdge(osc, edge, (built != null) ? String.valueOf(built.getVersion()) : "", dialects,
				PresageServer.schema(registry), loops, share, lease, guard, neighbours, clock, meters,
				inbox(new A1Messages(book, osc.instance(), intent.answers())));
	}

	private static PolicyInbox inbox(A1Messages messages) {
		return new PolicyInbox() {

			@Override
			public byte @Nullable [] received(int subscription, byte[] request) {
				return messages.received(subscription, request);
			}

			@Override
			public byte[] query() {
				return messages.query();
			}

		};
	}

	@Bean
	RouterFunction<ServerResponse> ricPaths(ObjectProvider<OscEdge> edge) {
		return RouterFunctions.route()
			.POST(SubscriptionNotice.PATH, (request) -> noticed(request, edge.getObject()))
			.GET("/ric/v1/config", (request) -> configuration(edge.getObject()))
			.build();
	}

	private static ServerResponse configuration(OscEdge edge) {
		return edge.listening()
				? ServerResponse.ok().contentType(MediaType.APPLICATION_JSON).body(edge.descriptor().configuration())
				: RicPaths.away("the message router does not listen");
	}

	private static ServerResponse noticed(ServerRequest request, OscEdge edge) throws IOException {
		byte[] json = request.servletRequest().getInputStream().readNBytes(MOST_OCTETS + 1);
		try {
			if (json.length > MOST_OCTETS) {
				throw new InvalidInputException("notice", "at most " + MOST_OCTETS + " octets", "more");
			}
			edge.noticed(json);
			return ServerResponse.ok().build();
		}
		catch (InvalidInputException ex) {
			return ServerResponse.badRequest().contentType(MediaType.TEXT_PLAIN).body(ex.getMessage() + "\n");
		}
		catch (RejectedExecutionException ex) {
			return RicPaths.away("leaving the RIC");
		}
	}

}
