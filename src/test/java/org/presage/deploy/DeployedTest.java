/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.lifecycle.Startables;

import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.KpmIndication;
import org.presage.base.Clock;
import org.presage.client.ChannelSettings;
import org.presage.client.ControlLoopClient;
import org.presage.e2.control.PrbControl;
import org.presage.e2.dialect.Dialect;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.e2.KpmCell;
import org.presage.testing.Pki;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The containers of {@code deploy/compose}, with a small RIC beside them: the xApp
 * decides for a simulated node that is attached by mutual TLS and for cells behind the
 * RIC, and a real Prometheus scrapes it, with the rules that are delivered.
 */
class DeployedTest {

	private static final Pattern METRIC = Pattern.compile("(?m)^\\| `(wm_[^|]*)\\|");

	private static final Pattern NAME = Pattern.compile("wm_[a-z0-9_]+");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path secrets;

	private static final List<AutoCloseable> RUNNING = new ArrayList<>();

	private static final Pki AUTHORITY = new Pki("Presage compose CA");

	@SuppressWarnings("NullAway.Init")
	private static GenericContainer<?> xapp;

	@SuppressWarnings("NullAway.Init")
	private static GenericContainer<?> ric;

	@SuppressWarnings("NullAway.Init")
	private static PrometheusApi prometheus;

	@BeforeAll
	static void deploy() throws IOException {
		ComposeService.image("PRESAGE_IMAGE");
		certificates();
		Network network = Network.newNetwork();
		RUNNING.add(network);
		ric = new GenericContainer<>(ComposeService.image("PRESAGE_IMAGE")).withNetwork(network)
			.withNetworkAliases("ric")
			.withCommand("ric", "--host", "ric", "--cells", "2")
			.waitingFor(Wait.forLogMessage(".*Ctrl-C stops.*", 1).withStartupTimeout(Duration.ofMinutes(2)));
		ComposeService service = new ComposeService("xapp");
		List<String> command = new ArrayList<>(service.command());
		command.addAll(List.of("presage.osc.enabled=true", "presage.osc.host=xapp", "presage.osc.rmr.host=xapp",
				"presage.osc.rmr.bind=0.0.0.0", "presage.osc.rmr.route-manager=ric:38000",
				"presage.osc.subscription-manager=http://ric:8088", "presage.osc.app-manager=http://ric:8088",
				"presage.osc.e2-manager=http://ric:8088", "presage.osc.poll=1s", "presage.e2.mode=active",
				"presage.e2.min-interval=0s", "presage.e2.dialect=presage", "presage.e2.control=ccc",
				"presage.lease.mode=none"));
		// The shared data layer is unavailable from the beginning, hence no lease.
		xapp = ComposeService.untilHealthy(service.container(network, secrets)
			.withCommand(command.toArray(String[]::new))
			.withEnv("DBAAS_SERVICE_HOST", "nowhere")
			.withEnv("DBAAS_SERVICE_PORT", "6379"));
		GenericContainer<?> scraper = new ComposeService("prometheus").container(network, secrets)
			.withFileSystemBind(scrapedOften().toString(), "/etc/prometheus/prometheus.yaml", BindMode.READ_ONLY)
			.waitingFor(Wait.forHttp("/-/ready").forPort(9090));
		ComposeService.withVolume(scraper, "/prometheus");
		start(ric, xapp, scraper);
		// A node that finds nobody asks again more and more slowly.
		start(new ComposeService("simulator").container(network, secrets));
		prometheus = new PrometheusApi(scraper);
	}

	private static void start(GenericContainer<?>... containers) {
		RUNNING.addAll(List.of(containers));
		Startables.deepStart(containers).join();
	}

	/**
	 * Prometheus' configuration, with shorter intervals than those that it is delivered
	 * with.
	 */
	private static Path scrapedOften() throws IOException {
		String delivered = Shipped.text(Shipped.PROMETHEUS.resolve("prometheus.yaml"));
		assertThat(delivered).contains("scrape_interval: 15s", "evaluation_interval: 15s");
		Path often = Files.writeString(secrets.resolve("prometheus.yaml"), delivered.replace(": 15s", ": 3s"));
		assertThat(often.toFile().setReadable(true, false)).isTrue();
		return often.toAbsolutePath();
	}

	/** The xApp's ends in three days, which is an alert. */
	private static void certificates() throws IOException {
		AUTHORITY.root(secrets.resolve("ca.crt"));
		certificateOfXapp(Duration.ofDays(3));
		AUTHORITY.issue(secrets, "simulator");
		AUTHORITY.issue(secrets, "stranger");
		try (var files = Files.list(secrets)) {
			files.forEach((file) -> assertThat(file.toFile().setReadable(true, false)).isTrue());
		}
		assertThat(secrets.toFile().setExecutable(true, false)).isTrue();
		assertThat(secrets.toFile().setReadable(true, false)).isTrue();
	}

	private static void certificateOfXapp(Duration valid) {
		AUTHORITY.issue(secrets, "xapp",
				(builder) -> builder.addSanDnsName("xapp").notAfter(Instant.now().plus(valid)));
		assertThat(secrets.resolve("xapp.key").toFile().setReadable(true, false)).isTrue();
	}

	@AfterAll
	static void stop() throws Exception {
		for (AutoCloseable one : RUNNING.reversed()) {
			one.close();
		}
	}

	private static String sh(String command) throws IOException, InterruptedException {
		ExecResult result = xapp.execInContainer("bash", "-c", command);
		return result.getStdout() + result.getStderr();
	}

	@Test
	void xappIsNobodyAndWritesNowhereButWhereItMay() throws IOException, InterruptedException {
		assertThat(sh("id -u")).isEqualToIgnoringNewLines("10001");
		assertThat(sh("touch /opt/presage/x /x")).contains("Read-only file system");
		assertThat(sh("grep CapEff /proc/1/status")).contains("0000000000000000");
		assertThat(sh("find /tmp -type f")).as("files in the temporary folder").isEmpty();
		assertThat(sh("find /opt/presage/native -name '*.so' -exec grep -l {} /proc/1/maps \\;"))
			.doesNotContain("Permission denied");
		assertThat(sh("grep -o '/opt/presage/[a-z/_0-9]*\\.\\(so\\|aot\\)' /proc/1/maps | sort -u").lines())
			.as("what is mapped")
			.contains("/opt/presage/native/libonnxruntime.so", "/opt/presage/presage.aot");
	}

	@Test
	void nodesAreDecidedForAndPrometheusKnows() throws Exception {
		Awaited.within(120, "five cells of the node and two of the RIC",
				() -> prometheus.query("wm_cells").orElse(0) == 7);
		Awaited.within(120, "plans",
				() -> prometheus.query("rate(wm_decisions_total{outcome=\"planned\"}[1m])").orElse(0) > 1);
		Awaited.within(120, "allocations of the RIC's cells that took effect",
				() -> prometheus.query("wm_control_total{status=\"took_effect\"}").orElse(0) > 0);
		assertThat(prometheus.query("up{job=\"presage\"}").orElse(0)).isEqualTo(1);
		Awaited.within(60, "a recording rule", () -> prometheus.query("wm:decision_slow:ratio5m").isPresent());
	}

	@Test
	void alertFiresAndClears() throws Exception {
		Awaited.within(120, "the certificate ends soon", () -> prometheus.firing().contains("PresageCertificateEnds"));
		certificateOfXapp(Duration.ofDays(90));
		Awaited.within(120, "the certificate was renewed",
				() -> !prometheus.firing().contains("PresageCertificateEnds"));
		assertThat(prometheus.firing()).doesNotContain("PresageDown", "PresageNoModel", "PresageSecurityReloadFailed");
	}

	/**
	 * Also those that only count what goes wrong: a series that is not there is no alert.
	 */
	@Test
	void everyMetricOfTheDocumentationIsAnswered() throws Exception {
		Set<String> names = new TreeSet<>();
		Matcher row = METRIC.matcher(Files.readString(Path.of("docs/metrics.md")));
		while (row.find()) {
			Matcher name = NAME.matcher(row.group(1));
			while (name.find()) {
				names.add(name.group());
			}
		}
		assertThat(names).hasSizeGreaterThan(45);
		reportAnImplausibleValue();
		for (String name : names) {
			String query = "count(%s) or count(%s_bucket) or count(%s_count)".formatted(name, name, name);
			Awaited.within(60, name, () -> prometheus.query(query).isPresent());
		}
	}

	/** Counted by the measurement's name, so there is no series before the first. */
	private static void reportAnImplausibleValue() throws InterruptedException {
		RanSimulator simulator = new RanSimulator(RanConfig.of(1), 1);
		KpmCell cell = KpmCell.of(simulator, Dialect.load("presage"), PrbControl.CCC).getFirst();
		float[] kpis = new float[simulator.schema().size()];
		Arrays.fill(kpis, 1e9f);
		long nowMs = Clock.SYSTEM.epochMillis();
		E2Report report = E2Report.newBuilder()
			.setNodeId("gnb-lost")
			.setCell(CellIdentity.newBuilder().setName("cell"))
			.setIntervalEnd(Timestamps.fromMillis(nowMs))
			.setKpm(KpmIndication.newBuilder()
				.setHeader(ByteString.copyFrom(cell.header(nowMs)))
				.setMessage(ByteString.copyFrom(cell.message(kpis)))
				.setDialect("presage"))
			.build();
		try (ControlLoopClient node = new ControlLoopClient(xapp.getHost() + ':' + xapp.getMappedPort(50051),
				new ChannelSettings(secrets.resolve("ca.crt"), secrets.resolve("simulator.crt"),
						secrets.resolve("simulator.key"), null),
				false, (answer) -> {
				})) {
			assertThat(node.send(report)).isTrue();
			assertThat(node.complete(20, TimeUnit.SECONDS)).isTrue();
		}
	}

}
