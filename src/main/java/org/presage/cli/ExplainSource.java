/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;

import org.presage.api.v1.ExplainCellResponse;
import org.presage.api.v1.WhatIfResponse;

/** Who answers the questions of {@code presage explain}. */
interface ExplainSource extends AutoCloseable {

	/** What is asked about, for humans. */
	String subject();

	ExplainCellResponse explain(double difference) throws IOException;

	WhatIfResponse whatIf(WhatIfOption alternative) throws IOException;

	@Override
	void close();

}
