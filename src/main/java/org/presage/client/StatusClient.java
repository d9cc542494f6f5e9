/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import org.presage.base.FileFailure;
import org.presage.base.InvalidInputException;
import org.presage.base.JsonValue;

/**
 * Reads the web server of an xApp, {@code /api/v1/}; docs/dashboard.md has its answers.
 */
public final class StatusClient {

	private static final Duration WITHIN = Duration.ofSeconds(5);

	private static final int OK = 200;

	private static final int UNAUTHENTICATED = 401;

	private static final int FORBIDDEN = 403;

	private final HttpClient http = HttpClient.newBuilder().connectTimeout(WITHIN).build();

	/** Host and port alone. */
	private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9.-]*:[0-9]{1,5}");

	private final URI server;

	private final String token;

	/**
	 * @param address as {@code http://localhost:8080}, or {@code localhost:8080}
	 * @param token file with a reader's bearer token; null for none
	 * @throws InvalidInputException if the address is no URL of HTTP, or the file cannot
	 * be read
	 */
	public StatusClient(URI address, @Nullable Path token) {
		// What precedes the port is read as a scheme where there is none.
		URI server = PLAIN.matcher(address.toString()).matches() ? URI.create("http://" + address) : address;
		if (!"http".equals(server.getScheme()) && !"https".equals(server.getScheme()) || server.getHost() == null) {
			throw new InvalidInputException("--target", "a URL such as http://localhost:8080", server);
		}
		this.server = server;
		try {
			this.token = (token != null) ? Files.readString(token).strip() : "";
		}
		catch (IOException ex) {
			throw FileFailure.reading("--token-file " + token, ex);
		}
	}

	/**
	 * Gets one resource.
	 * @param path below {@code /api/v1/}
	 * @throws InvalidInputException if the server cannot be reached or refuses
	 */
	public JsonNode get(String path) throws InterruptedException {
		HttpRequest.Builder request = HttpRequest.newBuilder(this.server.resolve("/api/v1/" + path)).timeout(WITHIN);
		if (!this.token.isEmpty()) {
			request.header("Authorization", "Bearer " + this.token);
		}
		try {
			HttpResponse<byte[]> response = this.http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
			if (response.statusCode() != OK) {
				throw new InvalidInputException("--target " + this.server, expected(response.statusCode()),
						"HTTP status " + response.statusCode());
			}
			return Objects.requireNonNull(JsonValue.read(response.body()).node());
		}
		catch (IOException ex) {
			throw new InvalidInputException("--target " + this.server,
					"the web server of a running xApp (server.port, 8080 by default)", found(ex), ex);
		}
	}

	private static String found(IOException failure) {
		if (failure instanceof HttpTimeoutException) {
			return "no answer within " + WITHIN.toSeconds() + " s";
		}
		return (failure instanceof ConnectException) ? "no server that listens there. Start it with presage serve"
				: "a server that speaks no HTTP/1.1, such as its gRPC API (spring.grpc.server.port)";
	}

	private static String expected(int status) {
		return switch (status) {
			case UNAUTHENTICATED -> "--token-file with a reader's token";
			case FORBIDDEN -> "a token of a reader";
			default -> "an answer of presage serve, with its dashboard enabled";
		};
	}

}
