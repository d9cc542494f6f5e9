/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.server.security.Caller;
import org.presage.server.security.Identities;
import org.presage.server.security.RateLimit;
import org.presage.server.security.Refusals;
import org.presage.server.security.Role;

/**
 * Lets a web request pass whose caller may do it: the same tokens and roles as at the
 * gRPC API, and, while no identity is configured, changes from this machine only. What
 * another site makes a browser send is refused in any case. One for all paths that read
 * cells or change anything.
 */
public final class RequestGuard extends HttpFilter {

	/** Where it stands. */
	public static final String[] PATHS = { "/api/*", "/a1-p/*", "/actuator/sbom/*" };

	private static final long serialVersionUID = 1L;

	private static final Logger LOG = LoggerFactory.getLogger(RequestGuard.class);

	private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

	private final transient Supplier<Identities> identities;

	private final transient Supplier<Refusals> refusals;

	private final transient Clock clock;

	private final transient RateLimit logged;

	/**
	 * @param identities asked for with the first request: the web server is there before
	 * them
	 * @param refusals the same
	 */
	public RequestGuard(Supplier<Identities> identities, Supplier<Refusals> refusals, Clock clock) {
		this.identities = identities;
		this.refusals = refusals;
		this.clock = clock;
		this.logged = new RateLimit(1, clock.nanoTime());
	}

	/** Why a request is refused, how that is counted, and what is answered. */
	private record Refusal(Refusals.Reason reason, ProblemException answer) {

		static Refusal of(Refusals.Reason reason, HttpStatus status, String field, String expected, String found) {
			return new Refusal(reason, ProblemException.field(status, field, expected, found));
		}

	}

	@Override
	protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		Role role = role(request);
		Refusal refusal = judge(request, role);
		if (refusal == null) {
			chain.doFilter(request, response);
		}
		else {
			refuse(request, response, role, refusal);
		}
	}

	/** What a request wants; one that nobody has thought of wants an operator. */
	private static Role role(HttpServletRequest request) {
		boolean asks = READING.contains(request.getMethod()) || request.getRequestURI().equals(Dashboard.WHAT_IF);
		return asks ? Role.READER : Role.OPERATOR;
	}

	private @Nullable Refusal judge(HttpServletRequest request, Role role) {
		boolean sends = !READING.contains(request.getMethod());
		Identities known = this.identities.get();
		if (sends && RequestOrigin.isForm(request)) {
			return Refusal.of(Refusals.Reason.CROSS_SITE, HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Content-Type",
					"application/json", String.valueOf(request.getContentType()));
		}
		String foreign = RequestOrigin.foreign(request, known.isEmpty());
		if (foreign != null) {
			return Refusal.of(Refusals.Reason.CROSS_SITE, HttpStatus.FORBIDDEN, "origin", "this server's own page",
					foreign);
		}
		String authorization = request.getHeader("Authorization");
		Caller caller = known.caller(authorization, null);
		Refusals.Reason reason = known.judge(caller, role, !sends || RequestOrigin.isThisMachine(request));
		if (reason == null) {
			return parameter(request);
		}
		if (reason == Refusals.Reason.IDENTITY) {
			return Refusal.of(reason, HttpStatus.UNAUTHORIZED, "authorization",
					"a bearer token of presage.security.tokens with role " + role.label(),
					(authorization != null) ? "another one" : "nothing");
		}
		return (caller != null)
				? Refusal.of(reason, HttpStatus.FORBIDDEN, "authorization", "role " + role.label(),
						caller.name() + " without it")
				: Refusal.of(reason, HttpStatus.FORBIDDEN, "caller",
						"this machine, or a token of presage.security.tokens with role " + role.label(),
						request.getRemoteAddr() + ", and no tokens configured");
	}

	/** Spring would drop it, and so take one id for another. */
	private static @Nullable Refusal parameter(HttpServletRequest request) {
		String path = request.getRequestURI();
		return (path.indexOf(';') < 0) ? null : Refusal.of(Refusals.Reason.MALFORMED, HttpStatus.BAD_REQUEST, "path",
				"no parameter after a semicolon (%3B within a name)", path);
	}

	private void refuse(HttpServletRequest request, HttpServletResponse response, Role role, Refusal refusal)
			throws IOException {
		this.refusals.get().count(refusal.reason, role);
		if (this.logged.take(this.clock.nanoTime())) {
			LOG.warn("refused: {} {} from {}: {} ({})", request.getMethod(),
					InvalidInputException.bounded(request.getRequestURI()), request.getRemoteAddr(),
					refusal.answer.getMessage(), refusal.reason.name().toLowerCase(Locale.ROOT));
		}
		response.setStatus(refusal.answer.status().value());
		if (refusal.answer.status() == HttpStatus.UNAUTHORIZED) {
			response.setHeader("WWW-Authenticate", "Bearer");
		}
		response.setContentType("application/json");
		response.setHeader("Cache-Control", "no-store");
		response.getOutputStream().write(Answers.JSON.writeValueAsBytes(refusal.answer.problem()));
	}

}
