/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.client.ControlLoopClient;
import org.presage.kpi.CellId;
import org.presage.server.security.TokenIdentity;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.worldmodel.ModelPackage;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

/** The page when something is missing, is refused, changes, or is very much. */
class DashboardStatesTest {

	private static final String TOKEN = "0123456789abcdef-reader-and-operator";

	private static final String LINEAGE = """
			{"base": "", "champion": null, "next": 3, "challengers": [
			  {"file": "challenger-1.presage", "version": "weak-1", "hash": "00", "parent": "aa", "mode": "levels",
			   "trigger": "drift in group all", "created": "2026-11-30T10:00:00Z", "verdict": "REJECTED",
			   "reason": "coverage: expected 87 to 93 %, found 71 %", "decided": "2026-11-30T11:00:00Z"},
			  {"file": "challenger-2.presage", "version": "slices-1", "hash": "HASH", "parent": "aa", "mode": "adapter",
			   "trigger": "operator: new antennas", "created": "2026-11-30T12:00:00Z", "verdict": "PROMOTED",
			   "reason": "", "decided": "2026-11-30T13:00:00Z"}]}
			""";

	private static final int MANY = 300;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@SuppressWarnings("NullAway.Init")
	private static Chromium chromium;

	@BeforeAll
	static void start() {
		chromium = new Chromium();
	}

	@AfterAll
	@SuppressWarnings("NullAway")
	static void stop() {
		if (chromium != null) {
			chromium.close();
		}
	}

	@AfterEach
	void nothingWentWrong() {
		chromium.closePages();
		chromium.assertNoComplaints();
	}

	private Path model(String builtIn) throws IOException {
		Path file = this.folder.resolve(builtIn + ".presage");
		try (InputStream in = DashboardStatesTest.class.getResourceAsStream("/models/" + builtIn + ".presage")) {
			Files.copy(Objects.requireNonNull(in), file);
		}
		return file;
	}

	private static Locator row(Page page, String file) {
		return page.locator("#models tbody tr").filter(new Locator.FilterOptions().setHasText(file));
	}

	@Test
	void modelsAreSwitchedThereAndBack() throws IOException {
		model("slices");
		Files.writeString(this.folder.resolve("broken.presage"), "no package");
		try (WebServer server = new WebServer("presage.model.path=" + model("default")).simulate(2).awaitPlans()) {
			Page page = chromium.open(server, "view=models");
			assertThat(page.locator("#models tbody tr")).hasCount(3);
			assertThat(row(page, "default.presage")).containsText("In force");
			assertThat(row(page, "broken.presage")).containsText("expected a zip with manifest.json, found none");
			assertThat(row(page, "broken.presage").locator("button")).isHidden();
			row(page, "slices.presage").getByText("Switch to").click();
			assertThat(page.locator("#model-note")).hasText("Model slices-1 serves from the next decision on.");
			assertThat(row(page, "slices.presage").locator(".chip")).isVisible();
			assertThat(row(page, "slices.presage").locator(".chip")).isFocused();
			assertThat(row(page, "default.presage").locator("button")).hasText("Switch back");
			Chromium.assertReadable(page, "models");
			Chromium.screenshot(page, "models");
			assertThat(server.get("/api/v1/status").path("model").path("version").asString()).isEqualTo("slices-1");
			row(page, "default.presage").getByText("Switch back").click();
			assertThat(page.locator("#facts")).containsText("default-3");
			assertThat(row(page, "slices.presage").locator("button")).hasText("Switch back");
			assertThat(server.get("/api/v1/status").path("models_changed").asInt()).isEqualTo(2);
		}
	}

	@Test
	void challengersAreShownAndOrdersAreTaken() throws IOException {
		model("default");
		Path learnt = Files.createDirectory(this.folder.resolve("learnt"));
		Files.copy(model("slices"), learnt.resolve("challenger-2.presage"));
		String hash = ModelPackage.read(learnt.resolve("challenger-2.presage")).manifest().digest();
		Files.writeString(learnt.resolve("lineage.json"), LINEAGE.replace("HASH", hash));
		try (WebServer server = new WebServer("presage.model.path=" + this.folder.resolve("default.presage"),
				"presage.learn.enabled=true", "presage.learn.folder=" + learnt,
				"presage.learn.store=" + this.folder.resolve("store.duckdb"))
			.simulate(3)
			.awaitPlans()) {
			Page page = chromium.open(server, "view=learning");
			assertThat(page.locator("#learn-now")).containsText("Waits for a reason to train");
			assertThat(page.locator("#learn-now")).containsText("default-3");
			Locator rows = page.locator("#learn-lineage tbody tr");
			assertThat(rows).hasCount(2);
			assertThat(rows.last()).containsText("Rejected");
			assertThat(rows.last()).containsText("coverage: expected 87 to 93 %, found 71 %");
			assertThat(rows.last().locator("button")).isHidden();
			Locator row = rows.first();
			assertThat(row).containsText("operator: new antennas");
			assertThat(page.locator("#learn-results")).containsText("Settling");
			assertThat(page.locator("#learn-results")).containsText("Kept");
			assertThat(page.locator("#learn-strata tbody tr")).hasCount(4);
			assertThat(page.locator("#learn-groups")).containsText("all");
			page.locator("#learn-rollback").click();
			assertThat(page.locator("#learn-note")).containsText("Not changed. Reason: expected 1 to 200 characters");
			page.locator("#learn-reason").fill("complaints");
			page.locator("#learn-rollback").click();
			assertThat(page.locator("#learn-note")).containsText("expected a learnt one that serves, or is on trial");
			Chromium.assertReadable(page, "learning");
			Chromium.screenshot(page, "learning");
			row.locator("button").click();
			assertThat(page.locator("#learn-note")).hasText("Model slices-1 serves now.");
			assertThat(row).containsText("In service");
			assertThat(page.locator("#facts")).containsText("slices-1");
			page.locator("#learn-reason").fill("complaints");
			page.locator("#learn-rollback").click();
			assertThat(page.locator("#learn-note")).hasText("Model default-3 serves now.");
			assertThat(row).containsText("Rolled back");
			assertThat(row).containsText("by an operator: complaints");
		}
	}

	@Test
	void onlyTheLoadedOneOfTwoCopiesIsInForce() throws IOException {
		Files.copy(model("default"), this.folder.resolve("a-copy.presage"));
		try (WebServer server = new WebServer("presage.model.path=" + this.folder.resolve("default.presage"))) {
			Page page = chromium.open(server, "view=models");
			assertThat(page.locator("#models tbody tr")).hasCount(2);
			assertThat(row(page, "default.presage").locator(".chip")).isVisible();
			assertThat(row(page, "a-copy.presage").locator(".chip")).isHidden();
			row(page, "a-copy.presage").getByText("Switch to").click();
			assertThat(row(page, "a-copy.presage").locator(".chip")).isVisible();
			assertThat(row(page, "default.presage").locator(".chip")).isHidden();
		}
	}

	@Test
	void predictionIsShownWithAndWithoutItsCorrection() {
		String uncorrected = "[...document.querySelectorAll('canvas[data-kpi=Delay]')].some((canvas) => "
				+ "Chart.getChart(canvas)?.data.datasets.some((set) => set.label === 'Not corrected'))";
		String predicted = uncorrected.replace("Not corrected", "Predicted");
		try (WebServer server = new WebServer("presage.correction.mode=auto").simulate(2).awaitPlans()) {
			Page page = chromium.open(server, "view=cells&node=presage-sim&cell=cell-0&tab=live");
			WebServer.await("uncorrected", () -> Boolean.TRUE.equals(page.evaluate(uncorrected)));
			assertThat(page.getByText("Without the cell’s correction")).isVisible();
			assertThat(page.locator("canvas[data-kpi=Delay]")).hasAttribute("aria-label",
					Pattern.compile("predicted .*, not corrected .* ms$"));
			Chromium.assertReadable(page, "corrected");
		}
		try (WebServer server = new WebServer().simulate(2).awaitPlans()) {
			Page page = chromium.open(server, "view=cells&node=presage-sim&cell=cell-0&tab=live");
			WebServer.await("predicted", () -> Boolean.TRUE.equals(page.evaluate(predicted)));
			assertThat(page.getByText("Without the cell’s correction")).isHidden();
		}
	}

	@Test
	void placesAreShownWhileTheServerIsDown() {
		Page page;
		try (WebServer server = new WebServer().simulate(2).awaitPlans()) {
			page = chromium.open(server, "view=models");
			assertThat(page.locator("#models tbody tr")).hasCount(1);
			page.evaluate("location.hash = 'view=cells&node=presage-sim&cell=cell-0&tab=why'");
			assertThat(page.locator("#why-gain tbody tr").first()).isVisible();
		}
		assertThat(page.locator("#link-state")).hasText("Connection lost");
		page.locator("#tab-live").click();
		assertThat(page.locator("#tab-live")).hasAttribute("aria-selected", "true");
		assertThat(page.locator("#prb-chart")).isVisible();
		page.locator("table.cells tbody tr").nth(1).click();
		assertThat(page.locator("#cell-waits")).hasText("cell-1 is shown as soon as the server answers.");
		assertThat(page.locator("#cell-title")).hasText("cell-0");
		page.getByText("Models").click();
		assertThat(page.locator("#models tbody tr")).hasCount(1);
		page.getByText("Health").click();
		assertThat(page.locator("#outcomes tbody")).containsText("Planned");
		page.getByText("Cells", new Page.GetByTextOptions().setExact(true)).first().click();
		assertThat(page.locator("table.cells tbody tr")).hasCount(2);
		page.locator("#tab-what-if").click();
		assertThat(page.locator("#what-if-note")).hasText("The server does not answer.");
		Chromium.assertReadable(page, "places without the server");
	}

	@Test
	void placeThatWasNeverLoadedSaysWhyItIsEmpty() {
		Page page;
		try (WebServer server = new WebServer()) {
			page = chromium.open(server, "view=cells");
			assertThat(page.locator("#no-cells")).isVisible();
		}
		assertThat(page.locator("#link-state")).hasText("Connection lost");
		page.getByText("Models").click();
		assertThat(page.locator("#skeleton")).containsText("The server does not answer.");
		assertThat(page.locator("#models")).isHidden();
	}

	@Test
	void tokenIsAskedForAndKeptForTheTab() throws IOException {
		model("slices");
		try (WebServer server = new WebServer("presage.security.tokens[0].name=all",
				"presage.security.tokens[0].sha256=" + HexFormat.of().formatHex(TokenIdentity.sha256(TOKEN)),
				"presage.security.tokens[0].roles=reader,operator", "presage.model.path=" + model("default"))) {
			Page page = chromium.open(server, "view=models");
			Locator dialog = page.locator("#token-dialog");
			assertThat(dialog).isVisible();
			assertThat(dialog).containsText("only to people with an access token with the role reader");
			Chromium.assertReadable(page, "the dialog");
			page.locator("#token-cancel").click();
			assertThat(page.locator("#banner")).containsText("This needs an access token with the role reader.");
			page.getByText("Enter a token").click();
			page.locator("#token").fill("wrong-token-0123456789");
			page.keyboard().press("Enter");
			assertThat(dialog).containsText("does not accept this token");
			page.locator("#token").fill(TOKEN);
			page.locator("#token-dialog .primary").click();
			assertThat(page.locator("#link-state")).hasText("Live");
			row(page, "slices.presage").getByText("Switch to").click();
			assertThat(page.locator("#model-note")).containsText("slices-1 serves");
			page.reload();
			assertThat(page.locator("#link-state")).hasText("Live");
			assertThat(page.evaluate("JSON.stringify(localStorage) + document.cookie").toString())
				.doesNotContain(TOKEN);
			assertThat(page.evaluate("sessionStorage.getItem('presage-token')")).isEqualTo(TOKEN);
		}
	}

	@Test
	void lostConnectionIsSaidAndFoundAgain() {
		Page page;
		int port;
		try (WebServer server = new WebServer()) {
			port = server.port();
			page = chromium.open(server, "");
			assertThat(page.locator("#no-cells")).isVisible();
			assertThat(page.locator("#no-cells")).containsText("attach --target " + server.grpc());
			Chromium.assertReadable(page, "no cells");
			Chromium.screenshot(page, "no-cells");
		}
		assertThat(page.locator("#link-state")).hasText("Connection lost");
		assertThat(page.locator("#banner")).isVisible();
		assertThat(page.locator("#banner")).containsText("Trying again in");
		Chromium.assertReadable(page, "connection lost");
		Chromium.screenshot(page, "connection-lost");
		try (WebServer server = new WebServer("server.port=" + port).simulate(1)) {
			assertThat(page.locator("table.cells tbody tr")).hasCount(1);
			assertThat(page.locator("#link-state")).hasText("Live");
			assertThat(page.locator("#banner")).isHidden();
			assertThat(server.get("/api/v1/status").path("cells").asInt()).isEqualTo(1);
		}
	}

	@Test
	void withoutAModelEveryCellIsHeldAndThePageSaysSo() {
		try (WebServer server = new WebServer("presage.model.path=/nowhere.presage").simulate(1)) {
			Page page = chromium.open(server, "");
			assertThat(page.locator("#no-model")).isVisible();
			assertThat(page.locator("table.cells tbody tr")).containsText("No model");
			assertThat(page.locator("#cell-sentence")).containsText("no model is loaded");
			page.evaluate("location.hash = 'view=cells&node=presage-sim&cell=cell-0&tab=what-if'");
			assertThat(page.locator("#what-if-note")).containsText("No model");
			page.evaluate("location.hash = 'view=cells&node=presage-sim&cell=gone'");
			assertThat(page.locator("#cell-sentence")).containsText("does not report any more");
			Chromium.assertReadable(page, "no model");
		}
	}

	@Test
	void hundredsOfCellsComeInPages() throws InterruptedException {
		try (WebServer server = new WebServer(); ControlLoopClient client = server.client()) {
			report(client);
			WebServer.await("all are there", () -> server.get("/api/v1/cells").path("total").asInt() == MANY);
			Page page = chromium.open(server, "");
			Locator rows = page.locator("table.cells tbody tr");
			assertThat(rows).hasCount(50);
			assertThat(page.locator(".pager")).containsText("1–50 of 300");
			Chromium.screenshot(page, "cells-300");
			Chromium.assertReadable(page, "300 cells");
			page.getByLabel("Next cells").click();
			assertThat(page.locator(".pager")).containsText("51–100 of 300");
			assertThat(rows.first()).containsText("cell-50");
			page.keyboard().press("/");
			page.keyboard().type("cell-29");
			assertThat(page.locator(".pager")).containsText("1–11 of 11");
			page.locator("th.name button").click();
			assertThat(page.locator("th.name")).hasAttribute("aria-sort", "descending");
			assertThat(rows.first()).containsText("cell-299");
			page.locator("#state").selectOption("STALE");
			assertThat(page.locator(".pager")).containsText("No cell");
		}
	}

	/** Enough for a plan of some, and for the others to be warming up. */
	private static void report(ControlLoopClient client) throws InterruptedException {
		RanSimulator simulator = new RanSimulator(RanConfig.of(3), 4);
		int[] prbs = { 20, 20, 20 };
		long nowMs = System.currentTimeMillis();
		for (int step = 0; step < 34; step++) {
			simulator.step(prbs);
			for (int cell = 0; cell < MANY; cell++) {
				if (cell % 3 == 0 || step > 20) {
					client.send(ControlLoopClient.report(simulator.schema(),
							new CellId("gnb-" + cell / 100, "cell-" + cell), step, nowMs + 100L * (step - 34),
							simulator.kpis(cell % 3)));
				}
			}
		}
	}

}
