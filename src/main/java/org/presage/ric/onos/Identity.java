/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

/**
 * What onos-e2t knows a cell's subscription by. A channel is known by application,
 * instance, node and transaction; the subscription behind it by node and content, so that
 * all who ask for the same content share one. One that was refused stays refused while
 * any channel is bound to it, and one whose end hangs keeps all who ask for it waiting.
 * Another transaction and another content, here another number of the action, are another
 * channel and another subscription: what is wrong with the old ones is over.
 * <p>
 * Source: onos-e2t, {@code pkg/northbound/e2/v1beta1/subscription.go},
 * {@code pkg/controller/v1beta1/channel/controller.go}.
 *
 * @param attempt 0 at the start of the program, so that it finds its own again
 */
record Identity(int attempt) {

	/** RICactionID has 8 bits. */
	private static final int ACTIONS = 255;

	static final Identity FIRST = new Identity(0);

	Identity next() {
		return new Identity(this.attempt + 1);
	}

	/** RICactionID, 1 to 255. */
	int action() {
		return 1 + this.attempt % ACTIONS;
	}

	/** The transaction of a cell. */
	String transaction(String cell) {
		return (this.attempt == 0) ? cell : cell + '#' + this.attempt;
	}

}
