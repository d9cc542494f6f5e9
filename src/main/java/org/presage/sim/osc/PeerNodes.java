/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.JsonValue;
import org.presage.ric.osc.NodeDetails;

/** The E2 manager: what has its default is left out, as protobuf's JSON has it. */
final class PeerNodes {

	private static final String PLMN = "00F110";

	private volatile Map<String, NodeDetails> nodes = Map.of();

	void set(Collection<NodeDetails> now) {
		Map<String, NodeDetails> byName = new LinkedHashMap<>();
		now.forEach((node) -> byName.put(node.name(), node));
		this.nodes = byName;
	}

	boolean connected(String name) {
		NodeDetails node = this.nodes.get(name);
		return node != null && node.connected();
	}

	RestAnswer states() {
		ArrayNode list = JsonValue.array();
		for (NodeDetails node : this.nodes.values()) {
			ObjectNode json = list.addObject().put("inventoryName", node.name());
			json.putObject("globalNbId").put("plmnId", PLMN).put("nbId", "10110101110001100111011110001");
			status(json, node);
		}
		return RestAnswer.of(200, list);
	}

	private static void status(ObjectNode json, NodeDetails node) {
		if (!node.connectionStatus().isEmpty()) {
			json.put("connectionStatus", node.connectionStatus());
		}
	}

	RestAnswer node(String name) {
		NodeDetails node = this.nodes.get(name);
		if (node == null) {
			return RestAnswer.of(404,
					JsonValue.object().put("errorCode", 404).put("errorMessage", "Resource not found"));
		}
		ObjectNode json = JsonValue.object().put("ranName", node.name());
		status(json, node);
		json.putObject("globalNbId").put("plmnId", PLMN).put("nbId", "10110101110001100111011110001");
		json.put("nodeType", "GNB");
		ObjectNode gnb = json.putObject("gnb");
		ArrayNode cells = gnb.putArray("servedNrCells");
		node.nrCells().forEach((cell) -> cells.addObject().putObject("servedNrCellInformation").put("cellId", cell));
		ArrayNode functions = gnb.putArray("ranFunctions");
		for (NodeDetails.Function function : node.functions()) {
			functions.addObject()
				.put("ranFunctionId", function.id())
				.put("ranFunctionDefinition", function.definition().toString())
				.put("ranFunctionRevision", function.revision())
				.put("ranFunctionOid", function.oid());
		}
		gnb.put("gnbType", "GNB");
		return RestAnswer.of(200, json);
	}

}
