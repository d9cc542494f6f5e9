/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.control.Outcome;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page says of answers that a real server gives rarely: a test changes them on
 * their way to the browser.
 */
class DashboardTextTest {

	private static final String CELL = "view=cells&node=presage-sim&cell=cell-0";

	@SuppressWarnings("NullAway.Init")
	private static Chromium chromium;

	@SuppressWarnings("NullAway.Init")
	private static WebServer server;

	@BeforeAll
	static void start() {
		chromium = new Chromium();
		server = new WebServer().simulate(2);
	}

	@AfterAll
	@SuppressWarnings("NullAway")
	static void stop() {
		if (server != null) {
			server.close();
			chromium.close();
		}
	}

	@AfterEach
	void nothingWentWrong() {
		chromium.closePages();
		chromium.assertNoComplaints();
	}

	/** Opens a place; the answers of a path are changed before the page gets them. */
	private static Page open(String place, String path, Consumer<ObjectNode> change) {
		return chromium.open(server, place, path, change);
	}

	/** Opens a place of which the model's answers are those of a test. */
	private static Page openImagined(String tab, ObjectNode whatIf) {
		Page page = chromium.blank(Chromium.WIDTH, Chromium.HEIGHT, ColorScheme.LIGHT);
		page.route(Chromium.answers("what-if"), (route) -> Chromium.fulfill(route, whatIf));
		page.route(Chromium.answers("explanation"), (route) -> {
			ObjectNode explanation = WebServer.JSON.createObjectNode();
			explanation.set("plan", whatIf.get("present"));
			ObjectNode sensitivity = explanation.putObject("sensitivity");
			for (String part : new String[] { "derivative", "low_prbs", "high_prbs" }) {
				ArrayNode values = sensitivity.putArray(part);
				for (int step = 0; step < 8; step++) {
					values.add(part.equals("derivative") ? 0.00031 * Math.pow(-4, step) : 20 + step);
				}
			}
			Chromium.fulfill(route, explanation);
		});
		page.navigate(server.url() + "/#" + CELL + "&tab=" + tab);
		return page;
	}

	private static ObjectNode whatIf(String origin) {
		ObjectNode answer = WebServer.JSON.createObjectNode();
		answer.putObject("about")
			.put("interval_end_ms", 1_700_000_000_000L)
			.put("plan_origin", origin)
			.put("in_force", 20);
		outlook(answer, "present", -127.25, -0.131, 0.0042);
		outlook(answer, "hold", -140.5, -0.00031, 12.75);
		outlook(answer, "alternative", -127.25, -0.131, 0.0042);
		answer.putArray("projected");
		return answer;
	}

	private static void outlook(ObjectNode answer, String of, double sla, double delay, double terminal) {
		ObjectNode outlook = answer.putObject(of).put("score", sla + delay + terminal);
		outlook.putObject("terms").put("sla", sla).put("Delay", delay).put("terminal", terminal);
		ArrayNode prbs = outlook.putArray("prbs");
		ArrayNode probability = outlook.putArray("sla_probability");
		for (int step = 0; step < 8; step++) {
			prbs.add(20 + step);
			probability.add(0.9);
		}
		ObjectNode kpis = outlook.putObject("kpis");
		for (String kpi : new String[] { "Delay", "SINR", "BLER", "SE" }) {
			ObjectNode band = kpis.putObject(kpi);
			for (String part : new String[] { "low", "mean", "high" }) {
				ArrayNode values = band.putArray(part);
				for (int step = 0; step < 8; step++) {
					values.add(part.equals("low") ? 1 : part.equals("mean") ? 2 : 3);
				}
			}
		}
	}

	private static void plan(ObjectNode cell, int inForce, int... plan) {
		cell.put("outcome", "PLANNED").put("prbs", plan[0]).put("prbs_in_force", inForce);
		ObjectNode decision = cell.putObject("decision")
			.put("prbs", plan[0])
			.put("score", 12.5)
			.put("hold_score", 3.5)
			.put("rollouts", 100)
			.put("interval_end_ms", cell.get("interval_end_ms").asLong());
		decision.putObject("predicted");
		ArrayNode steps = decision.putArray("plan");
		for (int prbs : plan) {
			steps.add(prbs);
		}
	}

	@Test
	void keptAllocationWithALaterChangeIsNoContradiction() {
		Page page = open(CELL, "cell", (cell) -> plan(cell, 3, 3, 3, 41, 41, 20, 20, 20, 20));
		assertThat(page.locator("#cell-sentence"))
			.hasText("Keeps 3 PRBs for now and plans 41 from +0.2 s on. The model expects 9.0 more reward over the "
					+ "next 0.8 s than with 3 PRBs throughout.");
	}

	@Test
	void onePrbIsSingular() {
		Page page = open(CELL, "cell", (cell) -> plan(cell, 2, 1, 1, 1, 1, 1, 1, 1, 1));
		assertThat(page.locator("#cell-sentence")).containsText("from 2 to 1 PRB.");
		assertThat(page.locator(".facts-row")).containsText("1 PRB");
		assertThat(page.locator(".facts-row")).not().containsText("1 PRBs");
	}

	@Test
	void outcomeThatThePageDoesNotKnowIsShownByItsName() {
		Page page = open(CELL, "cell", (cell) -> {
			cell.put("outcome", "OUT_OF_COFFEE").put("detail", "the cell sleeps");
			cell.putNull("decision");
		});
		assertThat(page.locator(".detail-head .chip")).hasText("Out of coffee");
		assertThat(page.locator(".detail-head .chip")).hasClass("chip warn");
		assertThat(page.locator("#cell-sentence")).hasText("Held. The cell sleeps.");
		assertThat(page.locator("table.cells tbody tr").first()).containsText("Out of coffee");
	}

	@ParameterizedTest
	@EnumSource(Outcome.class)
	void everyOutcomeHasItsMeaning(Outcome outcome) throws IOException {
		try (var in = Objects
			.requireNonNull(DashboardTextTest.class.getResourceAsStream("/static/assets/outcomes.js"))) {
			String texts = new String(in.readAllBytes(), StandardCharsets.UTF_8);
			assertThat(texts)
				.containsPattern("\n  " + outcome.name() + ": \\['(good|calm|warn|bad)', '[^']{10,}\\.'\\],");
		}
	}

	@Test
	void statesAreNamedAsInMetricsAndLogs() {
		Page page = chromium.open(server, CELL);
		assertThat(page.locator("table.cells tbody tr")).hasCount(2);
		Locator options = page.locator("#state option:not([value=''])");
		assertThat(options).hasCount(Outcome.values().length);
		for (Outcome outcome : Outcome.values()) {
			String words = outcome.name().toLowerCase(Locale.ROOT).replace('_', ' ');
			assertThat(page.locator("#state option[value=" + outcome + "]"))
				.containsText(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1) + " (");
		}
	}

	@Test
	void headerWarnsWhenDecisionsAreNoPlans() {
		AtomicInteger polls = new AtomicInteger();
		Page page = open(CELL, "status", (status) -> {
			int poll = polls.incrementAndGet();
			((ObjectNode) status.get("latency")).put("count", 100 * poll);
			ObjectNode decisions = status.putObject("decisions");
			decisions.put("planned", 9 * poll);
			decisions.put("surprised", 91 * poll);
		});
		assertThat(page.locator("#not-planned")).hasText("91 % not planned");
		assertThat(page.locator("body")).hasClass("not-planned");
		assertThat(page.evaluate("getComputedStyle(document.getElementById('link-state'), '::before').backgroundColor"))
			.isNotEqualTo(colour(page, "good"));
		Chromium.screenshot(page, "not-planned");
	}

	@Test
	void headerIsGreenWhileDecisionsArePlans() {
		AtomicInteger polls = new AtomicInteger();
		Page page = open(CELL, "status", (status) -> {
			int poll = polls.incrementAndGet();
			((ObjectNode) status.get("latency")).put("count", 100 * poll);
			status.putObject("decisions").put("planned", 95 * poll).put("surprised", 5 * poll);
		});
		assertThat(page.locator("table.cells tbody tr")).hasCount(2);
		WebServer.await("three polls", () -> {
			page.waitForTimeout(50);
			return polls.get() > 2;
		});
		assertThat(page.locator("#not-planned")).isHidden();
		assertThat(page.evaluate("getComputedStyle(document.getElementById('link-state'), '::before').backgroundColor"))
			.isEqualTo(colour(page, "good"));
	}

	private static Object colour(Page page, String name) {
		return page.evaluate("(name) => { const i = document.body.appendChild(document.createElement('i'));"
				+ " i.style.color = `var(--${name})`; return getComputedStyle(i).color; }", name);
	}

	@Test
	void planOfAnUndecidedReportIsNotCalledHeld() {
		for (String tab : new String[] { "why", "what-if" }) {
			Page page = openImagined(tab, whatIf("PLANNED_NOW"));
			Locator note = page.locator("#" + tab + "-note");
			assertThat(note).containsText("No plan was decided for the newest report.");
			assertThat(note).not().containsText("held");
		}
	}

	@Test
	void typedNumberOverTheMostIsReported() {
		Page page = openImagined("what-if", whatIf("DECIDED"));
		Locator number = page.getByLabel("PRBs at +0.2 s, as a number");
		number.fill("999");
		assertThat(page.locator("#what-if-note"))
			.containsText("+0.2 s: 999 is above the most that may be decided; 51 PRBs are used.");
		assertThat(number).hasAttribute("aria-invalid", "true");
		number.fill("0");
		assertThat(page.locator("#what-if-note"))
			.containsText("+0.2 s: 0 is below the fewest that may be decided; 1 PRB is used.");
		number.fill("30");
		assertThat(page.locator("#what-if-note")).not().containsText("may be decided;");
	}

	@Test
	void numbersOfAColumnHaveTheSameDecimals() {
		Page page = openImagined("why", whatIf("DECIDED"));
		assertThat(page.locator("#why-gain tbody tr").first()).containsText("Score");
		for (String column : new String[] { "#why-gain tbody td:nth-child(3)", "#why-gain tbody td:nth-child(4)",
				"#why-gain tbody td:nth-child(5)", "#why-slope tbody td:nth-child(3)", ".recent td:nth-child(1)",
				".recent td:nth-child(5)", "table.cells tbody td:nth-child(4)", "table.cells tbody td:nth-child(5)" }) {
			assertThat(page.locator(column).allInnerTexts()).as(column)
				.isNotEmpty()
				.filteredOn((text) -> !text.equals("–"))
				.extracting((text) -> text.replaceAll("^[^.]*", "").replaceAll("\\d", "0"))
				.satisfies((decimals) -> assertThat(Set.copyOf(decimals)).hasSizeLessThanOrEqualTo(1));
		}
	}

	@Test
	void largeAndSmallNumbersStayInTheirCard() {
		ObjectNode answer = whatIf("DECIDED");
		outlook(answer, "present", -12_345.678, -0.00012345, 0.00042);
		outlook(answer, "hold", -12_345.679, -0.00031, 0.00021);
		Page page = openImagined("why", answer);
		assertThat(page.locator("#why-gain tbody tr").first()).containsText("Score");
		assertThat((List<?>) page.evaluate(DashboardLayoutTest.OUTSIDE)).isEmpty();
	}

	/**
	 * Ends of the axis, and where what is measured and the SLA are between them, 0 to 1.
	 */
	private static double[] axis(Page page, String kpi) {
		Object found = page.evaluate("(kpi) => { const chart = Chart.getChart(document.querySelector("
				+ "`canvas[data-kpi=\"${kpi}\"]`)); const { top, bottom } = chart.chartArea;"
				+ "const of = (label) => (chart.data.datasets.find((set) => set.label === label)?.data ?? [{ y: 0 }])"
				+ ".map((point) => point.y).filter((y) => y !== null)"
				+ ".map((y) => (bottom - chart.scales.y.getPixelForValue(y)) / (bottom - top));"
				+ "const measured = of('Measured');"
				+ "return [Math.min(...measured), Math.max(...measured), of('SLA')[0]]; }", kpi);
		return ((List<?>) found).stream().mapToDouble((value) -> ((Number) value).doubleValue()).toArray();
	}

	@Test
	void wideIntervalLeavesMeasuredValuesAndSlaLegible() {
		Page page = open(CELL, "cell", (cell) -> {
			plan(cell, 20, 20, 20, 20, 20, 20, 20, 20, 20);
			predict(cell, "Delay", 20, 60, 55_000);
			predict(cell, "SINR", 10, 20, 900);
		});
		page.locator("canvas[data-kpi=SINR]").waitFor();
		WebServer.await("drawn", () -> axis(page, "Delay")[1] > axis(page, "Delay")[0]);
		double[] delay = axis(page, "Delay");
		assertThat(delay[1] - delay[0]).as("height of the measured delay").isGreaterThan(0.08);
		assertThat(delay[2]).as("SLA of 100 ms").isBetween(delay[1] + 0.03, 0.9);
		double[] sinr = axis(page, "SINR");
		assertThat(sinr[1] - sinr[0]).as("height of the measured SINR").isGreaterThan(0.2);
		assertThat(marks(page, "SINR")).contains("▲ 90 % interval to 900 dB");
		assertThat(marks(page, "Delay")).contains("SLA 100 ms");
		Chromium.screenshot(page, "wide-interval");
	}

	private static String marks(Page page, String kpi) {
		return String.valueOf(page.evaluate("(kpi) => Chart.getChart(document.querySelector("
				+ "`canvas[data-kpi=\"${kpi}\"]`)).marks.map((mark) => mark.text).join()", kpi));
	}

	/** Measured between two values, predicted between them with an interval far above. */
	private static void predict(ObjectNode cell, String kpi, double low, double high, double top) {
		cell.get("kpis").forEach((one) -> {
			if (one.get("name").asString().equals(kpi)) {
				ArrayNode values = (ArrayNode) one.get("values");
				for (int i = 0; i < values.size(); i++) {
					values.set(i, (i % 2 == 0) ? low : high);
				}
			}
		});
		ObjectNode band = ((ObjectNode) cell.get("decision").get("predicted")).putObject(kpi);
		for (String part : new String[] { "low", "mean", "high" }) {
			ArrayNode values = band.putArray(part);
			for (int step = 1; step <= 8; step++) {
				values.add(part.equals("low") ? low
						: part.equals("mean") ? (low + high) / 2 : high + (top - high) * (step - 1) / 7);
			}
		}
	}

	@Test
	void skeletonStandsUntilTheFirstAnswer() {
		AtomicInteger asked = new AtomicInteger();
		Page page = chromium.blank(Chromium.WIDTH, Chromium.HEIGHT, ColorScheme.LIGHT);
		page.route(Chromium.answers("cells"), (route) -> {
			if (asked.getAndIncrement() > 0) {
				route.resume();
			}
			// The first question is answered with the next one only.
		});
		page.navigate(server.url() + "/");
		assertThat(page.locator("#skeleton")).isVisible();
		assertThat(page.locator("main")).hasAttribute("aria-busy", "true");
		assertThat(page.locator("table.cells")).isHidden();
		Chromium.assertReadable(page, "skeleton");
		page.unrouteAll();
		page.reload();
		assertThat(page.locator("table.cells tbody tr")).hasCount(2);
		assertThat(page.locator("#skeleton")).hasCount(0);
	}

}
