package org.presage.server.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.http.HttpStatus;

/**
 * Why a request is not answered as it was asked: field, what was expected there and what
 * was found.
 */
final class ProblemException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/** How all refusals of this program are worded. */
	private static final Pattern WORDED = Pattern.compile("(?s)(.+?): expected (.+), found (.*)");

	private final HttpStatus status;

	private final String field;

	private final String expected;

	private final String found;

	private ProblemException(HttpStatus status, String message, String field, String expected, String found) {
		super(message);
		this.status = status;
		this.field = field;
		this.expected = expected;
		this.found = found;
	}

	/** A field of the request that is wrong. */
	static ProblemException field(HttpStatus status, String field, String expected, Object found) {
		return new ProblemException(status, field + ": expected " + expected + ", found " + found, field, expected,
				String.valueOf(found));
	}

	/** A refusal from elsewhere, taken apart where it is worded as ours are. */
	static ProblemException of(HttpStatus status, String message) {
		Matcher worded = WORDED.matcher(message);
		return worded.matches()
				? new ProblemException(status, message, worded.group(1), worded.group(2), worded.group(3))
				: new ProblemException(status, message, "", "", message);
	}

	HttpStatus status() {
		return this.status;
	}

	/** As the answer tells it. */
	Map<String, Object> told() {
		Map<String, Object> told = new LinkedHashMap<>();
		told.put("field", this.field);
		told.put("expected", this.expected);
		told.put("found", this.found);
		told.put("message", String.valueOf(getMessage()));
		return told;
	}

}
