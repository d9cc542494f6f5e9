/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Properties;

import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** The page and what it is made of, from inside the program. */
final class StaticPages {

	private static final String LIBRARY = "chart.js";

	private static final Map<String, MediaType> TYPES = Map.of("html", MediaType.TEXT_HTML, "js",
			new MediaType("text", "javascript"), "css", new MediaType("text", "css"), "svg",
			new MediaType("image", "svg+xml"));

	private final String charts = library();

	/** Where the webjar, whichever version it is of, has the bundle. */
	private static String library() {
		Properties jar = new Properties();
		try (InputStream in = StaticPages.class
			.getResourceAsStream("/META-INF/maven/org.webjars.npm/" + LIBRARY + "/pom.properties")) {
			jar.load(in);
		}
		catch (IOException | NullPointerException ex) {
			throw new IllegalStateException("the webjar of " + LIBRARY + " is not there", ex);
		}
		return "META-INF/resources/webjars/" + LIBRARY + '/' + jar.getProperty("version") + "/dist/chart.umd.min.js";
	}

	ServerResponse page(ServerRequest request) {
		return serve("static/index.html", "html");
	}

	ServerResponse charts(ServerRequest request) {
		return serve(this.charts, "js");
	}

	ServerResponse asset(ServerRequest request) {
		String name = request.pathVariable("name");
		String type = name.substring(name.lastIndexOf('.') + 1);
		if (!name.matches("[a-z-]+\\.(js|css|svg)")) {
			throw ProblemException.field(HttpStatus.NOT_FOUND, "path", "a part of the dashboard", name);
		}
		return serve("static/assets/" + name, type);
	}

	private static ServerResponse serve(String path, String type) {
		ClassPathResource resource = new ClassPathResource(path);
		if (!resource.exists()) {
			throw ProblemException.field(HttpStatus.NOT_FOUND, "path", "a part of the dashboard", path);
		}
		return ServerResponse.ok()
			.contentType(TYPES.getOrDefault(type, MediaType.APPLICATION_OCTET_STREAM))
			.header("Cache-Control", "no-cache")
			.body(resource);
	}

}
