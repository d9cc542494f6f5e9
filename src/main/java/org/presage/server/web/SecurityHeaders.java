/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.util.Map;

import jakarta.servlet.ServletException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Headers that every answer of the web server has, whoever writes it: the dashboard,
 * Spring, or Tomcat, which answers what is no HTTP.
 */
public final class SecurityHeaders extends ValveBase {

	/** All comes from here, and no other site shows it in a frame. */
	private static final Map<String, String> HEADERS = Map.of("Content-Security-Policy",
			"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
					+ "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
			"X-Content-Type-Options", "nosniff", "Referrer-Policy", "no-referrer", "Cross-Origin-Resource-Policy",
			"same-origin");

	public SecurityHeaders() {
		super(true);
	}

	@Override
	public void invoke(Request request, Response response) throws IOException, ServletException {
		HEADERS.forEach(response::setHeader);
		getNext().invoke(request, response);
		if (!response.isCommitted()) {
			// An error page has cleared them.
			HEADERS.forEach(response::setHeader);
		}
	}

}
