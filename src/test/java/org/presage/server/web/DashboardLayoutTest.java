/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.List;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page on a laptop, a large screen and a phone. */
class DashboardLayoutTest {

	private static final String CELL = "view=cells&node=presage-sim&cell=cell-0";

	/** Tables that are cut off or stand out at the right of their card. */
	static final String OUTSIDE = "[...document.querySelectorAll('.card table, .card canvas, .card .row')]"
			+ ".filter((part) => part.getClientRects().length > 0)"
			+ ".filter((part) => part.getBoundingClientRect().right > part.closest('.card').getBoundingClientRect().right)"
			+ ".filter((part) => part.id !== 'models')"
			+ ".map((part) => `${part.tagName} ${part.id} ${part.className}`)";

	@SuppressWarnings("NullAway.Init")
	private static Chromium chromium;

	@SuppressWarnings("NullAway.Init")
	private static WebServer server;

	@BeforeAll
	static void start() {
		chromium = new Chromium();
		server = new WebServer().simulate(3).awaitPlans();
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

	private static Page open(int width, int height, ColorScheme colours, String place) {
		Page page = chromium.blank(width, height, colours);
		page.navigate(server.url() + "/#" + place);
		return page;
	}

	private static void awaitTrue(Page page, String condition) {
		WebServer.await(condition, () -> Boolean.TRUE.equals(page.evaluate("Boolean(" + condition + ')')));
	}

	/** Every size and both themes; what is readable does not depend on their pairs. */
	@ParameterizedTest
	@CsvSource({ "1280, 800, LIGHT", "1920, 1080, DARK", "390, 844, LIGHT" })
	void everyCardHoldsWhatIsInIt(int width, int height, ColorScheme colours) {
		Page page = open(width, height, colours, CELL);
		for (String place : List.of(CELL, CELL + "&tab=why", CELL + "&tab=what-if", "view=health", "view=models")) {
			page.evaluate("(place) => { location.hash = place; }", place);
			awaitTrue(page,
					"document.querySelector('#tab-panel canvas[aria-label], #why-gain tbody tr, #models tbody tr,"
							+ " #coverage tbody tr')");
			assertThat((List<?>) page.evaluate(OUTSIDE)).as(place).isEmpty();
			Chromium.assertReadable(page, place + " at " + width + " " + colours);
		}
	}

	@Test
	void labelsOfTheHistogramDoNotOverlapOnAPhone() {
		Page page = open(390, 844, ColorScheme.LIGHT, "view=health");
		awaitTrue(page, "Chart.getChart('latency-chart')?.data.labels.length > 0");
		Object room = page.evaluate("(() => { const { ctx, scales: { x } } = Chart.getChart('latency-chart');"
				+ "ctx.font = '11px system-ui, sans-serif';"
				+ "const ends = x.ticks.map((tick, i) => { const half = ctx.measureText(tick.label).width / 2;"
				+ "const at = x.getPixelForTick(i); return [at - half, at + half]; });"
				+ "return Math.min(...ends.slice(1).map(([left], i) => left - ends[i][1])); })()");
		assertThat(((Number) room).doubleValue()).as("pixels between labels").isGreaterThan(2);
	}

	@Test
	void headerLinesUpWithTheContentOnALargeScreen() {
		Page page = open(1920, 1080, ColorScheme.LIGHT, CELL);
		assertThat(page.locator("table.cells tbody tr")).hasCount(3);
		assertThat(page.locator(".top img").boundingBox().x).isEqualTo(page.locator(".list").boundingBox().x);
		page.evaluate("location.hash = 'view=health'");
		assertThat(page.locator("#outcomes")).isVisible();
		var right = page.locator(".view .grid").boundingBox();
		var theme = page.locator("#theme").boundingBox();
		assertThat(theme.x + theme.width).isEqualTo(right.x + right.width);
	}

	@Test
	void focusGoesWithTheCellWhenTheOrderChanges() {
		Page page = open(1280, 800, ColorScheme.LIGHT, CELL);
		assertThat(page.locator("table.cells tbody tr")).hasCount(3);
		page.locator(".cell-name").first().focus();
		page.evaluate("document.querySelector('th.name button').click()");
		assertThat(page.locator(".cell-name").first()).containsText("cell-2");
		assertThat(page.locator(".cell-name").nth(2)).isFocused();
	}

	/** Measured 7 pixels above the line of the SLA, where its label stands. */
	private static final String INK = "(() => { const canvas = document.querySelector('canvas[data-kpi=Delay]');"
			+ "const chart = Chart.getChart(canvas); const { scales: { x, y }, chartArea: { left, right } } = chart;"
			+ "const of = (label) => chart.data.datasets.find((set) => set.label === label).data;"
			+ "const measured = of('Measured'); chart.options.scales.y.min = y.min; chart.options.scales.y.max = y.max;"
			+ "const above = y.getValueForPixel(y.getPixelForValue(of('SLA')[0].y) - 7);"
			+ "measured.forEach((point) => { point.y = above; }); chart.update('none');"
			+ "const of1 = (px) => Math.round(px * chart.currentDevicePixelRatio);"
			+ "const { data, width } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);"
			+ "const shade = (px, py) => [0, 1, 2].reduce((sum, i) => sum + data[4 * (width * py + px) + i], 0);"
			+ "const line = of1(y.getPixelForValue(above));"
			+ "const shades = measured.slice(2, -2).map((point) => x.getPixelForValue(point.x))"
			+ ".filter((at) => at > left + 3 && at < right - 3)"
			+ ".map((at) => Math.min(shade(of1(at), line - 1), shade(of1(at), line)));"
			+ "return Math.max(...shades); })()";

	@Test
	void labelOfTheSlaHidesNoLine() {
		Page page = open(1280, 800, ColorScheme.LIGHT, CELL);
		awaitTrue(page, "Chart.getChart(document.querySelector('canvas[data-kpi=Delay]'))?.data.datasets"
				+ ".find((set) => set.label === 'Measured')?.data.length > 20");
		assertThat(((Number) page.evaluate(INK)).intValue()).as("lightest point of the line, of 765").isLessThan(300);
	}

	/** The table scrolls in its card there; a word that is broken cannot be read. */
	@Test
	void whatIsWrongWithAPackageIsReadableOnAPhone() {
		Page page = open(390, 844, ColorScheme.LIGHT, "view=models");
		page.route((url) -> url.endsWith("/api/v1/models"), (route) -> {
			ObjectNode answer = (ObjectNode) WebServer.JSON.readTree(route.fetch().body());
			answer.withArray("models")
				.addObject()
				.put("file", "x.presage")
				.put("error", "expected a zip with manifest.json, found none")
				.put("bytes", 7)
				.put("in_force", false);
			route.fulfill(new Route.FulfillOptions().setContentType("application/json")
				.setBodyBytes(WebServer.JSON.writeValueAsBytes(answer)));
		});
		page.reload();
		var error = page.locator("#models td.bad-text");
		assertThat(error).containsText("manifest.json");
		assertThat(error.boundingBox().width).isGreaterThan(200);
	}

}
