/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.client.ControlLoopClient;
import org.presage.kpi.CellId;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.server.model.ModelFiles;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code presage explain} as a user calls it. */
class ExplainCommandTest extends Terminal {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@SuppressWarnings("NullAway.Init")
	private static String trace;

	/** Of the built-in model. */
	private static final int WINDOW = ModelFiles.read(null).manifest().network().window();

	@BeforeAll
	static void record() {
		trace = folder.resolve("sim.csv.gz").toString();
		assertThat(PresageCommand.run("simulate", "--cells", "2", "--steps", "60", "--seed", "7", "--out", trace))
			.isZero();
	}

	private String refusal(String... args) {
		this.err.getBuffer().setLength(0);
		assertThat(run(args)).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).startsWith("presage: ").hasLineCount(1);
		return this.err.toString();
	}

	@Test
	void rowOfATraceIsExplained() throws IOException {
		Path json = folder.resolve("explain.json");
		Path html = folder.resolve("explain.html");
		assertThat(run("explain", "--data", trace, "--series", "cell1", "--row", "40", "--history",
				Integer.toString(WINDOW + 4), "--what-if", "-20%:8", "--json", json.toString(), "--html",
				html.toString()))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).contains("cell1 row 40", (WINDOW + 4) + " frames, window of " + WINDOW,
				"Sensitivity", "What if", "hold last", "P(SLA)", "Delay", "90 % high");
		assertThat(Files.readString(html)).contains("cell1 row 40", "\"plane\":[[", "default-src 'none'")
			.doesNotContain("src=\"", "href=\"http");
		JsonNode result = JsonMapper.shared().readTree(Files.readString(json));
		assertThat(result.at("/latents/plane").size()).isEqualTo(5);
		assertThat(result.at("/latents/context/4").size()).isPositive();
		assertThat(result.at("/latents/explained_variance").size()).isEqualTo(2);
		assertThat(result.at("/sensitivity/by_step_and_term").size()).isEqualTo(8);
		assertThat(result.at("/sensitivity/by_step_and_term/7").size()).isEqualTo(12 + 5);
		assertThat(result.at("/what_if/alternative/kpis/Delay/high").size()).isEqualTo(8);
		assertThat(result.at("/what_if/present")).isEqualTo(result.at("/plan"));
		double planned = result.at("/plan/prbs/0").asDouble();
		assertThat(result.at("/what_if/alternative/prbs/0").asDouble())
			.isEqualTo(Math.max(1, Math.round((float) (0.8 * planned))));
	}

	@Test
	void planOfAnyNumbersIsCompared() {
		assertThat(run("explain", "--data", trace, "--plan", "10,10.5,12,13,14,15,16,17", "--kpis", "CQI"))
			.as(this.err.toString())
			.isZero();
		assertThat(this.out.toString()).contains("step +2: 10.50 asked for, 11 admissible (whole PRBs)", "CQI")
			.doesNotContain("Delay\n");
	}

	@Test
	void runningServerIsAsked() throws InterruptedException {
		TestModels.random("live", 1).write(folder.resolve("live.presage"));
		try (ConfigurableApplicationContext server = new SpringApplication(PresageServer.class).run(
				"--spring.grpc.server.port=0", "--server.port=0",
				"--presage.model.path=" + folder.resolve("live.presage"))) {
			String target = "localhost:" + server.getBean(ServerAddresses.class).grpcPort();
			CountDownLatch answered = new CountDownLatch(TestModels.WINDOW);
			try (ControlLoopClient client = new ControlLoopClient(target, true, (message) -> answered.countDown())) {
				for (int i = 1; i <= TestModels.WINDOW; i++) {
					client.send(ControlLoopClient.report(TestModels.schema(), new CellId("n", "c"), i, i * 100L,
							new float[] { 10, 1000, 20, 30 }));
				}
				assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
			}
			assertThat(run("explain", "--target", target, "--node", "n", "--cell", "c", "--what-if", "+10%:1"))
				.as(this.err.toString())
				.isZero();
			assertThat(this.out.toString()).contains("n/c at " + target, "model live (ms3m)", "What if");
			assertThat(refusal("explain", "--target", target, "--node", "n", "--cell", "other"))
				.contains("NOT_FOUND: cell: expected one that reports, found node \"n\" cell \"other\"");
		}
	}

	@Test
	void wrongInputIsToldInOneLine() {
		assertThat(refusal("explain")).contains("expected --data or --target, found neither");
		assertThat(refusal("explain", "--data", trace, "--target", "x:1")).contains("found both");
		assertThat(refusal("explain", "--data", trace, "--series", "cell9")).contains("for example cell0, found cell9");
		assertThat(refusal("explain", "--data", trace, "--row", "60")).contains("--row: expected 0 to 59");
		assertThat(refusal("explain", "--data", trace, "--row", "14")).contains("rows without a gap up to row 14")
			.contains("found 15");
		assertThat(refusal("explain", "--data", trace, "--history", "3")).contains("--history: expected at least ");
		assertThat(refusal("explain", "--data", trace, "--plan", "1,2")).contains("plan: expected 8 values");
		assertThat(refusal("explain", "--data", trace, "--what-if", "less")).contains("expected PERCENT:STEPS");
		assertThat(refusal("explain", "--data", trace, "--what-if", "-20%:9"))
			.contains("change.steps: expected 1 to 8");
		assertThat(refusal("explain", "--data", trace, "--plan", "1", "--what-if", "1%:1")).contains("found both");
		assertThat(refusal("explain", "--data", trace, "--difference", "0")).contains("difference_prbs");
		assertThat(refusal("explain", "--target", "localhost:1", "--node", "n", "--cell", "c"))
			.contains("localhost:1: expected a running xApp");
		for (String slice : List.of("x", "1-", "1-1234567")) {
			assertThat(refusal("explain", "--target", "localhost:1", "--slice", slice))
				.contains("--slice: expected SST");
		}
	}

}
