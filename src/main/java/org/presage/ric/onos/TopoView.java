package org.presage.ric.onos;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.Any;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonValue;
import org.presage.base.LogKeys;
import org.presage.base.LogThrottle;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.Plmn;
import org.presage.ric.CellTarget;
import org.presage.ric.EdgeSettings;
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

	private static final String CELL = "onos.topo.E2Cell";

	private static final String NODE = "onos.topo.E2Node";

	private static final int NCI_DIGITS = 9;

	private static final int PLMN_DIGITS = 6;

	private final EdgeSettings settings;

	private final int style;

	private final LogThrottle unreadable;

	private final Map<String, Object> objects = new HashMap<>();

	/**
	 * @param style of the reports that are subscribed to
	 * @param unreadable how often what cannot be read is told
	 */
	TopoView(EdgeSettings settings, int style, LogThrottle unreadable) {
		this.settings = settings;
		this.style = style;
		this.unreadable = unreadable;
	}

	void apply(Event event) {
		Object object = event.getObject();
		if (event.getType() == EventType.REMOVED) {
			this.objects.remove(object.getId());
		}
		else {
			this.objects.put(object.getId(), object);
		}
	}

	/** The cells of the nodes that are controlled now. */
	List<CellTarget> cells() {
		List<CellTarget> cells = new ArrayList<>();
		for (Object relation : this.objects.values()) {
			if (relation.hasRelation() && relation.getRelation().getKindId().equals(CONTROLS)) {
				addCells(relation.getRelation().getTgtEntityId(), cells);
			}
		}
		return cells;
	}

	private void addCells(String node, List<CellTarget> cells) {
		List<String> offered = measurements(node);
		for (Object relation : this.objects.values()) {
			if (relation.hasRelation() && relation.getRelation().getKindId().equals(CONTAINS)
					&& relation.getRelation().getSrcEntityId().equals(node)) {
				EdgeSettings.Cell cell = cell(relation.getRelation().getTgtEntityId());
				if (cell != null) {
					cells.add(new CellTarget(node, this.settings.dialect(), offered, cell));
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

	private EdgeSettings.@Nullable Cell cell(String entity) {
		JsonNode aspect = aspect(entity, CELL);
		if (aspect == null) {
			return null;
		}
		JsonNode id = aspect.has("cellGlobalId") ? aspect.path("cellGlobalId") : aspect.path("cell_global_id");
		String digits = id.path("value").asString("");
		try {
			boolean withPlmn = digits.length() == PLMN_DIGITS + NCI_DIGITS;
			Octets plmn = withPlmn ? Octets.hex(digits.substring(0, PLMN_DIGITS)) : this.settings.plmn();
			Plmn.digits(plmn);
			long nci = EdgeSettings.Cell.nci(withPlmn ? digits.substring(PLMN_DIGITS) : digits);
			return new EdgeSettings.Cell(plmn, nci, this.settings.prbs());
		}
		catch (IllegalArgumentException ex) {
			if (this.unreadable.admits()) {
				LOG.warn(
						"cell {} of the topology is left out: cellGlobalId.value: expected up to {} hexadecimal digits of "
								+ "a cell identity, or {} with the PLMN before them, found \"{}\"",
						entity, NCI_DIGITS, PLMN_DIGITS + NCI_DIGITS, digits);
			}
			return null;
		}
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
