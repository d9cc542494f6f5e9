/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.base;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TextTableTest {

	@Test
	void columnIsAsWideAsItsWidestCell() {
		TextTable table = new TextTable("name", ">ms", "why");
		table.row("cell-10", 5, "late");
		table.row("c", 1234.5, "");
		StringWriter text = new StringWriter();
		PrintWriter out = new PrintWriter(text);
		table.print(out);
		out.flush();
		assertThat(text.toString()).isEqualToNormalizingNewlines("""
				name         ms  why
				cell-10       5  late
				c        1234.5
				""");
	}

	@Test
	void lastCellOfShortRowRunsOverColumns() {
		TextTable table = new TextTable("name", ">a", ">b");
		table.row("reward of all cells");
		table.row("x", "rejected because of b");
		table.row("y", 1, 2);
		assertThat(table.lines()).containsExactly("name  a  b", "reward of all cells", "x     rejected because of b",
				"y     1  2");
	}

	@Test
	void lineKeepsTheWidthsSoFar() {
		TextTable table = new TextTable("cells", ">  p50");
		assertThat(table.head()).isEqualTo("cells    p50");
		assertThat(table.line(7, 1.5)).isEqualTo("7        1.5");
		assertThat(table.lines()).hasSize(1);
	}

}
