/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.presage.base.JsonValue;
import org.presage.base.InvalidInputException;

/**
 * JSON over HTTP/1.1 to one service of the RIC. Everything is bounded: the time to
 * connect, the time until the last octet of the answer is there, and its size. Its
 * futures end with an answer of any status or with a {@link RestException}; what depends
 * on them runs on threads of the JDK, so that whoever owns a thread names it as the
 * executor. Thread-safe.
 */
public final class RestClient implements AutoCloseable {

	/** Largest answer, 1 MiB. */
	public static final int MOST_OCTETS = 1 << 20;

	private static final int MOST_SHOWN = 120;

	private final String base;

	private final Duration timeout;

	private final HttpClient http;

	/**
	 * @param name of the service or of the setting, for messages
	 * @param url as {@code http://host:port}, with a path if all paths begin with it
	 * @param timeout for an answer, if the request names no other one
	 * @throws InvalidInputException if it is no such URL
	 */
	public RestClient(String name, String url, Duration timeout) {
		this.base = checked(name, url);
		this.timeout = timeout;
		this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout).build();
	}

	private static String checked(String name, String url) {
		String expected = "a URL as http://host:port";
		try {
			URI uri = new URI(url.strip());
			boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
			if (!web || uri.getHost() == null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
				throw new InvalidInputException(name, expected, url);
			}
			return uri.toString().replaceAll("/+$", "");
		}
		catch (URISyntaxException ex) {
			throw new InvalidInputException(name, expected, url);
		}
	}

	/** A name as one segment of a path. */
	public static String segment(String name) {
		return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
	}

	/**
	 * What was answered.
	 *
	 * @param request what it answers, for messages
	 * @param status of HTTP
	 * @param body at most {@link #MOST_OCTETS}
	 */
	public record Answer(String request, int status, byte[] body) {

		/** The failure that this answer is. */
		public RestException failure() {
			return new RestException(this.request, this.status, firstLine(this.body));
		}

		/**
		 * This answer.
		 * @throws RestException if it has another status
		 */
		public Answer expect(int expected) {
			if (this.status != expected) {
				throw failure();
			}
			return this;
		}

		/**
		 * Its content.
		 * @throws InvalidInputException if it is no JSON
		 */
		public JsonValue json() {
			return JsonValue.read(this.body);
		}

	}

	public CompletableFuture<Answer> get(String path) {
		return send("GET", path, BodyPublishers.noBody(), this.timeout);
	}

	public CompletableFuture<Answer> delete(String path) {
		return send("DELETE", path, BodyPublishers.noBody(), this.timeout);
	}

	public CompletableFuture<Answer> post(String path, byte[] json) {
		return post(path, json, this.timeout);
	}

	/**
	 * @param within time for the answer
	 */
	public CompletableFuture<Answer> post(String path, byte[] json, Duration within) {
		return send("POST", path, BodyPublishers.ofByteArray(json), within);
	}

	private CompletableFuture<Answer> send(String method, String path, BodyPublisher body, Duration within) {
		String name = method + ' ' + this.base + path;
		HttpRequest request = HttpRequest.newBuilder(URI.create(this.base + path))
			.header("Content-Type", "application/json")
			.header("Accept", "application/json")
			.method(method, body)
			.build();
		CompletableFuture<HttpResponse<byte[]>> sent;
		try {
			sent = this.http.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_OCTETS));
		}
		catch (IllegalArgumentException ex) {
			return CompletableFuture.failedFuture(new RestException(name, RestException.NO_ANSWER, told(ex)));
		}
		// The client's own time out ends with the headers; a body may come octet by
		// octet.
		return sent.copy().orTimeout(within.toMillis(), TimeUnit.MILLISECONDS).handle((response, failure) -> {
			if (failure == null) {
				return new Answer(name, response.statusCode(), response.body());
			}
			sent.cancel(true);
			throw new RestException(name, RestException.NO_ANSWER, reason(failure, within));
		});
	}

	private static String reason(Throwable failure, Duration within) {
		Throwable cause = cause(failure);
		return switch (cause) {
			case HttpConnectTimeoutException ex -> "no connection in " + within.toMillis() + " ms";
			case TimeoutException ex -> "no answer in " + within.toMillis() + " ms";
			case HttpTimeoutException ex -> "no answer in " + within.toMillis() + " ms";
			case ConnectException ex -> "no connection";
			case IOException ex when String.valueOf(ex.getMessage()).contains("body exceeds capacity") ->
				"expected at most " + MOST_OCTETS + " octets, found more";
			default -> told(cause);
		};
	}

	/** What a future failed with. */
	static Throwable cause(Throwable failure) {
		return (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause() : failure;
	}

	private static String told(Throwable cause) {
		String message = cause.getMessage();
		return (message == null) ? cause.getClass().getSimpleName() : shortened(message);
	}

	private static String firstLine(byte[] body) {
		String text = new String(body, 0, Math.min(body.length, 10 * MOST_SHOWN), StandardCharsets.UTF_8);
		return text.lines()
			.map(String::strip)
			.filter((line) -> !line.isEmpty())
			.findFirst()
			.map(RestClient::shortened)
			.orElse("");
	}

	private static String shortened(String text) {
		return InvalidInputException.bounded(text.replaceAll("\\p{Cntrl}+", " "), MOST_SHOWN);
	}

	/** Ends what has not been answered. */
	@Override
	public void close() {
		this.http.shutdownNow();
	}

}
