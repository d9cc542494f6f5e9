package org.presage.intent;

import java.util.ArrayList;
import java.util.List;

/**
 * What policies mean in one place.
 *
 * @param where a cell, a slice of one, or the network: all that is not named
 * @param statements what counts there
 */
public record Meaning(String where, List<Statement> statements) {

	/**
	 * @param path of the statement; one that begins with {@code slice.} is about the
	 * slice alone
	 * @param value what it says
	 * @param by id of its policy
	 */
	public record Statement(String path, String value, String by) {
	}

	static Meaning of(String where, Verdict verdict) {
		List<Statement> statements = new ArrayList<>();
		verdict.counts()
			.forEach((path, said) -> statements.add(new Statement(path, String.valueOf(said.value()), said.by().id())));
		return new Meaning(where, List.copyOf(statements));
	}

}
