/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.JsonValue;
import org.presage.ric.osc.NodeDetails;

/** The E2 manager: what has its default is left out, as protobuf's JSON has it. */
final class PeerNodes {

	private static final String PLMN = "00F110";

	private static final RestAnswer UNKNOWN = RestAnswer.of(404,
			JsonValue.object().put("errorCode", 404).put("errorMessage", "Resource not found"));

	private volatile Map<String, NodeDetails> nodes = Map.of();

	/** Cells that an operator has written into the records of nodes. */
	private final Map<String, JsonNode> written = new ConcurrentHashMap<>();

	void set(Collection<NodeDetails> now) {
		Map<String, NodeDetails> byName = new LinkedHashMap<>();
		now.forEach((node) -> byName.put(node.name(), node));
		this.nodes = byName;
	}

	/**
	 * {@code PUT /v1/nodeb/gnb/…}: replaces the cells of a gNB. What is missing in them
	 * is refused; what they say is not checked (managers/nodeb_validator.go).
	 */
	RestAnswer update(String name, byte[] body) {
		if (!this.nodes.containsKey(name)) {
			return UNKNOWN;
		}
		List<JsonValue> cells = JsonValue.read(body).field("servedNrCells").list();
		for (JsonValue cell : cells) {
			if (cell.inside("servedNrCellInformation").inside("cellId").textOrEmpty().isEmpty()
					|| cell.inside("nrNeighbourInfos")
						.list()
						.stream()
						.anyMatch((neighbour) -> neighbour.inside("nrCgi").textOrEmpty().isEmpty())) {
				return RestAnswer.of(400,
						JsonValue.object().put("errorCode", 402).put("errorMessage", "Validation error"));
			}
		}
		this.written.put(name, Objects.requireNonNull(JsonValue.read(body).field("servedNrCells").node()));
		return node(name);
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
			return UNKNOWN;
		}
		ObjectNode json = JsonValue.object().put("ranName", node.name());
		status(json, node);
		json.putObject("globalNbId").put("plmnId", PLMN).put("nbId", "10110101110001100111011110001");
		json.put("nodeType", "GNB");
		ObjectNode gnb = json.putObject("gnb");
		ArrayNode cells = gnb.putArray("servedNrCells");
		JsonNode own = this.written.get(name);
		if (own != null) {
			gnb.set("servedNrCells", own);
		}
		else {
			node.nrCells()
				.forEach((cell) -> cells.addObject().putObject("servedNrCellInformation").put("cellId", cell));
		}
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
