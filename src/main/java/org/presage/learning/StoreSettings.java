/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.learning;

import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.CellId;

/**
 * What a store of transitions keeps, and where.
 *
 * @param file DuckDB file; null to keep nothing
 * @param newest frames that are kept of the newest, 0 or more
 * @param reservoir windows that are kept of all, 0 or more
 * @param bytes that windows take at most; fewer than {@code reservoir} are kept if they
 * are larger
 * @param group pattern on {@code node/cell}: cells with the same first capturing group,
 * or match if it has none, are a group; null: all cells are one
 * @param seed of the choice of windows
 */
public record StoreSettings(@Nullable Path file, int newest, int reservoir, long bytes, @Nullable Pattern group,
		long seed) {

	/** The group of all cells, if there is no pattern. */
	static final String ALL = "all";

	/** The group of cells that the pattern does not match, or of one group too many. */
	static final String OTHER = "other";

	/** Bytes of a row beside its values: names of cell and model. */
	private static final int ROW = 200;

	/** Windows that are kept at most. */
	int windows(FrameLayout layout) {
		long each = (long) Float.BYTES * layout.length() * layout.schema().size() + ROW;
		return Math.clamp(this.bytes / each, 0, this.reservoir);
	}

	/** The group that a cell belongs to. */
	String groupOf(CellId cell) {
		if (this.group == null) {
			return ALL;
		}
		Matcher matcher = this.group.matcher(cell.node() + "/" + cell.cell());
		if (!matcher.find()) {
			return OTHER;
		}
		String name = (matcher.groupCount() > 0) ? matcher.group(1) : matcher.group();
		return (name != null && !name.isEmpty()) ? name : OTHER;
	}

}
