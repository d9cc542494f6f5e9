/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogThrottle;
import org.presage.base.SettingNames;
import org.presage.control.ControlMode;
import org.presage.e2.control.PrbControl;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.UeId;
import org.presage.kpi.Neighbours;
import org.presage.ric.CellTarget;
import org.presage.ric.EdgeSettings;
import org.presage.ric.KpmEvidence;
import org.presage.ric.RicNeighbours;
import org.presage.ric.onos.topo.Entity;
import org.presage.ric.onos.topo.Event;
import org.presage.ric.onos.topo.EventType;
import org.presage.ric.onos.topo.Object;
import org.presage.ric.onos.topo.Relation;

import static org.assertj.core.api.Assertions.assertThat;

/** From a topology to the cells that are subscribed to. */
class TopoViewTest {

	private static final String NODE = "e2:4/e00/2/64";

	private static final String STYLES = """
			{"serviceModels":{"1.3.6.1.4.1.53148.1.2.2.2":{"name":"ORAN-E2SM-KPM","ranFunctions":[{"reportStyles":[
			{"type":1,"measurements":[{"id":"value:1","name":"RRU.PrbUsedDl"},{"name":"CQI"}]},
			{"type":4,"measurements":[{"name":"RRU.PrbTotDl"}]}]}]}}}""";

	private static final LogThrottle LIMIT = new LogThrottle(LoggerFactory.getLogger(TopoViewTest.class), Level.WARN,
			"", Clock.SYSTEM);

	private final EdgeSettings settings = new EdgeSettings(ControlMode.ADVISORY, PrbControl.CCC,
			new EdgeSettings.Timing(1, 1, 1, 1), "srsran", false, Plmn.of("00101"), 106, new Snssai(1, null),
			new UeId.GnbDu(0, null), List.of());

	private final TopoView view = new TopoView(this.settings, 1, LIMIT);

	private void tell(EventType type, Object.Builder object) {
		this.view.apply(Event.newBuilder().setType(type).setObject(object).build());
	}

	private static Object.Builder entity(String id, String aspect, String json) {
		return Object.newBuilder()
			.setId(id)
			.setEntity(Entity.newBuilder().setKindId("e2"))
			.putAspects(aspect, Any.newBuilder().setTypeUrl(aspect).setValue(ByteString.copyFromUtf8(json)).build());
	}

	private static Object.Builder relation(String kind, String from, String to) {
		return Object.newBuilder()
			.setId(kind + from + to)
			.setRelation(Relation.newBuilder().setKindId(kind).setSrcEntityId(from).setTgtEntityId(to));
	}

	/** One node with one cell, the relations before what they relate. */
	private void tell(String cellIdentity) {
		tell(EventType.ADDED, relation("controls", "e2t", NODE));
		tell(EventType.ADDED, relation("contains", NODE, "cell"));
		tell(EventType.ADDED, entity("cell", "onos.topo.E2Cell",
				"{\"cellObjectId\":\"c\",\"cellGlobalId\":{\"value\":\"" + cellIdentity + "\",\"type\":\"NRCGI\"}}"));
		tell(EventType.UPDATED, entity(NODE, "onos.topo.E2Node", STYLES));
	}

	@Test
	void cellsAreThoseOfNodesThatAreControlled() {
		tell("00f110000454c001");
		assertThat(this.view.cells()).as("too many digits").isEmpty();
		tell("00f11000454c001");
		assertThat(this.view.cells()).containsExactly(new CellTarget(NODE, "srsran", List.of("RRU.PrbUsedDl", "CQI"),
				new EdgeSettings.Cell(Plmn.of("00101"), 0x454C001, 106, "c"), null, false,
				KpmEvidence.ofTopology("1.3.6.1.4.1.53148.1.2.2.2", true)));
		tell(EventType.REMOVED, relation("controls", "e2t", NODE));
		assertThat(this.view.cells()).as("nobody controls the node").isEmpty();
	}

	@Test
	void onlyWhatTheStyleOffersIsSubscribedTo() {
		TopoView devices = new TopoView(this.settings, 4, LIMIT);
		devices.apply(Event.newBuilder().setType(EventType.ADDED).setObject(relation("controls", "e2t", NODE)).build());
		devices
			.apply(Event.newBuilder().setType(EventType.ADDED).setObject(relation("contains", NODE, "cell")).build());
		devices.apply(Event.newBuilder()
			.setType(EventType.ADDED)
			.setObject(entity("cell", "onos.topo.E2Cell", "{\"cellGlobalId\":{\"value\":\"19b0\"}}"))
			.build());
		devices.apply(Event.newBuilder()
			.setType(EventType.ADDED)
			.setObject(entity(NODE, "onos.topo.E2Node", STYLES))
			.build());
		assertThat(devices.cells()).singleElement()
			.satisfies((target) -> assertThat(target.advertised()).containsExactly("RRU.PrbTotDl"))
			.satisfies((target) -> assertThat(target.id().cell()).isEqualTo("00101-19b0"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "xyz", "-1", "aaaaaa000000001" })
	void identityThatIsNoneLeavesTheCellOut(String identity) {
		tell(identity);
		assertThat(this.view.cells()).isEmpty();
	}

	/** As onos-e2t writes what E2SM-KPM and the F1 setup say. */
	@ParameterizedTest
	@CsvSource(delimiter = '~', quoteCharacter = '`',
			value = { "\"fddInfo\":{\"dlTransmissionBandwidth\":{\"nrScs\":\"NR_SCS_30\",\"nrb\":\"NRB_273\"}}~273",
					"\"tddInfo\":{\"transmissionBandwidth\":{\"nrb\":\"NRB_52\"}}~52",
					"\"tdd_info\":{\"transmission_bandwidth\":{\"nrb\":8}}~51",
					"\"tddInfo\":{\"transmissionBandwidth\":{\"nrb\":\"NRB_UNKNOWN\"}}~106", "\"pci\":3~106" })
	void networkAndCarrierAreTheTopologys(String mode, int prbs) {
		tell("19b0");
		tell(EventType.UPDATED, entity("cell", "onos.topo.E2Cell",
				"{\"cellGlobalId\":{\"value\":\"13842601454c001\"}," + "\"plmnId\":61712," + mode + "}"));
		assertThat(this.view.cells()).singleElement()
			.extracting((target) -> target.id().cell())
			.as("the value has the PLMN already")
			.isEqualTo("314628-1454c001");
		tell(EventType.UPDATED, entity("cell", "onos.topo.E2Cell",
				"{\"cellGlobalId\":{\"value\":\"1454c001\"},\"plmnId\":1279014," + mode + "}"));
		assertThat(this.view.cells()).singleElement().satisfies((target) -> {
			assertThat(target.id().cell()).isEqualTo("314628-1454c001");
			assertThat(target.globalId()).isEqualTo(new CellGlobalId.Nr(Plmn.of("314628"), 0x1454C001));
			assertThat(target.cell().prbs()).isEqualTo(prbs);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"ECGI\"", "1" })
	void cellOfLteIsOne(String type) {
		tell("19b0");
		tell(EventType.UPDATED, entity("cell", "onos.topo.E2Cell",
				"{\"cellGlobalId\":{\"value\":\"1454c01\",\"type\":" + type + "},\"plmnId\":1279014}"));
		assertThat(this.view.cells()).singleElement()
			.extracting(CellTarget::globalId)
			.isEqualTo(new CellGlobalId.Eutra(Plmn.of("314628"), 0x1454C01));
		tell(EventType.UPDATED, entity("cell", "onos.topo.E2Cell",
				"{\"cellGlobalId\":{\"value\":\"11454c001\",\"type\":" + type + "}}"));
		assertThat(this.view.cells()).as("more than 28 bits").isEmpty();
	}

	/** JSON of protobuf has names in either form, and the grammar depends on it. */
	@Test
	void aspectsHaveNamesInEitherForm() {
		tell("00f11000454c001");
		CellTarget camel = this.view.cells().getFirst();
		tell(EventType.UPDATED, entity(NODE, "onos.topo.E2Node", STYLES.replace("serviceModels", "service_models")));
		assertThat(this.view.cells()).containsExactly(camel);
	}

	@Test
	void summaryNamesWhatIsMissing() {
		tell(EventType.ADDED, relation("controls", "e2t", NODE));
		assertThat(this.view.summary()).singleElement().satisfies((node) -> {
			assertThat(node.found()).isEqualTo("0 cells, 0 measurements, service models none");
			assertThat(node.missing(new SettingNames("presage.e2."))).hasSize(2);
			assertThat(node.missing(new SettingNames("presage.e2.")).getFirst())
				.contains("presage.e2.nodes[].id=" + NODE);
			assertThat(node.missing(new SettingNames("presage.e2.")).getLast())
				.contains("presage.e2.nodes[].measurements");
		});
		tell("19b0");
		assertThat(this.view.summary()).singleElement().satisfies((node) -> {
			assertThat(node.found())
				.isEqualTo("1 cells, 2 measurements, service models [1.3.6.1.4.1.53148.1.2.2.2, ORAN-E2SM-KPM]");
			assertThat(node.missing(new SettingNames("presage.e2."))).isEmpty();
		});
	}

	/** But not if the E2 termination has left with it. */
	@Test
	void nodeThatLosesItsConnectionHasVanished() {
		tell(EventType.ADDED, Object.newBuilder().setId("e2t").setEntity(Entity.newBuilder().setKindId("e2t")));
		tell("19b0");
		tell(EventType.REMOVED, relation("controls", "e2t", NODE));
		tell(EventType.ADDED, relation("controls", "e2t", NODE));
		assertThat(this.view.vanished()).containsExactly(NODE);
		assertThat(this.view.vanished()).isEmpty();
		tell(EventType.REMOVED, relation("controls", "e2t", NODE));
		tell(EventType.REMOVED, Object.newBuilder().setId("e2t"));
		assertThat(this.view.vanished()).isEmpty();
	}

	/** As onos-pci writes them, and onos-e2t from an Xn setup. */
	@ParameterizedTest
	@ValueSource(strings = {
			"\"neighborCellIds\":[{\"cellGlobalId\":{\"value\":\"2\"},\"plmnId\":\"10f100\"}"
					+ ",{\"cellGlobalId\":{\"value\":\"454c001\"}}]",
			"\"neighbor_cell_ids\":[{\"cell_global_id\":{\"value\":\"00f110000000002\"}}"
					+ ",{\"cell_global_id\":{\"value\":\"000454C001\"}},7,{},{\"cell_global_id\":{\"value\":\"zz\"}}]",
			"\"neighborInformationNrs\":[{\"pci\":7,\"nrCgi\":{\"cellGlobalId\":{\"value\":\"2\"},"
					+ "\"plmnId\":\"f110\"}},{\"pci\":8,\"nrCgi\":{}},{}]",
			"\"neighborCellIds\":\"none\",\"neighborInformationNrs\":[{\"nrCgi\":{\"cellGlobalId\":{\"value\":\"2\"}}}]" })
	void neighboursAreThoseOfTheAspect(String neighbours) {
		tell("19b0");
		tell(EventType.UPDATED, entity("cell", "onos.topo.E2Cell",
				"{\"cellGlobalId\":{\"value\":\"00f110000000001\"}," + neighbours + "}"));
		tell(EventType.ADDED, relation("contains", NODE, "second"));
		tell(EventType.ADDED,
				entity("second", "onos.topo.E2Cell", "{\"cellGlobalId\":{\"value\":\"2\"},\"plmnId\":61712}"));
		assertThat(related().of(NODE + "/00101-1")).extracting("cell").containsExactly(NODE + "/00101-2");
		assertThat(related().related()).isOne();
	}

	/** Nobody was seen to write them; onos-api has them. */
	@Test
	void relationsBetweenCellsAreNeighboursToo() {
		tell("1");
		tell(EventType.ADDED, relation("contains", NODE, "second"));
		tell(EventType.ADDED, entity("second", "onos.topo.E2Cell", "{\"cellGlobalId\":{\"value\":\"2\"}}"));
		tell(EventType.ADDED, relation("neighbors", "second", "cell"));
		tell(EventType.ADDED, relation("neighbors", "second", "second"));
		tell(EventType.ADDED, relation("neighbors", "cell", "nothing"));
		assertThat(related().cells()).containsOnlyKeys(NODE + "/00101-2");
		tell(EventType.REMOVED, relation("neighbors", "second", "cell"));
		assertThat(related().isEmpty()).isTrue();
	}

	/** Those of nodes whose cells the topology cannot read. */
	@Test
	void configuredCellsCanBeNeighbours() {
		EdgeSettings configured = new EdgeSettings(this.settings.mode(), this.settings.control(),
				this.settings.timing(), "srsran", false, this.settings.plmn(), 106, this.settings.slice(),
				this.settings.ue(), List.of(new EdgeSettings.Node("own", null, List.of(),
						List.of(new EdgeSettings.Cell(this.settings.plmn(), 2, 0)))));
		TopoView other = new TopoView(configured, 1, LIMIT);
		for (Object.Builder object : List.of(relation("controls", "e2t", NODE), relation("contains", NODE, "cell"),
				entity("cell", "onos.topo.E2Cell", "{\"cellGlobalId\":{\"value\":\"1\"},\"neighborCellIds\":"
						+ "[{\"cellGlobalId\":{\"value\":\"2\"},\"plmnId\":\"10f100\"}]}"))) {
			other.apply(Event.newBuilder().setType(EventType.ADDED).setObject(object).build());
		}
		assertThat(related(other).of(NODE + "/00101-1")).extracting("cell").containsExactly("own/00101-2");
	}

	private Neighbours related() {
		return related(this.view);
	}

	private static Neighbours related(TopoView view) {
		AtomicReference<Neighbours> relation = new AtomicReference<>(Neighbours.NONE);
		new RicNeighbours("the topology", relation::set).update(view.listings());
		return relation.get();
	}

	@Test
	void aspectThatIsNoJsonLeavesTheCellOut() {
		tell("19b0");
		tell(EventType.UPDATED, entity("cell", "onos.topo.E2Cell", "{"));
		assertThat(this.view.cells()).isEmpty();
	}

}
