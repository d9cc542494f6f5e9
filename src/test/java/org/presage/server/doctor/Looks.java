/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.util.List;

/** What a check has to say, as one line a finding. */
final class Looks {

	private Looks() {
	}

	static List<String> of(Check check) {
		Findings findings = new Findings(check.name());
		check.look(findings);
		return findings.all()
			.stream()
			.map((finding) -> finding.level().label() + ' ' + finding.found() + " -> " + finding.remedy())
			.toList();
	}

}
