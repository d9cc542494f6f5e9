/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import org.presage.base.JsonValue;

/**
 * An E2 node as the E2 manager lists it: {@code NbIdentity} of O-RAN SC
 * ric-plt-nodeb-rnib, entities/nb_identity.proto.
 *
 * @param name what it is addressed by, Meid and RAN name
 * @param connectionStatus {@code CONNECTED}, {@code DISCONNECTED}, …; empty if not told
 * @param plmn hexadecimal digits as in E2AP; empty if not told
 * @param nodeId bits or hexadecimal digits of its number; empty if not told
 */
public record NodeState(String name, String connectionStatus, String plmn, String nodeId) {

	/** Whether it can be subscribed to. */
	public boolean connected() {
		return NodeDetails.CONNECTED.equals(this.connectionStatus);
	}

	static NodeState read(JsonValue json) {
		JsonValue id = json.field("globalNbId");
		return new NodeState(json.field("inventoryName").name(), NodeDetails.status(json.field("connectionStatus")),
				id.inside("plmnId").textOrEmpty(), id.inside("nbId").textOrEmpty());
	}

}
