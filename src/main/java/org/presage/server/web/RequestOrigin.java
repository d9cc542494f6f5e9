/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Where a request comes from, as far as its headers and its connection tell. */
final class RequestOrigin {

	private static final Set<String> OWN = Set.of("same-origin", "none");

	/** Their requests were somebody else's before. */
	private static final List<String> OF_PROXIES = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");

	private static final Pattern LOOPBACK = Pattern.compile("127\\..*|0:0:0:0:0:0:0:1|::1|\\[?::ffff:127\\..*");

	private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.%]+]|localhost|.*\\.localhost");

	private RequestOrigin() {
	}

	/** Whether it was sent on this machine, and not on behalf of another one. */
	static boolean isThisMachine(HttpServletRequest request) {
		return isLoopback(request) && OF_PROXIES.stream().allMatch((header) -> request.getHeader(header) == null);
	}

	private static boolean isLoopback(HttpServletRequest request) {
		return LOOPBACK.matcher(request.getRemoteAddr()).matches();
	}

	/**
	 * Whether a page could send it without asking first: a change without JSON; DELETE
	 * always asks.
	 */
	static boolean isForm(HttpServletRequest request) {
		String type = request.getContentType();
		boolean json = type != null && type.toLowerCase(Locale.ROOT).startsWith("application/json");
		return !json && !(request.getMethod().equals("DELETE") && type == null);
	}

	/**
	 * What shows that another site's page made the browser send it; null if nothing does.
	 * @param open whether being on this machine is all that it takes: then its name must
	 * not be one that somebody else has pointed here (DNS rebinding)
	 */
	static @Nullable String foreign(HttpServletRequest request, boolean open) {
		String fetched = request.getHeader("Sec-Fetch-Site");
		if (fetched != null && !OWN.contains(fetched.toLowerCase(Locale.ROOT))) {
			return "a request of a " + fetched + " page";
		}
		String host = String.valueOf(request.getHeader("Host"));
		String origin = request.getHeader("Origin");
		if (origin != null && !host.equalsIgnoreCase(authority(origin))) {
			return "a page of " + origin;
		}
		String name = host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
		return (open && isLoopback(request) && !ADDRESS.matcher(name).matches())
				? "a request to this machine by the name " + name : null;
	}

	private static @Nullable String authority(String origin) {
		try {
			return URI.create(origin).getAuthority();
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
