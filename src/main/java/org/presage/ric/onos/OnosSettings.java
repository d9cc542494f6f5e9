/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import org.jspecify.annotations.Nullable;

/**
 * How micro-ONOS is reached.
 *
 * @param target host and port of the E2 termination or of the proxy beside this program
 * @param topo host and port of the topology; null for the configured nodes only
 * @param tls of both connections
 * @param appId of this application
 * @param instance of this instance; must differ among those that run at the same time
 * @param kpm service model of the reports
 * @param controlModel service model of the control
 */
public record OnosSettings(String target, @Nullable String topo, OnosTls tls, String appId, String instance, Model kpm,
		Model controlModel) {

	/**
	 * A service model.
	 *
	 * @param name as micro-ONOS names it
	 * @param version as micro-ONOS names it
	 */
	public record Model(String name, String version) {
	}

}
