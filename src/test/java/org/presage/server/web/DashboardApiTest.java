/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.presage.client.ControlLoopClient;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** What the page asks of the server: a real one, with the simulator attached. */
class DashboardApiTest {

	private static final String CELL = "node=presage-sim&cell=cell-1";

	@SuppressWarnings("NullAway.Init")
	private static WebServer server;

	@BeforeAll
	static void start() {
		server = new WebServer().simulate(12).awaitPlans();
	}

	@AfterAll
	static void stop() {
		server.close();
	}

	private static List<String> names(String query) {
		return StreamSupport.stream(server.get("/api/v1/cells?" + query).path("cells").spliterator(), false)
			.map((cell) -> cell.path("cell").asString())
			.toList();
	}

	@Test
	void cellsAreListedAsPeopleCount() {
		// A cell has a surprise as soon as a report could be compared with a prediction.
		WebServer.await("cell-1 has been compared with a prediction",
				() -> server.get("/api/v1/cells?search=presage-sim&limit=1&offset=1")
					.path("cells")
					.path(0)
					.path("surprise")
					.isNumber());
		JsonNode list = server.get("/api/v1/cells?search=presage-sim&limit=3&offset=1");
		assertThat(list.path("matching").asInt()).isEqualTo(12);
		assertThat(list.path("total").asInt()).isGreaterThanOrEqualTo(12);
		assertThat(names("search=presage-sim&limit=3&offset=1")).containsExactly("cell-1", "cell-2", "cell-3");
		assertThat(names("search=presage-sim&direction=down&limit=2")).containsExactly("cell-11", "cell-10");
		assertThat(names("search=SIM/CELL-1")).containsExactly("cell-1", "cell-10", "cell-11");
		assertThat(names("search=nobody")).isEmpty();
		JsonNode cell = list.path("cells").get(0);
		assertThat(cell.path("node").asString()).isEqualTo("presage-sim");
		assertThat(cell.path("age_ms").asLong()).isBetween(0L, 60_000L);
		assertThat(cell.path("prbs_in_force").asDouble()).isBetween(1.0, 51.0);
		assertThat(cell.path("surprise").isNumber()).isTrue();
	}

	@Test
	void cellsAreSortedByWhatTheyAre() {
		List<Double> surprises = new ArrayList<>();
		server.get("/api/v1/cells?search=presage-sim&sort=surprise&direction=down")
			.path("cells")
			.forEach((cell) -> surprises.add(cell.path("surprise").asDouble()));
		assertThat(surprises).hasSize(12).isSortedAccordingTo((one, other) -> Double.compare(other, one));
		assertThat(server.get("/api/v1/cells?outcome=infeasible").path("matching").asInt()).isZero();
	}

	private static void awaitPlan() {
		WebServer.await("cell-1 is planned",
				() -> server.get("/api/v1/cell?" + CELL).path("decision").has("predicted"));
	}

	@Test
	void cellIsShownWithItsWindowItsPlanAndWhatThatIsExpectedToBring() {
		awaitPlan();
		JsonNode cell = server.get("/api/v1/cell?" + CELL);
		int frames = cell.path("frames").asInt();
		assertThat(cell.path("kpis")).hasSize(13).allSatisfy((kpi) -> {
			assertThat(kpi.path("values")).hasSize(frames);
			assertThat(kpi.path("unit").isString()).isTrue();
		});
		JsonNode decision = cell.path("decision");
		assertThat(decision.path("plan")).hasSize(8);
		JsonNode delay = decision.path("predicted").path("Delay");
		for (int h = 0; h < 8; h++) {
			assertThat(delay.path("mean").get(h).asDouble()).isBetween(delay.path("low").get(h).asDouble(),
					delay.path("high").get(h).asDouble());
		}
		double sum = 0;
		for (JsonNode term : decision.path("terms")) {
			sum += term.asDouble();
		}
		assertThat(sum).isCloseTo(decision.path("score").asDouble(), within(1e-3));
		assertThat(cell.path("recent").size()).isBetween(1, 12);
		assertThat(cell.path("recent").get(0).path("id").asLong()).isGreaterThan(0);
	}

	@Test
	void statusHasTheModelAndTheMeters() {
		// There is a surprise as soon as a report could be compared with a prediction.
		WebServer.await("a surprise", () -> server.get("/api/v1/status").path("surprise").asDouble() > 0);
		JsonNode status = server.get("/api/v1/status");
		assertThat(status.path("cells").asInt()).isGreaterThanOrEqualTo(12);
		assertThat(status.path("budget_ms").asDouble()).isEqualTo(1000);
		assertThat(status.path("model").path("horizon").asInt()).isEqualTo(8);
		assertThat(status.path("model").path("kpis")).hasSize(13);
		JsonNode latency = status.path("latency");
		assertThat(latency.path("buckets")).hasSize(8);
		assertThat(latency.path("count").asLong())
			.isGreaterThanOrEqualTo(latency.path("buckets").get(7).path("count").asLong());
		long decided = 0;
		for (JsonNode count : status.path("decisions")) {
			decided += count.asLong();
		}
		assertThat(decided).isGreaterThan(0);
		assertThat(status.path("coverage")).extracting((one) -> one.path("level").asDouble())
			.containsExactly(0.5, 0.8, 0.9, 0.95);
	}

	@Test
	void anotherPlanIsImaginedBesideThePresentOne() {
		awaitPlan();
		String cell = "{\"node\":\"presage-sim\",\"cell\":\"cell-1\"";
		HttpResponse<String> answer = server
			.send(server.post("/api/v1/what-if", cell + ",\"prbs\":[51,51,51,51,51,51,51,2]}"));
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		JsonNode whatIf = WebServer.JSON.readTree(answer.body());
		assertThat(whatIf.path("alternative").path("prbs").get(7).asDouble()).isEqualTo(2);
		assertThat(whatIf.path("alternative").path("kpis").path("Delay").path("high")).hasSize(8);
		assertThat(whatIf.path("hold").path("score").isNumber()).isTrue();
		JsonNode asPlanned = WebServer.JSON.readTree(server.send(server.post("/api/v1/what-if", cell + "}")).body());
		assertThat(asPlanned.path("alternative").path("prbs")).isEqualTo(asPlanned.path("present").path("prbs"));
		JsonNode explained = server.get("/api/v1/explanation?" + CELL);
		assertThat(explained.path("sensitivity").path("derivative")).hasSize(8);
		assertThat(explained.has("latents")).isFalse();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			cells?limit=0 | 400 | limit
			cells?limit=101 | 400 | limit
			cells?offset=-1 | 400 | offset
			cells?offset=x | 400 | offset
			cells?sort=colour | 400 | sort
			cells?direction=left | 400 | direction
			cells?outcome=happy | 400 | outcome
			cells?outcom=planned | 400 | query
			cells?limit=3&page=9 | 400 | query
			cells?node=presage-sim | 400 | query
			cell?node=presage-sim&cell=cell-1&slices=1 | 400 | query
			explanation?node=presage-sim&cell=cell-1&step=1 | 400 | query
			cell?node=presage-sim | 400 | cell
			cell?node=presage-sim&cell=cell-99 | 404 | cell
			explanation?node=presage-sim&cell=cell-99 | 404 | cell
			explanation?node=presage-sim&cell=cell-1&slice=x | 400 | slice
			learning?page=2 | 400 | query
			nothing | 404 | path
			""")
	void wrongQuestionsAreToldTheirField(String path, int status, String field) {
		assertProblem(server.send(server.request("/api/v1/" + path)), status, field);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			{ | 400 | body
			[] | 400 | body
			{"node":7,"cell":"cell-1"} | 400 | node
			{"node":"presage-sim","cell":"cell-99"} | 404 | cell
			{"node":"presage-sim","cell":"cell-1","prbs":[1,2]} | 400 | plan
			{"node":"presage-sim","cell":"cell-1","prbs":[1,2,3,4,5,6,7,9999]} | 400 | plan[7]
			{"node":"presage-sim","cell":"cell-1","prbs":[1,2,3,4,5,6,-7,8]} | 400 | plan[6]
			{"node":"presage-sim","cell":"cell-1","prbs":[1,2,3,"NaN",5,6,7,8]} | 400 | prbs[3]
			{"node":"presage-sim","cell":"cell-1","prbs":[1,2,3,NaN,5,6,7,8]} | 400 | body
			{"node":"presage-sim","cell":"cell-1","prbs":[1,2,3,1e999,5,6,7,8]} | 400 | prbs[3]
			{"node":"presage-sim","cell":"cell-1","percent":-500,"steps":3} | 400 | change.percent
			{"node":"presage-sim","cell":"cell-1","percent":5,"steps":30} | 400 | change.steps
			{"node":"presage-sim","cell":"cell-1","slice":"no"} | 400 | slice
			""")
	void wrongPlansAreToldTheirField(String body, int status, String field) {
		assertProblem(server.send(server.post("/api/v1/what-if", body)), status, field);
	}

	@Test
	void hugeBodyIsNotRead() {
		assertProblem(server.send(server.post("/api/v1/what-if", " ".repeat(1 << 20))), 413, "body");
	}

	@Test
	void serverThatDoesNotLearnTakesNoOrders() {
		JsonNode learning = server.get("/api/v1/learning");
		assertThat(learning.path("learns").asBoolean()).isFalse();
		assertThat(learning.path("models")).isEmpty();
		assertProblem(server.send(server.post("/api/v1/learning/train", "{\"reason\":\"why\"}")), 409,
				"presage.learn.enabled");
		assertProblem(server.send(server.post("/api/v1/learning/promote", "{\"file\":\"x.presage\"}")), 409,
				"presage.learn.enabled");
		assertProblem(server.send(server.post("/api/v1/learning/rollback", "{}")), 400, "reason");
	}

	@Test
	void builtInModelStaysWhereItIs() {
		assertThat(server.get("/api/v1/models").path("switchable").asBoolean()).isFalse();
		assertProblem(server.send(server.post("/api/v1/model", "{\"file\":\"x.presage\"}")), 409, "file");
	}

	private static void assertProblem(HttpResponse<String> answer, int status, String field) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		JsonNode problem = WebServer.JSON.readTree(answer.body());
		assertThat(problem.path("field").asString()).as(answer.body()).isEqualTo(field);
		assertThat(problem.path("expected").asString()).isNotEmpty();
		assertThat(problem.path("found").asString()).isNotEmpty();
	}

	/** Values that were not measured are null, and JSON has no NaN. */
	@Test
	void absentValuesAreAbsent() throws InterruptedException {
		KpiSchema schema = KpiSchema.standard(100, 275);
		float[] kpis = new float[schema.size()];
		java.util.Arrays.fill(kpis, Float.NaN);
		try (ControlLoopClient client = server.client()) {
			client.send(
					ControlLoopClient.report(schema, new CellId("mute", "quiet"), 1, System.currentTimeMillis(), kpis));
			WebServer.await("it is there",
					() -> server.send(server.request("/api/v1/cell?node=mute&cell=quiet")).statusCode() == 200);
		}
		JsonNode cell = server.get("/api/v1/cell?node=mute&cell=quiet");
		assertThat(cell.path("prbs_in_force").isNull()).isTrue();
		assertThat(cell.path("surprise").isNull()).isTrue();
		assertThat(cell.path("prbs").isNull()).isTrue();
		assertThat(cell.path("kpis").get(0).path("values").get(0).isNull()).isTrue();
	}

	@Test
	void pageAndItsPartsComeWithAStrictPolicy() {
		for (String path : List.of("/", "/dashboard", "/assets/main.js", "/assets/chart.js", "/assets/base.css",
				"/assets/presage.svg", "/api/v1/status")) {
			HttpResponse<String> answer = server.send(server.request(path));
			assertThat(answer.statusCode()).as(path).isEqualTo(200);
			assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).as(path)
				.contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
				.doesNotContain("unsafe", "http", "*");
			assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
		}
		for (String path : List.of("/assets/nothing.js", "/assets/..%2findex.html", "/assets/application.yaml",
				"/index.html", "/static/index.html", "/application.yaml")) {
			assertThat(server.send(server.request(path)).statusCode()).as(path).isBetween(400, 499);
		}
	}

}
