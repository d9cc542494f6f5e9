/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page in a real browser, of a real server with the simulator attached. */
class DashboardPageTest {

	private static final String CELL = "view=cells&node=presage-sim&cell=cell-1";

	/**
	 * Whether a chart on a canvas has its data, and which: by the chart library's own
	 * account.
	 */
	private static final String CHART = "(canvas) => Chart.getChart(canvas).data.datasets"
			+ ".map((set) => ({ label: set.label, ys: set.data.map((point) => point.y) }))";

	@SuppressWarnings("NullAway.Init")
	private static Chromium chromium;

	@SuppressWarnings("NullAway.Init")
	private static WebServer server;

	@BeforeAll
	static void start() {
		chromium = new Chromium();
		server = new WebServer("presage.neighbours.file=src/test/resources/neighbours.yaml").simulate(5).awaitPlans();
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

	private static Page open(String place) {
		return chromium.open(server, place);
	}

	private static void awaitTrue(Page page, String condition) {
		WebServer.await(condition, () -> Boolean.TRUE.equals(page.evaluate("Boolean(" + condition + ')')));
	}

	@Test
	void showsCellsAndTheirLiveValues() {
		Page page = open("");
		Locator rows = page.locator("table.cells tbody tr");
		assertThat(rows).hasCount(5);
		assertThat(page.locator("#link-state")).hasText("Live");
		assertThat(page.locator("#facts")).hasText("5 cells · model default-3 (ms3m)");
		assertThat(rows.first()).containsText("cell-0");
		assertThat(rows.first()).hasClass("chosen");
		assertThat(page.locator("#cell-title")).hasText("cell-0");
		String before = page.locator(".kpi canvas").nth(1).getAttribute("aria-label");
		assertThat(before).startsWith("Delay: now ").contains(" ms");
		awaitTrue(page, "document.querySelectorAll('.kpi canvas')[1].getAttribute('aria-label') !== '" + before + "'");
		rows.nth(2).click();
		assertThat(page.locator("#cell-title")).hasText("cell-2");
		assertThat(rows.nth(2)).hasClass("chosen");
	}

	@Test
	void drawsThePlansFan() {
		Page page = open(CELL);
		awaitTrue(page, "[...document.querySelectorAll('canvas[data-kpi=Delay]')]"
				+ ".some((canvas) => Chart.getChart(canvas).data.datasets.length > 3)");
		Locator delay = page.locator("canvas[data-kpi=Delay]");
		assertThat(delay.evaluate("(canvas) => { const sets = " + "(" + CHART + ")(canvas);"
				+ "const of = (label) => sets.find((set) => set.label === label).ys;"
				+ "const [low, high, mean] = [of('90 % interval, low'), of('90 % interval'), of('Predicted')];"
				+ "return mean.length === 9 && mean.every((y, i) => low[i] <= y && y <= high[i]) && high[8] > low[8]"
				+ " && of('Measured').length === 32 && sets.some((set) => set.label === 'SLA'); }"))
			.isEqualTo(true);
		assertThat(page.locator("#prb-chart").evaluate(CHART).toString()).contains("label=In force", "label=Plan");
		Chromium.screenshot(page, "light");
		page.getByText("All that is kept").click();
		awaitTrue(page,
				"Chart.getChart(document.querySelector('canvas[data-kpi=Delay]')).data.datasets[0].data.length > 32");
		page.locator("select.pick").first().selectOption("CQI");
		assertThat(page.locator("canvas[data-kpi=CQI]")).hasCount(1);
	}

	@Test
	void saysWhyTermByTerm() {
		Page page = open(CELL + "&tab=why");
		Locator gain = page.locator("#why-gain tbody tr");
		assertThat(gain.first()).containsText("Score");
		assertThat(gain.nth(1)).not().isEmpty();
		assertThat(page.locator("#why-slope tbody tr")).hasCount(8);
		assertThat(page.locator(".recent tbody tr").first()).containsText("ms");
		Chromium.screenshot(page, "why");
	}

	/** The built-in model reads nothing of neighbours: effects are of the test. */
	@Test
	void namesNeighboursWithTheirPlansAndEffects() {
		Page page = chromium.open(server, CELL + "&tab=why", "explanation", (answer) -> {
			ObjectNode first = (ObjectNode) answer.path("neighbours").path(0);
			first.putObject("effect").putArray("Delay").add(1.5).add(2.5);
		});
		Locator rows = page.locator("#neighbours tbody tr");
		assertThat(rows).hasCount(3);
		for (String text : new String[] { "presage-sim/cell-0", "91 %", "interval", "+2" }) {
			assertThat(rows.first()).containsText(text);
		}
		assertThat(rows.nth(1)).containsText("9 %");
		assertThat(rows.last()).containsText("presage-sim/nobody");
		assertThat(rows.last()).containsText("nothing announced");
		Chromium.assertReadable(page, "neighbours");
		Chromium.screenshot(page, "neighbours");
	}

	/** What the chart has of the plan that somebody made. */
	private static String yours(Page page) {
		return String.valueOf(page.locator("canvas[data-kpi=Delay]")
			.evaluate("(canvas) => (" + CHART
					+ ")(canvas).filter((set) => set.label === 'Yours').map((set) => set.ys.join())[0]"));
	}

	private static void awaitYours(Page page, String otherThan) {
		WebServer.await("another imagination", () -> !yours(page).equals(otherThan));
	}

	@Test
	void barsAreDraggedAndAnotherFutureIsImagined() {
		Page page = open(CELL + "&tab=what-if");
		Locator bars = page.getByRole(AriaRole.SLIDER);
		assertThat(bars).hasCount(8);
		page.getByText("Hold", new Page.GetByTextOptions().setExact(true)).click();
		awaitYours(page, "null");
		String held = yours(page);
		String plan = page.locator("#what-if-scores tbody tr").first().innerText();
		drag(page, bars.nth(1), 0.1, bars.nth(3), 0.1);
		awaitYours(page, held);
		for (int h = 1; h <= 3; h++) {
			assertThat(Integer.parseInt(bars.nth(h).getAttribute("aria-valuenow"))).isBetween(44, 48);
		}
		assertThat(plan).startsWith("Plan");
		assertThat(page.locator("#what-if-scores tbody tr").nth(1)).containsText("Yours");
		assertThat(page.locator(".column.other")).not().hasCount(0);
		Chromium.screenshot(page, "what-if");
	}

	/**
	 * Presses at a height of one bar, goes over those between, and lets go at another
	 * one.
	 */
	private static void drag(Page page, Locator from, double fromTop, Locator to, double toTop) {
		BoundingBox first = from.boundingBox();
		BoundingBox last = to.boundingBox();
		page.mouse().move(first.x + first.width / 2, first.y + fromTop * first.height);
		page.mouse().down();
		page.mouse()
			.move(last.x + last.width / 2, last.y + toTop * last.height,
					new com.microsoft.playwright.Mouse.MoveOptions().setSteps(20));
		page.mouse().up();
	}

	@Test
	void barsAreMovedByKeysAndByNumbers() {
		Page page = open(CELL + "&tab=what-if");
		Locator bar = page.getByRole(AriaRole.SLIDER).nth(2);
		bar.press("Home");
		assertThat(bar).hasAttribute("aria-valuenow", "1");
		bar.press("ArrowDown");
		assertThat(bar).hasAttribute("aria-valuenow", "1");
		bar.press("PageUp");
		bar.press("ArrowUp");
		assertThat(bar).hasAttribute("aria-valuenow", "7");
		awaitYours(page, "null");
		String before = yours(page);
		Locator number = page.getByLabel("PRBs at +0.3 s, as a number");
		assertThat(number).hasValue("7");
		number.fill("33");
		assertThat(bar).hasAttribute("aria-valuenow", "33");
		awaitYours(page, before);
		bar.press("ArrowRight");
		assertThat(page.getByRole(AriaRole.SLIDER).nth(3)).isFocused();
		page.getByText("As planned").click();
		WebServer.await("as planned", () -> yours(page).equals("null"));
	}

	@Test
	void healthShowsTheMeters() {
		Page page = open("view=health");
		assertThat(page.locator("#outcomes tbody tr").first()).containsText("Planned");
		assertThat(page.locator("#coverage tbody tr")).hasCount(4);
		awaitTrue(page, "Chart.getChart('latency-chart')?.data.datasets[0]?.data"
				+ ".reduce((sum, count) => sum + count, 0) > 0");
		assertThat(page.locator("#latency-chart").getAttribute("aria-label")).contains("the budget is 1,000 ms");
		page.getByText("Since the start", new Page.GetByTextOptions().setExact(true)).click();
		assertThat(page.getByText("since the start of the program")).isVisible();
		Chromium.screenshot(page, "health");
	}

	@Test
	void builtInModelIsShownAndCannotBeSwitched() {
		Page page = open("view=models");
		assertThat(page.locator("#models tbody tr")).hasCount(1);
		assertThat(page.locator("#models")).containsText("default-3");
		assertThat(page.locator("#models-lead")).containsText("nothing to switch to");
	}

	@Test
	void drawsThePlanInDarkColoursToo() {
		Page page = chromium.open(server, CELL, ColorScheme.DARK);
		awaitTrue(page, "document.querySelector('#prb-chart')?.getAttribute('aria-label')?.includes('then')");
		Chromium.screenshot(page, "dark");
	}

	private static String paper(Page page) {
		return String.valueOf(page.evaluate("getComputedStyle(document.body).backgroundColor"));
	}

	@Test
	void themeFollowsTheSystemUntilItIsChosen() {
		Page page = chromium.open(server, "", ColorScheme.DARK);
		assertThat(page.locator("#theme")).hasText("☀ Light");
		String dark = paper(page);
		page.locator("#theme").click();
		assertThat(page.locator("#theme")).hasText("☾ Dark");
		String light = paper(page);
		assertThat(light).isNotEqualTo(dark);
		page.reload();
		assertThat(page.locator("#theme")).hasText("☾ Dark");
		assertThat(paper(page)).isEqualTo(light);
	}

	/**
	 * From the address bar to another future with the Tab key, Enter and arrows alone.
	 */
	@Test
	void everythingIsReachedByKeys() {
		Page page = open("view=cells");
		assertThat(page.locator("table.cells tbody tr")).hasCount(5);
		page.keyboard().press("Tab");
		assertThat(page.locator(".skip")).isFocused();
		page.keyboard().press("Enter");
		tabTo(page, "#search");
		page.keyboard().type("cell-");
		tabTo(page, ".cell-name");
		page.keyboard().press("ArrowDown");
		page.keyboard().press("ArrowDown");
		page.keyboard().press("Enter");
		assertThat(page.locator("#cell-title")).hasText("cell-2");
		tabTo(page, "#tab-live");
		page.keyboard().press("ArrowRight");
		page.keyboard().press("ArrowRight");
		assertThat(page.getByRole(AriaRole.SLIDER)).hasCount(8);
		tabTo(page, ".track");
		page.keyboard().press("Home");
		page.keyboard().press("ArrowUp");
		assertThat(page.getByRole(AriaRole.SLIDER).first()).hasAttribute("aria-valuenow", "2");
		awaitYours(page, "null");
	}

	/** Tabs on until an element has the focus; wherever it is, it shows. */
	private static void tabTo(Page page, String selector) {
		for (int i = 0; i < 40; i++) {
			page.keyboard().press("Tab");
			assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle")).as("focus is seen")
				.isNotEqualTo("none");
			if (Boolean.TRUE.equals(page.evaluate("(to) => document.activeElement.matches(to)", selector))) {
				return;
			}
		}
		throw new AssertionError(selector + " is not reached by Tab");
	}

}
