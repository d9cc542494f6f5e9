/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.presage.base.InvalidInputException;
import org.presage.base.NearestName;

/**
 * The dialects that may be named: the built-in ones and those of the configuration. A
 * sender never names a file.
 */
public final class Dialects {

	private final Map<String, Dialect> byName = new LinkedHashMap<>();

	/**
	 * @param files dialects of one's own, in YAML; one with the name of a built-in one
	 * takes its place
	 * @throws InvalidInputException naming file and field if there is something wrong
	 * with one
	 */
	public Dialects(List<Path> files) {
		Dialect.BUILT_IN.forEach((name) -> add(Dialect.load(name)));
		files.forEach((file) -> add(Dialect.load(file.toString())));
	}

	private void add(Dialect dialect) {
		this.byName.put(dialect.name(), dialect);
	}

	/**
	 * The dialect of that name.
	 * @param field that the name stands in
	 * @throws InvalidInputException if there is none
	 */
	public Dialect get(String field, String name) {
		Dialect own = this.byName.get(name);
		Dialect dialect = (own != null) ? own : this.byName.get(Dialect.ALIASES.getOrDefault(name, name));
		if (dialect == null) {
			throw new InvalidInputException(field, "one of " + this.byName.keySet(), '"' + name + '"')
				.hinted(NearestName.question(name, this.byName.keySet()));
		}
		return dialect;
	}

}
