/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.onos;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.e2.sm.common.CellGlobalId;
import org.presage.ric.onos.topo.Entity;
import org.presage.ric.onos.topo.Event;
import org.presage.ric.onos.topo.EventType;
import org.presage.ric.onos.topo.Object;
import org.presage.ric.onos.topo.Relation;
import org.presage.ric.onos.topo.TopoGrpc;
import org.presage.ric.onos.topo.WatchRequest;
import org.presage.ric.onos.topo.WatchResponse;
import org.presage.sim.e2.PeerNode;

/** A topology that tells what is there, and which nodes come and go. */
final class PeerTopo extends TopoGrpc.TopoImplBase {

	private static final JsonMapper JSON = JsonMapper.shared();

	/** What onos-e2t knows. */
	private static final String KPM_V2 = "1.3.6.1.4.1.53148.1.2.2.2";

	/** What it would know with a plug-in for the standard grammar. */
	private static final String KPM_V4 = "1.3.6.1.4.1.53148.1.4.2.2";

	private static final String E2T = "e2:onos-e2t";

	private static final String CELL = "onos.topo.E2Cell";

	private final Map<String, Object> objects = new LinkedHashMap<>();

	private boolean hidden;

	private final List<StreamObserver<WatchResponse>> watchers = new CopyOnWriteArrayList<>();

	PeerTopo(Collection<? extends PeerNode> nodes) {
		add(entity(E2T, "e2t").build());
		for (PeerNode node : nodes) {
			add(aspect(entity(node.id(), "e2node"), "onos.topo.E2Node", Map.of("serviceModels", models(node))));
			add(controls(node.id()));
			for (CellGlobalId.Nr cell : node.cells()) {
				String id = entityId(node.id(), cell);
				add(aspect(entity(id, "e2cell"), CELL,
						Map.of("cellObjectId", node.grammar().isV200() ? node.objectId(cell) : id, "cellGlobalId",
								Map.of("value", "%s%09x".formatted(cell.plmn(), cell.nci()), "type", "NRCGI"))));
				add(relation("contains", node.id(), id));
			}
		}
	}

	private static Map<String, ?> models(PeerNode node) {
		Map<String, java.lang.Object> models = new HashMap<>();
		models.put(node.grammar().isV200() ? KPM_V2 : KPM_V4, Map.of("name", "ORAN-E2SM-KPM", "ranFunctions", List
			.of(Map.of("@type", "type.googleapis.com/onos.topo.KPMRanFunction", "reportStyles", List.of(Map.of("type",
					1, "measurements",
					node.measurements().stream().map((name) -> Map.of("name", name)).collect(Collectors.toList())))))));
		node.controlModels().forEach((model) -> models.put("1.3.6.1.4.1.53148.1.1.2." + model, Map.of()));
		return models;
	}

	/**
	 * A cell has other neighbours, as onos-pci writes them: the PLMN as a number whose
	 * lowest octet is the first, neither filled up with zeros.
	 */
	synchronized void neighbours(String node, CellGlobalId.Nr cell, List<CellGlobalId.Nr> now) {
		String id = entityId(node, cell);
		Object before = this.objects.get(id);
		if (before == null) {
			return;
		}
		ObjectNode value = (ObjectNode) JSON.readTree(before.getAspectsOrThrow(CELL).getValue().toByteArray());
		ArrayNode listed = value.putArray("neighborCellIds");
		for (CellGlobalId.Nr one : now) {
			byte[] plmn = one.plmn().toBytes();
			ObjectNode neighbour = listed.addObject();
			neighbour.putObject("cellGlobalId").put("value", Long.toHexString(one.nci()));
			neighbour.put("plmnId",
					Integer.toHexString((plmn[2] & 0xFF) << 16 | (plmn[1] & 0xFF) << 8 | plmn[0] & 0xFF));
		}
		Object after = aspect(entity(id, "e2cell"), CELL, value);
		add(after);
		this.watchers.forEach((watcher) -> tell(watcher, EventType.UPDATED, after));
	}

	private static String entityId(String node, CellGlobalId.Nr cell) {
		return "%s/%s%09x".formatted(node, cell.plmn(), cell.nci());
	}

	/** A node loses its E2 connection. */
	synchronized void disconnected(String node) {
		Object relation = this.objects.remove(controls(node).getId());
		if (relation != null) {
			this.watchers.forEach((watcher) -> tell(watcher, EventType.REMOVED, relation));
		}
	}

	/** It has one again. */
	synchronized void connected(String node) {
		Object relation = controls(node);
		add(relation);
		this.watchers.forEach((watcher) -> tell(watcher, EventType.ADDED, relation));
	}

	private void add(Object object) {
		this.objects.put(object.getId(), object);
	}

	@Override
	public synchronized void watch(WatchRequest request, StreamObserver<WatchResponse> answers) {
		this.watchers.add(answers);
		if (!this.hidden) {
			show(answers);
		}
	}

	private void show(StreamObserver<WatchResponse> watcher) {
		this.objects.values().forEach((object) -> tell(watcher, EventType.ADDED, object));
	}

	/** Says nothing of what there is until it is shown. */
	synchronized void hide(boolean hide) {
		this.hidden = hide;
		if (!hide) {
			this.watchers.forEach(this::show);
		}
	}

	private void tell(StreamObserver<WatchResponse> answers, EventType type, Object object) {
		try {
			answers.onNext(
					WatchResponse.newBuilder().setEvent(Event.newBuilder().setType(type).setObject(object)).build());
		}
		catch (StatusRuntimeException ex) {
			// It has left.
			this.watchers.remove(answers);
		}
	}

	private static Object.Builder entity(String id, String kind) {
		return Object.newBuilder().setId(id).setType(Object.Type.ENTITY).setEntity(Entity.newBuilder().setKindId(kind));
	}

	private static Object aspect(Object.Builder object, String name, java.lang.Object value) {
		return object
			.putAspects(name,
					Any.newBuilder()
						.setTypeUrl(name)
						.setValue(ByteString.copyFrom(JSON.writeValueAsString(value), StandardCharsets.UTF_8))
						.build())
			.build();
	}

	private static Object controls(String node) {
		return relation("controls", E2T, node);
	}

	private static Object relation(String kind, String from, String to) {
		return Object.newBuilder()
			.setId(kind + ":" + from + ":" + to)
			.setType(Object.Type.RELATION)
			.setRelation(Relation.newBuilder().setKindId(kind).setSrcEntityId(from).setTgtEntityId(to))
			.build();
	}

}
