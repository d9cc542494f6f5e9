/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import org.presage.base.Clock;
import org.presage.server.security.Refusals;
import org.presage.server.web.ErrorAnswers;
import org.presage.server.web.SecurityHeaders;
import org.presage.server.web.WebConnections;

/** Wires what all paths of the web server have in common. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> securityHeaders() {
		return (tomcat) -> tomcat.addEngineValves(new SecurityHeaders());
	}

	/** The server accepts connections before there is who counts what it refuses. */
	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> limitedConnections(ObjectProvider<Refusals> refusals,
			Clock clock) {
		return (tomcat) -> {
			tomcat.setProtocol(WebConnections.class.getName());
			tomcat.addProtocolHandlerCustomizers((handler) -> ((WebConnections) handler).onEnded(clock,
					(address, why) -> refusals.getObject().webConnection(address, why)));
		};
	}

	@Bean
	ErrorAnswers errorAnswers() {
		return new ErrorAnswers();
	}

}
