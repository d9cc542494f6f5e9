/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.base.Clock;
import org.presage.server.a1.PolicyStore;
import org.presage.server.a1.PolicyChecks;
import org.presage.server.config.IntentProperties;
import org.presage.server.config.PresageProperties;
import org.presage.server.model.ModelService;
import org.presage.server.web.PolicyPaths;
import org.presage.worldmodel.ModelRegistry;

/** Wires what operators want by policies, and the part of the web server for it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IntentProperties.class)
class IntentConfiguration {

	/** After the model, which says what can be wanted. */
	@Bean
	OperatorIntent operatorIntent(IntentProperties intent, PresageProperties properties, ModelRegistry registry,
			ModelService loaded, Clock clock, MeterRegistry meters) {
		return new OperatorIntent(intent, new PolicyChecks(properties.settings(), registry::schema), clock, meters);
	}

	@Bean
	PolicyStore policyBook(OperatorIntent intent) {
		return intent.book();
	}

	@Bean
	RouterFunction<ServerResponse> policyPaths(ObjectProvider<PolicyStore> book) {
		return new PolicyPaths(book::getObject).routes();
	}

}
