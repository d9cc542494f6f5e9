package org.presage.config;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.intent.PolicyBook;
import org.presage.intent.PolicyChecks;
import org.presage.time.Clock;
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
	PolicyBook policyBook(OperatorIntent intent) {
		return intent.book();
	}

	@Bean
	RouterFunction<ServerResponse> policyPaths(ObjectProvider<PolicyBook> book) {
		return new PolicyPaths(book::getObject).routes();
	}

}
