/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.UnaryOperator;

import io.grpc.Context;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.PolicyText;
import org.presage.api.v1.ScreenResponse;
import org.presage.api.v1.ScreenRequest;
import org.presage.api.v1.ScreeningServiceGrpc;
import org.presage.client.ChannelSettings;
import org.presage.client.ScreenClient;
import org.presage.control.ControlSettings;
import org.presage.offline.screening.Injection;
import org.presage.offline.screening.ScreeningJob;
import org.presage.offline.screening.ScreeningJson;
import org.presage.offline.screening.ScreeningListener;
import org.presage.offline.screening.ScreeningReport;
import org.presage.offline.screening.ScreeningSettings;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.TestModels;
import org.presage.testing.TestTraces;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.WorldModel;
import org.presage.worldmodel.onnx.OnnxWorldModel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The screening over a real port of the whole server. */
class ScreenServiceTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext context;

	private static String target = "";

	@BeforeAll
	static void start() throws IOException {
		Path traces = Files.createDirectory(folder.resolve("traces"));
		TestModels.random("serving", 1).write(folder.resolve("model.presage"));
		TestModels.random("other", 2).write(traces.resolve("other.presage"));
		TestTraces.write(traces.resolve("small.csv"), 2, 300, 1);
		TestTraces.write(traces.resolve("large.csv"), 4, 20_000, 1);
		TestTraces.write(folder.resolve("secret.csv"), 2, 300, 1);
		Files.createSymbolicLink(traces.resolve("link.csv"), folder.resolve("secret.csv"));
		Files.createDirectory(traces.resolve("inner"));
		context = server("model.presage", "--presage.screen.traces=" + traces);
		target = target(context);
	}

	private static ConfigurableApplicationContext server(String model, String... more) {
		List<String> all = new ArrayList<>(List.of("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.model.path=" + folder.resolve(model)));
		all.addAll(List.of(more));
		return new SpringApplication(PresageServer.class).run(all.toArray(String[]::new));
	}

	private static String target(ConfigurableApplicationContext server) {
		return "localhost:" + server.getBean(ServerAddresses.class).grpcPort();
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	private static ScreenRequest.Builder request(String trace) {
		return ScreenRequest.newBuilder()
			.addTraces(trace)
			.addPolicies(policy("few.yaml", "{kind: constant, prbs: 5}"))
			.addPolicies(policy("follow.yaml",
					"{kind: rule, rules: [{when: Delay > 30, prbs: PRBs + 9}], otherwise: PRBs - 2}"))
			.setWorst(3)
			.setSeed(4);
	}

	private static PolicyText policy(String file, String yaml) {
		return PolicyText.newBuilder().setFile(file).setYaml(yaml).build();
	}

	private static Status refusal(String host, ScreenRequest request) {
		try (ScreenClient client = new ScreenClient(host, ChannelSettings.PLAINTEXT)) {
			client.screen(request, (progress) -> {
			});
			throw new AssertionError("expected to be refused: " + request);
		}
		catch (StatusRuntimeException ex) {
			return ex.getStatus();
		}
	}

	@Test
	void resultIsTheOneOfTheCommandAndProgressComesBefore() {
		ScreenRequest request = request("small.csv").setStress(0.5)
			.addInject("deep-fade")
			.addPolicies(policy("other.yaml", "{kind: planner, model: other.presage}"))
			.setInterimEvery(20)
			.build();
		List<ScreenResponse> progress = new ArrayList<>();
		ScreeningReport remote;
		try (ScreenClient client = new ScreenClient(target, ChannelSettings.PLAINTEXT)) {
			remote = client.screen(request, progress::add);
		}
		Path traces = folder.resolve("traces");
		ScreeningReport local;
		try (WorldModel model = OnnxWorldModel.load(ModelPackage.read(folder.resolve("model.presage")))) {
			local = new ScreeningJob(
					request.getPoliciesList()
						.stream()
						.map((policy) -> new ScreeningJob.PolicyText(policy.getFile(), policy.getYaml()))
						.toList(),
					(policy, name) -> traces.resolve(name), List.of(traces.resolve("small.csv")), null,
					new ScreeningSettings(true, 0, 0.5, List.of(Injection.parse("deep-fade")), 3, 3, 4))
				.run(model, ControlSettings.defaults(), new ScreeningListener() {
				});
		}
		assertThat(ScreeningJson.of(remote)).hasToString(ScreeningJson.of(local).toString());
		assertThat(remote.scenarios()).hasSize(2);
		assertThat(remote.model()).isEqualTo("serving");
		assertThat(progress).isNotEmpty().extracting(ScreenResponse::getDone).isSorted();
		assertThat(progress.getLast().getTotal()).isEqualTo(2L * remote.windows());
		assertThat(progress).filteredOn(ScreenResponse::hasInterim)
			.isNotEmpty()
			.allSatisfy((one) -> assertThat(one.getInterim().getPolicies(1).getPolicy()).isEqualTo("few"));
	}

	@Test
	void oneScreeningAtATimeAndCancelMakesRoom() {
		ScreenRequest.Builder lengthy = request("large.csv");
		for (int i = 0; i < 60; i++) {
			lengthy.addPolicies(policy("p" + i, "{kind: constant, prbs: 7}"));
		}
		ManagedChannel channel = Grpc.newChannelBuilder(target, InsecureChannelCredentials.create()).build();
		try (Context.CancellableContext call = Context.current().withCancellation()) {
			call.run(() -> {
				Iterator<ScreenResponse> running = ScreeningServiceGrpc.newBlockingStub(channel)
					.screen(lengthy.build());
				ScreenResponse first = running.next();
				assertThat(first.hasResult()).isFalse();
				assertThat(first.getDone()).isLessThan(first.getTotal());
				Status second = refusal(target, request("small.csv").build());
				assertThat(second.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
				assertThat(second.getDescription()).contains("another screening runs");
				call.cancel(null);
				assertThatThrownBy(() -> running.forEachRemaining((message) -> {
				})).isInstanceOf(StatusRuntimeException.class).hasMessageContaining("CANCELLED");
			});
		}
		finally {
			channel.shutdownNow();
		}
		assertThat(whenFree(request("small.csv").build()).windows()).isPositive();
	}

	/** The cancelled screening leaves after the batch that it is at. */
	private static ScreeningReport whenFree(ScreenRequest request) {
		while (true) {
			try (ScreenClient client = new ScreenClient(target, ChannelSettings.PLAINTEXT)) {
				return client.screen(request, (progress) -> {
				});
			}
			catch (StatusRuntimeException ex) {
				assertThat(ex.getStatus().getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
			}
		}
	}

	private static void assertInvalid(UnaryOperator<ScreenRequest.Builder> wrong, String... told) {
		Status status = refusal(target, wrong.apply(request("small.csv")).build());
		assertThat(status.getCode()).as(status.toString()).isEqualTo(Status.Code.INVALID_ARGUMENT);
		assertThat(status.getDescription()).contains(told);
	}

	@Test
	void filesOutsideTheDirectoryAreRefused() {
		for (String name : List.of("../secret.csv", "link.csv", "inner", ".", "..", "", "nowhere.csv",
				folder.resolve("secret.csv").toString(), "inner/../small.csv", "small.csv\0")) {
			assertInvalid((request) -> request.setTraces(0, name),
					"traces: expected the name of a file in the directory of presage.screen.traces");
		}
		assertInvalid((request) -> request.setSchema("../schema.yaml"), "schema: expected the name of a file");
		assertInvalid((request) -> request.addPolicies(policy("p.yaml", "{kind: planner, model: ../model.presage}")),
				"policy p.yaml: model: expected the name of a file");
	}

	@Test
	void wrongRequestsAreNamed() {
		assertInvalid((request) -> request.setPolicies(0, policy("bad.yaml", "{kind: constant, prbs: 99}")),
				"policy bad.yaml: prbs: expected 1 to 51 PRBs", "found 99");
		assertInvalid((request) -> request.clearPolicies(), "policies: expected 1 to 64, found 0");
		assertInvalid((request) -> request.clearTraces(), "traces: expected at least one");
		assertInvalid((request) -> request.setStress(Double.NaN), "stress: expected");
		assertInvalid((request) -> request.addInject("flood"), "inject: expected one of");
		assertInvalid((request) -> request.setPartValue(7), "part: expected a known one, found 7");
		assertInvalid((request) -> request.setWindows(-1), "windows: expected");
		assertInvalid((request) -> request.setTraces(0, "other.presage"), "other.presage");
	}

	@Test
	void withoutADirectoryThereIsNoScreening() {
		try (ConfigurableApplicationContext bare = server("model.presage")) {
			Status status = refusal(target(bare), request("small.csv").build());
			assertThat(status.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
			assertThat(status.getDescription())
				.isEqualTo("presage.screen.traces: expected a directory of traces, found none configured");
		}
	}

	@Test
	void withoutAModelThereIsNoScreening() {
		try (ConfigurableApplicationContext bare = server("none.presage",
				"--presage.screen.traces=" + folder.resolve("traces"))) {
			Status status = refusal(target(bare), request("small.csv").build());
			assertThat(status.getCode()).isEqualTo(Status.Code.FAILED_PRECONDITION);
			assertThat(status.getDescription()).contains("model: expected one that serves");
		}
	}

}
