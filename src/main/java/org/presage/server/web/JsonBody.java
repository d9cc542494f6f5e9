/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonValue;

/** JSON that comes with a request, 16 KiB at most. */
final class JsonBody {

	private static final int MOST = 1 << 14;

	private JsonBody() {
	}

	/**
	 * Reads it.
	 * @throws ProblemException if it is too large
	 * @throws InvalidInputException if it is no JSON
	 */
	static JsonValue read(ServerRequest request) throws IOException {
		byte[] octets = request.servletRequest().getInputStream().readNBytes(MOST + 1);
		if (octets.length > MOST) {
			throw ProblemException.field(HttpStatus.CONTENT_TOO_LARGE, "body", "at most " + MOST + " octets", "more");
		}
		return JsonValue.read("body", octets, MOST);
	}

}
