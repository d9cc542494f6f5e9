/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import com.google.protobuf.util.Timestamps;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.AttachRequest;
import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.ControlLoopServiceGrpc;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.KpiValue;
import org.presage.api.v1.NrCgi;
import org.presage.api.v1.DecisionOutcome;
import org.presage.api.v1.PrbDecision;
import org.presage.api.v1.ReportRejected;
import org.presage.api.v1.SwapModelRequest;
import org.presage.client.ControlLoopClient;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The whole server over a real port: good input, and every kind of bad input. */
class ServerTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext context;

	@SuppressWarnings("NullAway.Init")
	private static String target;

	private static final AtomicLong SEQUENCE = new AtomicLong();

	private final BlockingQueue<AttachResponse> answers = new LinkedBlockingQueue<>();

	@BeforeAll
	static void start() {
		TestModels.random("first", 1).write(folder.resolve("model.presage"));
		context = server("--presage.model.path=" + folder.resolve("model.presage"), "--presage.model.watch=50ms");
		target = "localhost:" + context.getBean(ServerAddresses.class).grpcPort();
	}

	private static ConfigurableApplicationContext server(String... arguments) {
		List<String> all = new ArrayList<>(List.of("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.loop.budget=1s", "--presage.stream.window=32"));
		all.addAll(List.of(arguments));
		return new SpringApplication(PresageServer.class).run(all.toArray(String[]::new));
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	private ControlLoopClient attach() {
		return new ControlLoopClient(target, true, this.answers::add);
	}

	private static E2Report.Builder report(String cell, long endMs) {
		return E2Report.newBuilder()
			.setNodeId("node")
			.setCell(CellIdentity.newBuilder().setName(cell))
			.setSequence(SEQUENCE.incrementAndGet())
			.setIntervalEnd(Timestamps.fromMillis(endMs))
			.addKpis(kpi("SINR", 10))
			.addKpis(kpi("Buffer", 1000))
			.addKpis(kpi("PRBs", 20))
			.addKpis(kpi("Delay", 30));
	}

	private static KpiValue kpi(String name, double value) {
		return KpiValue.newBuilder().setName(name).setValue(value).build();
	}

	private AttachResponse answer(ControlLoopClient client, E2Report report) throws InterruptedException {
		client.send(report);
		AttachResponse message = this.answers.poll(20, TimeUnit.SECONDS);
		return java.util.Objects.requireNonNull(message, () -> "no answer to " + report);
	}

	private PrbDecision decision(ControlLoopClient client, E2Report report) throws InterruptedException {
		AttachResponse message = answer(client, report);
		assertThat(message.hasDecision()).as("%s", message).isTrue();
		assertThat(message.getDecision().getSequence()).isEqualTo(report.getSequence());
		return message.getDecision();
	}

	private ReportRejected rejection(ControlLoopClient client, E2Report report) throws InterruptedException {
		AttachResponse message = answer(client, report);
		assertThat(message.hasRejected()).as("%s", message).isTrue();
		assertThat(message.getRejected().getSequence()).isEqualTo(report.getSequence());
		return message.getRejected();
	}

	private static String metrics() throws IOException, InterruptedException {
		URI uri = URI
			.create("http://localhost:" + context.getBean(ServerAddresses.class).httpPort() + "/actuator/prometheus");
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
			.body();
	}

	@Test
	void streamOfReportsIsPlanned() throws InterruptedException {
		try (ControlLoopClient client = attach()) {
			for (int i = 1; i < TestModels.WINDOW; i++) {
				assertThat(decision(client, report("planned", 1000 + i * 100L).build()).getOutcome())
					.isEqualTo(DecisionOutcome.DECISION_OUTCOME_WARMING_UP);
			}
			PrbDecision planned = decision(client, report("planned", 1000 + TestModels.WINDOW * 100L).build());
			assertThat(planned.getOutcome()).isEqualTo(DecisionOutcome.DECISION_OUTCOME_PLANNED);
			assertThat(planned.getPlanList()).hasSize(TestModels.HORIZON).startsWith(planned.getPrbs());
			assertThat(planned.getPredictedList()).extracting("name").containsExactly("SINR", "Buffer", "Delay");
			assertThat(planned.getPredicted(2).getMeanList()).hasSize(TestModels.HORIZON);
			assertThat(planned.getPredicted(2).getLow(0)).isLessThan(planned.getPredicted(2).getHigh(0));
			assertThat(planned.getDecisionId()).isPositive();
			assertThat(planned.getCell().getName()).isEqualTo("planned");
			assertThat(planned.hasScoreHold()).isTrue();
			assertThat(client.complete(10, TimeUnit.SECONDS)).isTrue();
			assertThat(client.failure()).isNull();
		}
	}

	@Test
	void badFieldsAreNamedAndTheStreamLivesOn() throws InterruptedException {
		try (ControlLoopClient client = attach()) {
			ReportRejected nan = rejection(client, report("bad", 1000).setKpis(0, kpi("SINR", Double.NaN)).build());
			assertThat(nan.getField()).isEqualTo("kpis[SINR].value");
			assertThat(nan.getExpected()).contains("finite");
			assertThat(nan.getFound()).isEqualTo("NaN");
			assertThat(rejection(client, report("bad", 1000).addKpis(kpi("SINR", 1)).build()).getFound())
				.isEqualTo("two");
			assertThat(rejection(client, report("bad", 1000).clearNodeId().build()).getField()).isEqualTo("node_id");
			assertThat(rejection(client, report("bad", 1000).clearCell().build()).getField()).isEqualTo("cell");
			assertThat(rejection(client, report("bad", 0).build()).getField()).isEqualTo("interval_end");
			assertThat(rejection(client, report("bad", 253_402_300_799_000L).build()).getExpected())
				.contains("presage.loop.max-future");
			assertThat(rejection(client,
					report("bad", 1000)
						.setCell(CellIdentity.newBuilder().setNrCgi(NrCgi.newBuilder().setPlmn("1234").setNci(1)))
						.build())
				.getField()).isEqualTo("cell.nr_cgi.plmn");
			assertThat(decision(client, report("bad", 1000).build()).getOutcome())
				.isEqualTo(DecisionOutcome.DECISION_OUTCOME_WARMING_UP);
		}
	}

	@Test
	void absentAndUnknownKpisAreTold() throws InterruptedException {
		try (ControlLoopClient client = attach()) {
			PrbDecision absent = decision(client, report("absent", 1000).removeKpis(0).build());
			assertThat(absent.getOutcome()).isEqualTo(DecisionOutcome.DECISION_OUTCOME_WARMING_UP);
			assertThat(absent.getPrbs()).isEqualTo(20);
			PrbDecision unknown = decision(client, report("absent", 1100).addKpis(kpi("Mystery", 1)).build());
			assertThat(unknown.getIgnoredKpisList()).containsExactly("Mystery");
			PrbDecision noAction = decision(client, report("absent-action", 1100).removeKpis(2).build());
			assertThat(noAction.hasPrbs()).as("nothing is known that could be held").isFalse();
		}
	}

	@Test
	void repeatedAndReversedTimesAreStale() throws InterruptedException {
		try (ControlLoopClient client = attach()) {
			decision(client, report("times", 5000).build());
			assertThat(decision(client, report("times", 5000).build()).getOutcome())
				.isEqualTo(DecisionOutcome.DECISION_OUTCOME_STALE);
			assertThat(decision(client, report("times", 4000).build()).getDetail()).contains("4000").contains("5000");
			assertThat(decision(client, report("times", 5100).build()).getOutcome())
				.isEqualTo(DecisionOutcome.DECISION_OUTCOME_WARMING_UP);
		}
	}

	@Test
	void manyCellsAreAnsweredEachOnce() throws Exception {
		int cells = 20_000;
		AtomicLong decided = new AtomicLong();
		AtomicLong refused = new AtomicLong();
		// A slow machine needs minutes for them, and a silent cell makes room for another
		// one.
		try (ConfigurableApplicationContext small = server("--presage.model.path=" + folder.resolve("model.presage"),
				"--presage.loop.max-cells=50", "--presage.loop.silent-after=1h");
				ControlLoopClient client = new ControlLoopClient(
						"localhost:" + small.getBean(ServerAddresses.class).grpcPort(), true,
						(message) -> (message.hasDecision() ? decided : refused).incrementAndGet())) {
			for (int i = 0; i < cells; i++) {
				client.send(report("many-" + i, 1000).build());
			}
			assertThat(client.complete(300, TimeUnit.SECONDS)).isTrue();
			assertThat(small.getBean(MeterRegistry.class).counter("wm.frames", "result", "rejected").count())
				.isEqualTo(refused.get());
		}
		assertThat(decided.get()).isEqualTo(50);
		assertThat(refused.get()).isEqualTo(cells - 50);
	}

	@Test
	void hugeMessageEndsOnlyItsStream() throws InterruptedException {
		try (ControlLoopClient client = attach(); ControlLoopClient other = attach()) {
			client.send(report("huge", 1000).addKpis(kpi("x".repeat(10_000_000), 1)).build());
			for (int i = 0; i < 400 && client.failure() == null; i++) {
				TimeUnit.MILLISECONDS.sleep(50);
			}
			assertThat(client.failure()).isInstanceOf(StatusRuntimeException.class)
				.hasMessageContaining("RESOURCE_EXHAUSTED")
				.hasMessageContaining("1048576");
			decision(other, report("huge", 1000).build());
		}
	}

	@Test
	void bytesThatAreNoReportEndTheStreamWithTheCause() throws InterruptedException {
		ManagedChannel channel = Grpc.newChannelBuilder(target, InsecureChannelCredentials.create()).build();
		try {
			MethodDescriptor<byte[], byte[]> raw = MethodDescriptor.newBuilder(Bytes.MARSHALLER, Bytes.MARSHALLER)
				.setType(MethodDescriptor.MethodType.BIDI_STREAMING)
				.setFullMethodName(ControlLoopServiceGrpc.getAttachMethod().getFullMethodName())
				.build();
			ClientCall<byte[], byte[]> call = channel.newCall(raw, CallOptions.DEFAULT);
			BlockingQueue<Status> ends = new LinkedBlockingQueue<>();
			call.start(new ClientCall.Listener<>() {
				@Override
				public void onClose(Status status, Metadata trailers) {
					ends.add(status);
				}
			}, new Metadata());
			call.sendMessage(new byte[] { (byte) 0xff, 1, 2, 3 });
			Status status = ends.poll(20, TimeUnit.SECONDS);
			assertThat(java.util.Objects.requireNonNull(status).getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
			assertThat(status.getDescription()).contains("expected a presage.v1.AttachRequest");
		}
		finally {
			channel.shutdownNow();
		}
	}

	@Test
	void clientThatNeverReadsIsNotReadFrom() throws InterruptedException {
		ManagedChannel channel = Grpc.newChannelBuilder(target, InsecureChannelCredentials.create()).build();
		try {
			ClientCall<AttachRequest, AttachResponse> call = channel.newCall(ControlLoopServiceGrpc.getAttachMethod(),
					CallOptions.DEFAULT);
			call.start(new ClientCall.Listener<>() {
			}, new Metadata());
			int sent = 0;
			for (int idle = 0; idle < 40 && sent < 2_000_000;) {
				if (call.isReady()) {
					call.sendMessage(AttachRequest.newBuilder().setReport(report("silent", 1000 + sent++)).build());
					idle = 0;
				}
				else {
					idle++;
					TimeUnit.MILLISECONDS.sleep(25);
				}
			}
			assertThat(sent).as("the server stopped taking reports").isLessThan(100_000);
			try (ControlLoopClient other = attach()) {
				decision(other, report("other", 1000).build());
			}
		}
		finally {
			channel.shutdownNow();
		}
	}

	@Test
	void connectionCutMidStreamLeavesTheOthersAlone() throws InterruptedException {
		try (ControlLoopClient other = attach()) {
			for (int i = 0; i < 20; i++) {
				ControlLoopClient cut = new ControlLoopClient(target, true, (message) -> {
				});
				cut.send(report("cut", 1000 + i * 100L).build());
				cut.close();
			}
			decision(other, report("uncut", 1000).build());
		}
	}

	@Test
	void modelsChangeWhileRunningAndBadOnesAreRefused() throws Exception {
		Path model = folder.resolve("model.presage");
		ControlLoopServiceGrpc.ControlLoopServiceBlockingStub stub;
		ManagedChannel channel = Grpc.newChannelBuilder(target, InsecureChannelCredentials.create()).build();
		try (ControlLoopClient client = attach()) {
			stub = ControlLoopServiceGrpc.newBlockingStub(channel);
			TestModels.random("by-call", 3).write(folder.resolve("other.presage"));
			assertThat(stub.swapModel(SwapModelRequest.newBuilder().setFile("other.presage").build()).getVersion())
				.isEqualTo("by-call");
			assertThat(decision(client, report("swap", 1000).build()).getModelVersion()).isEqualTo("by-call");
			assertThatThrownBy(() -> stub.swapModel(SwapModelRequest.newBuilder().setFile("../x").build()))
				.hasMessageContaining("FAILED_PRECONDITION")
				.hasMessageContaining("expected the name of a file");
			assertThatThrownBy(() -> stub.swapModel(SwapModelRequest.newBuilder().setFile("none.presage").build()))
				.hasMessageContaining("none.presage");

			Path bad = Files.write(folder.resolve("bad.tmp"), new byte[] { 1, 2, 3 });
			Files.move(bad, model, StandardCopyOption.REPLACE_EXISTING);
			awaitMetric("wm_update_failed_total 2.0");
			assertThat(decision(client, report("swap", 1100).build()).getModelVersion()).as("the old one serves on")
				.isEqualTo("by-call");

			TestModels.random("by-watch", 4).write(model);
			String version = "";
			List<String> seen = new ArrayList<>();
			for (int i = 2; i < 2000 && !version.equals("by-watch"); i++) {
				version = decision(client, report("swap", 1000 + i * 100L).build()).getModelVersion();
				seen.add(version);
				TimeUnit.MILLISECONDS.sleep(10);
			}
			assertThat(seen).last().isEqualTo("by-watch");
			awaitMetric("wm_model_info{architecture=\"ms3m\",device=\"cpu\",version=\"by-watch\"}");
		}
		finally {
			channel.shutdownNow();
		}
	}

	private static void awaitMetric(String line) throws Exception {
		String metrics = "";
		for (int i = 0; i < 1200 && !metrics.contains(line); i++) {
			TimeUnit.MILLISECONDS.sleep(25);
			metrics = metrics();
		}
		assertThat(metrics).contains(line);
	}

	@Test
	void healthAndMetricsAreServed() throws Exception {
		ManagedChannel channel = Grpc.newChannelBuilder(target, InsecureChannelCredentials.create()).build();
		try {
			assertThat(HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance()).getStatus())
				.isEqualTo(HealthCheckResponse.ServingStatus.SERVING);
		}
		finally {
			channel.shutdownNow();
		}
		assertThat(metrics()).contains("wm_decision_latency_seconds_bucket{le=\"0.01\"}",
				"wm_inference_latency_seconds_count", "wm_plan_iterations", "wm_decisions_total{outcome=\"planned\"}",
				"wm_deadline_missed_total", "wm_cycle_max_seconds", "wm_frames_total{result=\"accepted\"}",
				"wm_surprise_score", "wm_interval_coverage{level=\"90\"}", "wm_update_total", "wm_train_loss",
				"wm_buffer_size", "wm_rollout_steps_total", "wm_model_info", "wm_cells");
	}

	@Test
	void everyMetricHasHelpAndType() throws Exception {
		List<String> lines = metrics().lines().toList();
		List<String> names = lines.stream()
			.filter((line) -> line.startsWith("wm_"))
			.map((line) -> line.split("[{ ]", 2)[0].replaceFirst("_(bucket|count|sum)$", ""))
			.distinct()
			.toList();
		assertThat(names).hasSizeGreaterThan(20).allSatisfy((name) -> {
			assertThat(lines).anyMatch((line) -> line.matches("# HELP " + name + " \\S.*"));
			assertThat(lines).anyMatch((line) -> line.startsWith("# TYPE " + name + ' '));
		});
	}

}
