/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.presage.base.JsonValue;
import org.presage.e2.sm.common.Plmn;
import org.presage.kpi.Neighbours;
import org.presage.ric.EdgeSettings;
import org.presage.ric.RicNeighbours;
import org.presage.ric.TestNode;
import org.presage.sim.osc.OscRic;

import static org.assertj.core.api.Assertions.assertThat;

/** Neighbours that an operator writes into the E2 manager's records. */
class OscNeighboursTest extends OscFixture {

	private static final String FIRST_CELL = TestNode.ID + "/00101-1";

	private static final String SECOND_CELL = TestNode.ID + "/00101-454c001";

	private static final String NEIGHBOUR = "{\"nrCgi\":\"%s\",\"nrPci\":1,\"nrMode\":1,\"choiceNrMode\":{\"fdd\":{}}}";

	private static String served(String cell, String... neighbours) {
		return "{\"servedNrCellInformation\":{\"cellId\":\"" + cell
				+ "\",\"choiceNrMode\":{\"fdd\":{}},\"nrMode\":1,\"nrPci\":1,\"servedPlmns\":[\"00f110\"]},"
				+ "\"nrNeighbourInfos\":["
				+ String.join(",", List.of(neighbours).stream().map(NEIGHBOUR::formatted).toList()) + "]}";
	}

	private static int put(OscRic ric, String node, String... cells) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(ric.managers().url() + "/v1/nodeb/gnb/" + RestClient.segment(node)))
				.PUT(HttpRequest.BodyPublishers.ofString("{\"servedNrCells\":[" + String.join(",", cells) + "]}"))
				.build(), HttpResponse.BodyHandlers.ofString())
			.statusCode();
	}

	private List<String> of(String cell) {
		return this.related.get().of(cell).stream().map(Neighbours.Neighbour::cell).toList();
	}

	@Test
	void whatAnOperatorWritesTakesEffectWithoutARestart() throws Exception {
		this.neighbours = new RicNeighbours("the E2 manager", this.related::set);
		OscRic ric = running();
		assertThat(this.related.get().isEmpty()).as("E2 setup fills no neighbours in").isTrue();
		assertThat(put(ric, TestNode.ID,
				served("00f110:000000001", "00f110:00454c0010", "00f110:000000001", "one", "00f110:000000099"),
				served("00f110:00454c001")))
			.isEqualTo(200);
		await(() -> of(FIRST_CELL).equals(List.of(SECOND_CELL)));
		assertThat(of(SECOND_CELL)).isEmpty();
		assertThat(put(ric, TestNode.ID, served("00f110:000000001"), served("00f110:00454c001", "00f110:000000001")))
			.isEqualTo(200);
		await(() -> of(SECOND_CELL).equals(List.of(FIRST_CELL)));
		assertThat(of(FIRST_CELL)).isEmpty();
		assertThat(this.client).isNotNull();
		awaitSubscriptions(2);
	}

	/** Cells of nodes that tell none are configured; their neighbours are not. */
	@Test
	void configuredCellsHaveTheNeighboursOfTheRecord() throws Exception {
		this.neighbours = new RicNeighbours("the E2 manager", this.related::set);
		this.configured = List.of(new EdgeSettings.Node(TestNode.ID, null, List.of(), TestNode.edgeCells()),
				new EdgeSettings.Node("gnb_away", null, List.of(),
						List.of(new EdgeSettings.Cell(Plmn.of("00101"), 0x77, 0))));
		OscRic ric = running();
		put(ric, TestNode.ID, served("00f110:000000001", "00f110:000000077", "00f110:00454c001"));
		await(() -> of(FIRST_CELL).equals(List.of(SECOND_CELL)));
	}

	/** As X2 setup responses filled them in, of which none is sent any more. */
	@Test
	void cellsOfLteHaveNeighboursToo() {
		NodeDetails node = NodeDetails.read(JsonValue.read("""
				{"ranName": "enb", "enb": {"servedCells": [{"cellId": "00f110:0007ab00", "neighbourInfos":
				[{"ecgi": "00f110:0007ab20"}, {"ecgi": 5}, {}, 7]}, {"cellId": "00f110:0007ab20"}]}}"""
			.getBytes(StandardCharsets.UTF_8)));
		assertThat(node.served()).singleElement()
			.satisfies((cell) -> assertThat(ServedCell.identity(cell.cell(), true).number()).isEqualTo(0x7AB0))
			.satisfies((cell) -> assertThat(cell.neighbours()).containsExactly("00f110:0007ab20", "5", "", ""));
		assertThat(NodeDetails.read(JsonValue.read("""
				{"ranName": "enb", "enb": {"servedCells": {"neighbourInfos": 1}}}""".getBytes(StandardCharsets.UTF_8)))
			.served()).isEmpty();
	}

}
