/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.util.Collection;

import org.presage.ric.osc.rmr.RmrTypes;

/** Route tables as the route manager writes them. */
final class RouteTables {

	/** What it makes of a type that its configuration names and it does not know. */
	private static final String EMPTY_TYPE = "mse|,service-ricplt-e2mgr-rmr.ricplt:3801|-1|10.0.0.7:38000\n";

	private static final int[] FROM_XAPPS = { RmrTypes.SUBSCRIPTION_REQUEST, RmrTypes.SUBSCRIPTION_DELETE_REQUEST,
			RmrTypes.CONTROL_REQUEST };

	private static final int[] TO_XAPPS = { RmrTypes.INDICATION, RmrTypes.CONTROL_ACKNOWLEDGE, RmrTypes.CONTROL_FAILURE,
			RmrTypes.SUBSCRIPTION_RESPONSE, RmrTypes.SUBSCRIPTION_FAILURE, RmrTypes.SUBSCRIPTION_DELETE_RESPONSE,
			RmrTypes.HEALTH_CHECK_REQUEST, RmrTypes.A1_POLICY_REQUEST };

	private RouteTables() {
	}

	/**
	 * A full table for xApps.
	 * @param termination host and port of the E2 termination
	 * @param emptyTypes whether it has a record without a message type
	 */
	static String full(String termination, Collection<String> nodes, boolean emptyTypes) {
		StringBuilder table = new StringBuilder("newrt|start|t1\n");
		for (int type : FROM_XAPPS) {
			table.append("mse|").append(type).append("|-1|%meid\n");
		}
		table.append("mse|").append(RmrTypes.A1_POLICY_QUERY).append("|-1|").append(termination).append('\n');
		if (emptyTypes) {
			table.append(EMPTY_TYPE);
		}
		return table.append("newrt|end|")
			.append(FROM_XAPPS.length + (emptyTypes ? 2 : 1))
			.append("\nmeid_map|start|m1\nmme_ar|")
			.append(termination)
			.append('|')
			.append(String.join(" ", nodes))
			.append("\nmeid_map|end|1\n")
			.toString();
	}

	/** What is sent for a new subscription. */
	static String partial(int instance, String xapp) {
		return "updatert|start|u" + instance + "\nmse|" + RmrTypes.INDICATION + '|' + instance + '|' + xapp
				+ "\nupdatert|end|1\n";
	}

	/** The routes of the RIC itself: everything goes to everybody. */
	static String own(Collection<String> endpoints, Collection<String> routePorts) {
		String all = String.join(";", endpoints);
		StringBuilder table = new StringBuilder("newrt|start\n");
		if (!endpoints.isEmpty()) {
			for (int type : TO_XAPPS) {
				table.append("mse|").append(type).append("|-1|").append(all).append('\n');
			}
		}
		if (!routePorts.isEmpty()) {
			table.append("mse|").append(RmrTypes.ROUTE_TABLE).append("|-1|").append(String.join(";", routePorts));
		}
		return table.append("\nnewrt|end\n").toString();
	}

}
