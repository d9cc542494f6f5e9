/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.tracing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;

/** A collector: OTLP over HTTP on a real port. */
public final class TraceReceiver implements AutoCloseable {

	private final HttpServer server;

	private final List<Span> spans = new CopyOnWriteArrayList<>();

	private final List<KeyValue> resources = new CopyOnWriteArrayList<>();

	private final List<String> keys = new CopyOnWriteArrayList<>();

	public TraceReceiver() throws IOException {
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 16);
		this.server.createContext("/v1/traces", this::take);
		this.server.start();
	}

	private void take(HttpExchange exchange) throws IOException {
		boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
		this.keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("X-Key")));
		try (InputStream body = exchange.getRequestBody(); InputStream in = packed ? new GZIPInputStream(body) : body) {
			ExportTraceServiceRequest.parseFrom(in).getResourceSpansList().forEach((resource) -> {
				this.resources.addAll(resource.getResource().getAttributesList());
				resource.getScopeSpansList().forEach((scope) -> this.spans.addAll(scope.getSpansList()));
			});
		}
		exchange.sendResponseHeaders(200, -1);
		exchange.close();
	}

	public String endpoint() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/v1/traces";
	}

	public List<Span> spans() {
		return List.copyOf(this.spans);
	}

	/** Spans of one name. */
	public List<Span> named(String name) {
		return this.spans.stream().filter((span) -> span.getName().equals(name)).toList();
	}

	List<String> keys() {
		return List.copyOf(this.keys);
	}

	public String resource(String key) {
		return this.resources.stream()
			.filter((value) -> value.getKey().equals(key))
			.map((value) -> value.getValue().getStringValue())
			.findFirst()
			.orElse("");
	}

	/** An attribute of a span as text. */
	public static String attribute(Span span, String key) {
		Map<String, AnyValue> values = span.getAttributesList()
			.stream()
			.collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
		AnyValue value = values.getOrDefault(key, AnyValue.getDefaultInstance());
		return value.hasIntValue() ? Long.toString(value.getIntValue()) : value.getStringValue();
	}

	@Override
	public void close() {
		this.server.stop(0);
	}

}
