/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.audit.AuditTrail;
import org.presage.base.Clock;
import org.presage.control.ControlLoops;
import org.presage.learning.TransitionStore;
import org.presage.server.config.DashboardProperties;
import org.presage.server.config.PresageProperties;
import org.presage.server.grpc.ExplainService;
import org.presage.server.learning.LearnOrders;
import org.presage.server.learning.LearnSupervisor;
import org.presage.server.model.ModelFolder;
import org.presage.server.model.ModelService;
import org.presage.server.web.Dashboard;
import org.presage.worldmodel.ModelRegistry;

/** Wires the page for operators. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty(name = "presage.dashboard.enabled", matchIfMissing = true)
@EnableConfigurationProperties(DashboardProperties.class)
class DashboardConfiguration {

	static boolean isEnabled(Environment environment) {
		return Binder.get(environment).bindOrCreate(DashboardProperties.PREFIX, DashboardProperties.class).enabled();
	}

	@Bean
	RouterFunction<ServerResponse> dashboardPaths(ControlLoops loops, ModelRegistry registry, ModelService models,
			PresageProperties properties, ExplainService explain, AuditTrail audit,
			ObjectProvider<LearnSupervisor> supervisor, TransitionStore store, Clock clock, MeterRegistry meters,
			ServerAddresses addresses) {
		LearnSupervisor learns = supervisor.getIfAvailable();
		return new Dashboard(loops, registry, properties.settings(), explain, audit.ring(),
				new ModelFolder(properties.model().file(), models, registry),
				new Dashboard.LearnPart((learns != null) ? new LearnOrders(learns) : null, store), clock, meters,
				addresses::grpcPort)
			.routes();
	}

}
