/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The system's Chromium without a window, and what goes wrong in it. Owned by one thread.
 */
final class Chromium implements AutoCloseable {

	static final int WIDTH = 1280;

	static final int HEIGHT = 800;

	private static final double TIMEOUT_MS = 30_000;

	private static final Path SCREENSHOTS = Path.of("target/screenshots");

	/**
	 * What a browser says of every answer that is no success; the page shows these
	 * itself.
	 */
	private static final String OF_ANSWERS = "Failed to load resource";

	private final Playwright playwright;

	private final Browser browser;

	private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());

	Chromium() {
		Optional<Path> program = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
			.map(Path::of)
			.filter(Files::isExecutable)
			.findFirst();
		if (program.isEmpty()) {
			System.out.println("skipped: the tests of the dashboard want /usr/bin/chromium, and it is not there");
		}
		Assumptions.assumeTrue(program.isPresent(), "no Chromium");
		// A crowded machine takes its time.
		PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS);
		this.playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.browser = this.playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(program.orElseThrow())
				.setArgs(List.of("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
						"--disable-background-networking", "--disable-component-update", "--disable-sync")));
	}

	/** A tab of its own, at a place of a server's page. */
	Page open(WebServer server, String place, ColorScheme colours) {
		Page page = blank(WIDTH, HEIGHT, colours);
		page.navigate(server.url() + "/#" + place);
		return page;
	}

	/** An empty tab of its own. */
	Page blank(int width, int height, ColorScheme colours) {
		BrowserContext context = this.browser
			.newContext(new Browser.NewContextOptions().setViewportSize(width, height).setColorScheme(colours));
		Page page = context.newPage();
		page.setDefaultTimeout(TIMEOUT_MS);
		page.onConsoleMessage((message) -> {
			if (!message.text().startsWith(OF_ANSWERS)) {
				this.complaints.add(message.type() + ": " + message.text());
			}
		});
		page.onPageError((error) -> this.complaints.add("error: " + error));
		page.onRequest((request) -> {
			if (!request.url().startsWith("http://localhost:")) {
				this.complaints.add("request to " + request.url());
			}
		});
		return page;
	}

	Page open(WebServer server, String place) {
		return open(server, place, ColorScheme.LIGHT);
	}

	/** Opens a place; the answers of a path are changed before the page gets them. */
	Page open(WebServer server, String place, String path, Consumer<ObjectNode> change) {
		Page page = blank(WIDTH, HEIGHT, ColorScheme.LIGHT);
		page.route(answers(path), (route) -> {
			APIResponse response = route.fetch();
			if (!response.ok()) {
				route.fulfill(new Route.FulfillOptions().setResponse(response));
				return;
			}
			ObjectNode answer = (ObjectNode) WebServer.JSON.readTree(response.body());
			change.accept(answer);
			fulfill(route, answer);
		});
		page.navigate(server.url() + "/#" + place);
		return page;
	}

	/** Addresses of what the page asks for. */
	static Pattern answers(String path) {
		return Pattern.compile(".*/api/v1/" + path + "(\\?.*)?$");
	}

	/** Answers in place of the server. */
	static void fulfill(Route route, ObjectNode answer) {
		route.fulfill(new Route.FulfillOptions().setContentType("application/json")
			.setBodyBytes(WebServer.JSON.writeValueAsBytes(answer)));
	}

	static void screenshot(Page page, String name) {
		page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
	}

	/** Nothing is cut off to the right, and nobody is kept out. */
	static void assertReadable(Page page, String where) {
		assertThat(((Number) page.evaluate("document.documentElement.scrollWidth")).intValue()).as("width of " + where)
			.isLessThanOrEqualTo(page.viewportSize().width);
		// The page has no frames, for which axe-core opens a tab in every analysis.
		List<Rule> violations = new AxeBuilder(page).setLegacyMode(true).analyze().getViolations();
		assertThat(violations).as("axe-core of " + where)
			.extracting((rule) -> rule.getId() + ": " + rule.getNodes().getFirst().getHtml() + " "
					+ rule.getNodes().getFirst().getFailureSummary())
			.isEmpty();
	}

	/** Closes all tabs, which would go on asking. */
	void closePages() {
		for (BrowserContext context : List.copyOf(this.browser.contexts())) {
			context.pages().forEach(Page::unrouteAll);
			context.close();
		}
	}

	/** Errors, warnings and requests to others so far. */
	void assertNoComplaints() {
		assertThat(this.complaints).isEmpty();
	}

	@Override
	public void close() {
		this.browser.close();
		this.playwright.close();
	}

}
