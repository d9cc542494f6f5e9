/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.util.ArrayList;
import java.util.List;

/** Collects what the looks of one check have shown. */
final class Findings {

	private final String check;

	private final List<Finding> all = new ArrayList<>();

	Findings(String check) {
		this.check = check;
	}

	void ok(String found) {
		this.all.add(new Finding(this.check, Finding.Level.OK, found, ""));
	}

	void warn(String found, String remedy) {
		this.all.add(new Finding(this.check, Finding.Level.WARN, found, remedy));
	}

	void fail(String found, String remedy) {
		this.all.add(new Finding(this.check, Finding.Level.FAIL, found, remedy));
	}

	List<Finding> all() {
		return List.copyOf(this.all);
	}

}
