/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rc;

import java.util.List;

import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.PerGrammar;

/**
 * E2SM-RC-ControlMessage, format 1: the parameters to set.
 *
 * @param parameters in the order in which they are sent
 */
public record RcControlMessage(List<Parameter> parameters) implements RcMessage {

	/** E2SM-RC-ControlMessage of format 1, in each grammar. */
	public static final PerGrammar<RcControlMessage> TYPES = new PerGrammar<>((grammar) -> RcMessage.TYPES.in(grammar)
		.as((message) -> RcHeader.format(RcControlMessage.class, message), (message) -> message));

	/** E2SM-RC-ControlMessage of format 1 of the standard. */
	public static final PerType<RcControlMessage> TYPE = TYPES.in(Grammar.STANDARD);

}
