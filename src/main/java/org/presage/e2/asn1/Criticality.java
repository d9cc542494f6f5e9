/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

/**
 * Criticality: what a receiver does with an information element that it does not know.
 */
public enum Criticality {

	/** It refuses the message. */
	REJECT,
	/** It leaves the element out. */
	IGNORE,
	/** It leaves the element out and says so. */
	NOTIFY;

	/** Criticality. */
	public static final PerType<Criticality> TYPE = Per.closed(Criticality.class);

}
