/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import org.presage.server.web.ErrorAnswers;
import org.presage.server.web.SecurityHeaders;

/** Wires what all paths of the web server have in common. */
@Configuration(proxyBeanMethods = false)
class WebConfiguration {

	@Bean
	WebServerFactoryCustomizer<TomcatServletWebServerFactory> securityHeaders() {
		return (tomcat) -> tomcat.addEngineValves(new SecurityHeaders());
	}

	@Bean
	ErrorAnswers errorAnswers() {
		return new ErrorAnswers();
	}

}
