/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.time.Instant;
import java.util.function.Supplier;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.JsonValue;
import org.presage.server.a1.A1Policy;
import org.presage.server.a1.PolicyStore;
import org.presage.server.a1.A1PolicyReader;
import org.presage.server.a1.PolicyRefused;
import org.presage.server.a1.PolicyStatus;
import org.presage.server.a1.PolicyType;
import org.presage.server.a1.PolicySource;

/**
 * Policies over HTTP, under the paths of the A1 mediator of O-RAN SC and with the status
 * and the problems of O-RAN.WG2.A1AP. Who may do what is not decided here.
 */
public final class PolicyPaths {

	private static final String TYPES = "/a1-p/policytypes";

	private static final String POLICIES = TYPES + "/{type}/policies";

	private static final String POLICY = POLICIES + "/{id}";

	private final Supplier<PolicyStore> book;

	public PolicyPaths(Supplier<PolicyStore> book) {
		this.book = book;
	}

	public RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.GET(TYPES, (request) -> json(HttpStatus.OK, JsonValue.bytes(JsonValue.array().add(PolicyType.ID))))
			.GET(TYPES + "/{type}", ofType((request) -> json(HttpStatus.OK, JsonValue.bytes(PolicyType.json()))))
			.GET(POLICIES, ofType((request) -> json(HttpStatus.OK, JsonValue.bytes(ids()))))
			.GET(POLICY, ofType(this::get))
			.PUT(POLICY, ofType(this::put))
			.DELETE(POLICY, ofType(this::delete))
			.GET(POLICY + "/status", ofType(this::status))
			.build();
	}

	private static HandlerFunction<ServerResponse> ofType(HandlerFunction<ServerResponse> handler) {
		return (request) -> {
			String type = request.pathVariable("type");
			try {
				return type.equals(String.valueOf(PolicyType.ID)) ? handler.handle(request) : problem(
						HttpStatus.NOT_FOUND, request, "policy type: expected " + PolicyType.ID + ", found " + type);
			}
			catch (PolicyRefused ex) {
				return refused(request, ex);
			}
		};
	}

	private ArrayNode ids() {
		ArrayNode ids = JsonValue.array();
		this.book.get().ids().forEach(ids::add);
		return ids;
	}

	private ServerResponse get(ServerRequest request) {
		return this.book.get()
			.get(request.pathVariable("id"))
			.map((policy) -> json(HttpStatus.OK, JsonValue.bytes(policy.payload())))
			.orElseGet(() -> unknown(request));
	}

	private ServerResponse put(ServerRequest request) throws IOException {
		byte[] json = request.servletRequest().getInputStream().readNBytes(A1PolicyReader.MOST_OCTETS + 1);
		PolicyStore.Change change = this.book.get().put(request.pathVariable("id"), PolicySource.REST, json);
		ServerResponse.BodyBuilder answer = (change == PolicyStore.Change.CREATED)
				? ServerResponse.created(request.uri()) : ServerResponse.ok();
		return answer.contentType(MediaType.APPLICATION_JSON).body(json);
	}

	private ServerResponse delete(ServerRequest request) {
		return this.book.get().delete(request.pathVariable("id"), PolicySource.REST)
				? ServerResponse.noContent().build() : unknown(request);
	}

	private ServerResponse status(ServerRequest request) {
		String id = request.pathVariable("id");
		PolicyStore asked = this.book.get();
		return asked.get(id)
			.flatMap((policy) -> asked.status(id).map((status) -> json(HttpStatus.OK, status(policy, status))))
			.orElseGet(() -> unknown(request));
	}

	private static byte[] status(A1Policy policy, PolicyStatus status) {
		ObjectNode json = JsonValue.object().put("enforceStatus", status.enforced() ? "ENFORCED" : "NOT_ENFORCED");
		PolicyStatus.Cause cause = status.cause();
		if (cause != null) {
			json.put("enforceReason", cause.name()).put("reason", status.reason());
		}
		json.put("source", policy.source().name())
			.put("received", Instant.ofEpochMilli(policy.receivedMs()).toString())
			.put("validity", policy.validity().toString());
		ArrayNode overridden = json.putArray("overridden");
		for (PolicyStatus.Overridden one : status.overridden()) {
			overridden.addObject().put("statement", one.statement()).put("by", one.by()).put("where", one.where());
		}
		return JsonValue.bytes(json);
	}

	private static ServerResponse unknown(ServerRequest request) {
		return problem(HttpStatus.NOT_FOUND, request,
				"policy: expected one of those that are there, found " + request.pathVariable("id"));
	}

	private static ServerResponse refused(ServerRequest request, PolicyRefused why) {
		HttpStatus status = switch (why.reason()) {
			case SIZE -> HttpStatus.CONTENT_TOO_LARGE;
			case FULL -> HttpStatus.INSUFFICIENT_STORAGE;
			case OWNED -> HttpStatus.CONFLICT;
			case STATE -> HttpStatus.SERVICE_UNAVAILABLE;
			default -> HttpStatus.BAD_REQUEST;
		};
		return problem(status, request, String.valueOf(why.getMessage()));
	}

	/** RFC 9457. */
	private static ServerResponse problem(HttpStatus status, ServerRequest request, String detail) {
		ObjectNode json = JsonValue.object()
			.put("title", status.getReasonPhrase())
			.put("status", status.value())
			.put("detail", detail)
			.put("instance", request.uri().getRawPath());
		return ServerResponse.status(status)
			.contentType(MediaType.APPLICATION_PROBLEM_JSON)
			.body(JsonValue.bytes(json));
	}

	private static ServerResponse json(HttpStatus status, byte[] json) {
		return ServerResponse.status(status).contentType(MediaType.APPLICATION_JSON).body(json);
	}

}
