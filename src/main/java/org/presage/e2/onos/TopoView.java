package org.presage.e2.onos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.Any;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.e2.common.Plmn;
import org.presage.e2.onos.topo.Event;
import org.presage.e2.onos.topo.EventType;
import org.presage.e2.onos.topo.Object;
import org.presage.e2.per.Octets;

/**
 * What is known of the topology: E2 nodes that an E2 termination controls, the cells that
 * they contain, and the measurements that they offer. Owned by one thread.
 */
final class TopoView {

	private static final Logger LOG = LoggerFactory.getLogger(TopoView.class);

	private static final JsonMapper JSON = JsonMapper.shared();

	private static final String CONTROLS = "controls";

	private static final String CONTAINS = "contains";

	private static final String CELL = "onos.topo.E2Cell";

	private static final String NODE = "onos.topo.E2Node";

	private static final int NCI_DIGITS = 9;

	private static final int PLMN_DIGITS = 6;

	private final OnosSettings settings;

	private final Map<String, Object> objects = new HashMap<>();

	TopoView(OnosSettings settings) {
		this.settings = settings;
	}

	/** Forgets everything: what is there is told again. */
	void clear() {
		this.objects.clear();
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
				OnosSettings.Cell cell = cell(relation.getRelation().getTgtEntityId());
				if (cell != null) {
					cells.add(new CellTarget(node, this.settings.dialect(), offered, cell));
				}
			}
		}
	}

	/** Names of the measurements in the aspect of a node; empty if it tells none. */
	private List<String> measurements(String node) {
		List<String> names = new ArrayList<>();
		JsonNode aspect = aspect(node, NODE);
		if (aspect != null) {
			aspect.findValues("measurements")
				.forEach((list) -> list.forEach((measurement) -> names.add(measurement.path("name").asString(""))));
		}
		return names.stream().filter((name) -> !name.isEmpty()).distinct().toList();
	}

	private OnosSettings.@Nullable Cell cell(String entity) {
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
			String nci = withPlmn ? digits.substring(PLMN_DIGITS) : digits;
			if (nci.length() > NCI_DIGITS) {
				throw new NumberFormatException("too long");
			}
			return new OnosSettings.Cell(plmn, Long.parseLong(nci, 16), 0);
		}
		catch (IllegalArgumentException ex) {
			LOG.warn(
					"cell {} of the topology is left out: cellGlobalId.value: expected up to {} hexadecimal digits of "
							+ "a cell identity, or {} with the PLMN before them, found \"{}\"",
					entity, NCI_DIGITS, PLMN_DIGITS + NCI_DIGITS, digits);
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
			return JSON.readTree(aspect.getValue().toString(StandardCharsets.UTF_8));
		}
		catch (JacksonException ex) {
			LOG.warn("aspect {} of {} in the topology: expected JSON, found {}", name, id, ex.getOriginalMessage());
			return null;
		}
	}

}
