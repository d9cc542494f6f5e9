/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Answers a request that ended with an error, in the form of all other errors. Asked for
 * by itself, its path is one that is not there.
 */
@Controller
public final class ErrorAnswers implements ErrorController {

	@RequestMapping("/error")
	void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
		boolean dispatched = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer;
		HttpStatus status = dispatched ? status((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE))
				: HttpStatus.NOT_FOUND;
		Object path = dispatched ? request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) : request.getRequestURI();
		response.setStatus(status.value());
		response.setContentType("application/json");
		response.setHeader("Cache-Control", "no-store");
		response.getOutputStream().write(Answers.JSON.writeValueAsBytes(problem(status, request, path).problem()));
	}

	private static HttpStatus status(int code) {
		HttpStatus known = HttpStatus.resolve(code);
		return (known != null) ? known : HttpStatus.INTERNAL_SERVER_ERROR;
	}

	private static ProblemException problem(HttpStatus status, HttpServletRequest request, @Nullable Object path) {
		String found = String.valueOf(path);
		return switch (status) {
			case NOT_FOUND -> ProblemException.field(status, "path", "a path of this server", found);
			case METHOD_NOT_ALLOWED ->
				ProblemException.field(status, "method", "one that " + found + " takes", request.getMethod());
			default -> ProblemException.of(status, status.value() + " " + status.getReasonPhrase());
		};
	}

}
