/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;

import com.google.protobuf.Any;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonValue;
import org.presage.base.LogKeys;
import org.presage.base.LogThrottle;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.Plmn;
import org.presage.kpi.CellId;
import org.presage.ric.CellIdentity;
import org.presage.ric.CellListing;
import org.presage.ric.CellTarget;
import org.presage.ric.EdgeSettings;
import org.presage.ric.KpmEvidence;
import org.presage.ric.onos.topo.Event;
import org.presage.ric.onos.topo.EventType;
import org.presage.ric.onos.topo.Object;

/**
 * What is known of the topology: E2 nodes that an E2 termination controls, the cells that
 * they contain, and the measurements that they offer. Owned by one thread.
 */
final class TopoView {

	private static final Logger LOG = LoggerFactory.getLogger(TopoView.class);

	private static final String CONTROLS = "controls";

	private static final String CONTAINS = "contains";

	private static final String NEIGHBORS = "neighbors";

	private static final String CELL = "onos.topo.E2Cell";

	private static final String NODE = "onos.topo.E2Node";

	static final int NCI_DIGITS = 9;

	/** Of a cell of E-UTRA: 28 bits. */
	private static final int ECI_DIGITS = 7;

	/** PRBs by the number of the topology's enumeration. */
	private static final int[] NRB = { 0, 11, 18, 24, 25, 31, 32, 38, 51, 52, 65, 66, 78, 79, 93, 106, 107, 121, 132,
			133, 135, 160, 162, 189, 216, 217, 245, 264, 270, 273 };

	private static final int PLMN_DIGITS = 6;

	private final EdgeSettings settings;

	private final int style;

	private final LogThrottle unreadable;

	private final Map<String, Object> objects = new HashMap<>();

	/** Nodes whose E2 connection has ended, with the E2 termination that had it. */
	private final Map<String, String> ended = new HashMap<>();

	/** E2 terminations that have ended themselves. */
	private final Set<String> endedTerminations = new HashSet<>();

	/**
	 * @param style of the reports that are subscribed to
	 * @param unreadable how often what cannot be read is logged
	 */
	TopoView(EdgeSettings settings, int style, LogThrottle unreadable) {
		this.settings = settings;
		this.style = style;
		this.unreadable = unreadable;
	}

	void apply(Event event) {
		Object object = event.getObject();
		if (event.getType() == EventType.REMOVED) {
			remove(object);
		}
		else {
			this.objects.put(object.getId(), object);
		}
	}

	private void remove(Object removed) {
		Object known = this.objects.remove(removed.getId());
		if (known == null) {
			return;
		}
		if (!known.hasRelation()) {
			this.endedTerminations.add(known.getId());
		}
		else if (known.getRelation().getKindId().equals(CONTROLS)
				&& !nodes().contains(known.getRelation().getTgtEntityId())) {
			this.ended.put(known.getRelation().getTgtEntityId(), known.getRelation().getSrcEntityId());
		}
	}

	/**
	 * Nodes that have left since this was asked last, also those that are back. Not those
	 * whose E2 termination left with them.
	 */
	List<String> vanished() {
		List<String> vanished = this.ended.entrySet()
			.stream()
			.filter((ended) -> !this.endedTerminations.contains(ended.getValue()))
			.map(Map.Entry::getKey)
			.toList();
		this.ended.clear();
		this.endedTerminations.clear();
		return vanished;
	}

	/** The nodes that are controlled now. */
	private Set<String> nodes() {
		Set<String> nodes = new TreeSet<>();
		for (Object relation : this.objects.values()) {
			if (relation.hasRelation() && relation.getRelation().getKindId().equals(CONTROLS)) {
				nodes.add(relation.getRelation().getTgtEntityId());
			}
		}
		return nodes;
	}

	/** The cells of the nodes that are controlled now. */
	List<CellTarget> cells() {
		List<CellTarget> cells = new ArrayList<>();
		nodes().forEach((node) -> addCells(node, cells));
		return cells;
	}

	/** What is known of the nodes that are controlled now, by their names. */
	List<TopoNode> summary() {
		List<TopoNode> summary = new ArrayList<>();
		for (String node : nodes()) {
			List<CellTarget> cells = new ArrayList<>();
			addCells(node, cells);
			boolean configured = this.settings.nodes().stream().anyMatch((one) -> one.id().equals(node));
			summary.add(new TopoNode(node, cells.size(), measurements(node).size(), models(node), configured));
		}
		return summary;
	}

	/**
	 * What is listed of the neighbours of each cell that is known, by aspects of the cell
	 * and by relations of their own kind.
	 */
	List<CellListing> listings() {
		Map<String, List<CellIdentity>> related = new HashMap<>();
		for (Object relation : this.objects.values()) {
			if (relation.hasRelation() && relation.getRelation().getKindId().equals(NEIGHBORS)) {
				CellIdentity target = identity(relation.getRelation().getTgtEntityId());
				if (target != null) {
					related.computeIfAbsent(relation.getRelation().getSrcEntityId(), (source) -> new ArrayList<>())
						.add(target);
				}
			}
		}
		Map<CellId, CellListing> listings = new LinkedHashMap<>();
		nodes().forEach((node) -> contained(node, (entity, cell) -> {
			CellId id = new CellTarget(node, "", List.of(), cell).id();
			CellIdentity own = identity(entity);
			JsonNode aspect = aspect(entity, CELL);
			if (own != null && aspect != null) {
				listings.put(id, TopoNeighbours.read(id, own, aspect, related.getOrDefault(entity, List.of())));
			}
		}));
		this.settings.targets().forEach((target) -> listings.putIfAbsent(target.id(), CellListing.of(target)));
		return List.copyOf(listings.values());
	}

	/** Of a cell; its PLMN only if the topology has it. */
	private @Nullable CellIdentity identity(String entity) {
		EdgeSettings.Cell cell = cell(entity);
		JsonNode aspect = aspect(entity, CELL);
		if (cell == null || aspect == null) {
			return null;
		}
		int digits = either(aspect, "cellGlobalId", "cell_global_id").path("value").asString("").length();
		boolean told = digits > NCI_DIGITS || either(aspect, "plmnId", "plmn_id").asInt(0) != 0;
		return new CellIdentity(told ? cell.plmn() : null, cell.nci());
	}

	private Set<String> models(String node) {
		JsonNode aspect = aspect(node, NODE);
		Set<String> models = new TreeSet<>();
		either(aspect, "serviceModels", "service_models").propertyStream().forEach((model) -> {
			models.add(model.getKey());
			String name = model.getValue().path("name").asString("");
			if (!name.isEmpty()) {
				models.add(name);
			}
		});
		return models;
	}

	/** JSON of protobuf has names in either form. */
	static JsonNode either(@Nullable JsonNode of, String camel, String snake) {
		if (of == null) {
			return MissingNode.getInstance();
		}
		return of.has(camel) ? of.path(camel) : of.path(snake);
	}

	private void addCells(String node, List<CellTarget> cells) {
		List<String> offered = measurements(node);
		KpmEvidence evidence = evidence(node);
		contained(node, (entity, cell) -> cells.add(new CellTarget(node, this.settings.dialect(), offered, cell,
				this.settings.grammar(), false, evidence)));
	}

	/** The cells of a node that can be read, with the entities that they are. */
	private void contained(String node, BiConsumer<String, EdgeSettings.Cell> each) {
		for (Object relation : this.objects.values()) {
			if (relation.hasRelation() && relation.getRelation().getKindId().equals(CONTAINS)
					&& relation.getRelation().getSrcEntityId().equals(node)) {
				String entity = relation.getRelation().getTgtEntityId();
				EdgeSettings.Cell cell = cell(entity);
				if (cell != null) {
					each.accept(entity, cell);
				}
			}
		}
	}

	/**
	 * Names of the measurements of our style of report in the aspect of a node, of all
	 * styles if it does not tell them apart; empty if it tells none.
	 */
	private List<String> measurements(String node) {
		JsonNode aspect = aspect(node, NODE);
		if (aspect == null) {
			return List.of();
		}
		List<JsonNode> styles = new ArrayList<>();
		aspect.findParents("measurements").forEach(styles::add);
		List<JsonNode> ours = styles.stream().filter((found) -> found.path("type").asInt(0) == this.style).toList();
		return (ours.isEmpty() ? styles : ours).stream()
			.flatMap((found) -> found.path("measurements").valueStream())
			.map((measurement) -> measurement.path("name").asString(""))
			.filter((name) -> !name.isEmpty())
			.distinct()
			.toList();
	}

	/** What tells the grammar of a node: its service models, by OID. */
	private KpmEvidence evidence(String node) {
		JsonNode aspect = aspect(node, NODE);
		JsonNode models = either(aspect, "serviceModels", "service_models");
		for (String oid : models.propertyNames()) {
			if (KpmEvidence.isKpm(oid)) {
				return KpmEvidence.ofTopology(oid, !models.path(oid).findParents("measurements").isEmpty());
			}
		}
		return KpmEvidence.NO_KPM;
	}

	private EdgeSettings.@Nullable Cell cell(String entity) {
		JsonNode aspect = aspect(entity, CELL);
		if (aspect == null) {
			return null;
		}
		JsonNode id = either(aspect, "cellGlobalId", "cell_global_id");
		boolean eutra = id.path("type").asString("").equals("ECGI") || id.path("type").asInt(0) == 1;
		int most = eutra ? ECI_DIGITS : NCI_DIGITS;
		String digits = id.path("value").asString("");
		try {
			boolean withPlmn = digits.length() == PLMN_DIGITS + most;
			Octets plmn = withPlmn ? Octets.hex(digits.substring(0, PLMN_DIGITS)) : plmn(aspect);
			Plmn.digits(plmn);
			String identity = withPlmn ? digits.substring(PLMN_DIGITS) : digits;
			if (identity.length() > most) {
				throw new InvalidInputException("cellGlobalId.value", "at most " + most + " digits", identity);
			}
			int found = prbs(aspect);
			String object = either(aspect, "cellObjectId", "cell_object_id").asString("");
			return new EdgeSettings.Cell(plmn, EdgeSettings.Cell.nci(identity),
					(found > 0) ? found : this.settings.prbs(), object.isEmpty() ? null : object, eutra);
		}
		catch (IllegalArgumentException ex) {
			if (this.unreadable.admits()) {
				LOG.warn(
						"cell {} of the topology is left out: cellGlobalId.value: expected up to {} hexadecimal digits of "
								+ "a cell identity, or {} with the PLMN before them, found \"{}\" ({})",
						entity, most, PLMN_DIGITS + most, digits, ex.getMessage());
			}
			return null;
		}
	}

	/** The three octets as one number, as 1279014 for 314-628; those configured if 0. */
	private Octets plmn(JsonNode cell) {
		int number = either(cell, "plmnId", "plmn_id").asInt(0);
		return (number == 0) ? this.settings.plmn()
				: Octets.of((byte) (number >> 16), (byte) (number >> 8), (byte) number);
	}

	/** Of the downlink's carrier; 0 if it is not told. */
	private static int prbs(JsonNode cell) {
		JsonNode fdd = either(either(cell, "fddInfo", "fdd_info"), "dlTransmissionBandwidth",
				"dl_transmission_bandwidth");
		JsonNode tdd = either(either(cell, "tddInfo", "tdd_info"), "transmissionBandwidth", "transmission_bandwidth");
		JsonNode nrb = (fdd.isMissingNode() ? tdd : fdd).path("nrb");
		String name = nrb.asString("");
		if (name.matches("NRB_\\d{2,3}")) {
			return Integer.parseInt(name.substring("NRB_".length()));
		}
		int number = nrb.isNumber() ? nrb.asInt(0) : 0;
		return (number > 0 && number < NRB.length) ? NRB[number] : 0;
	}

	private @Nullable JsonNode aspect(String id, String name) {
		Object object = this.objects.get(id);
		Any aspect = (object != null) ? object.getAspectsMap().get(name) : null;
		if (aspect == null) {
			return null;
		}
		try {
			return JsonValue.read(name, aspect.getValue().toByteArray(), JsonValue.MOST_OCTETS).node();
		}
		catch (InvalidInputException ex) {
			if (this.unreadable.admits()) {
				LOG.atWarn()
					.addKeyValue(LogKeys.NODE, id)
					.log("aspect {} of {} in the topology: expected JSON, found {}", name, id, ex.found());
			}
			return null;
		}
	}

}
