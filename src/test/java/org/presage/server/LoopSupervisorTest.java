/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.grpc.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

import org.presage.api.v1.AttachResponse;
import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.client.ControlLoopClient;
import org.presage.control.Arrival;
import org.presage.control.ControlLoops;
import org.presage.control.ControlMode;
import org.presage.control.Decision;
import org.presage.control.DecisionSink;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** A server one of whose planning threads does not come back from a report. */
class LoopSupervisorTest {

	private final BlockingQueue<AttachResponse> answers = new LinkedBlockingQueue<>();

	private final AtomicLong passedNs = new AtomicLong();

	/** Where the clock stands still; null while it runs. */
	private final AtomicReference<@Nullable Long> stillNs = new AtomicReference<>();

	private final CountDownLatch isStuck = new CountDownLatch(1);

	private final CountDownLatch stuck = new CountDownLatch(1);

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private ConfigurableApplicationContext server() {
		TestModels.random("sound", 1).write(this.folder.resolve("model.presage"));
		return new SpringApplicationBuilder(PresageServer.class)
			.initializers((context) -> ((GenericApplicationContext) context).registerBean("slowClock", Clock.class,
					this::clock, (definition) -> definition.setPrimary(true)))
			.run("--spring.grpc.server.port=0", "--server.port=0", "--presage.loop.max-age=0s",
					"--presage.loop.threads=1", "--presage.model.path=" + this.folder.resolve("model.presage"));
	}

	/** The system's, some time later, or one that stands still. */
	private Clock clock() {
		return new Clock() {
			@Override
			public long nanoTime() {
				Long still = LoopSupervisorTest.this.stillNs.get();
				return ((still != null) ? still : Clock.SYSTEM.nanoTime()) + LoopSupervisorTest.this.passedNs.get();
			}

			@Override
			public long epochMillis() {
				return Clock.SYSTEM.epochMillis();
			}
		};
	}

	private static ControlLoopClient client(ConfigurableApplicationContext context,
			BlockingQueue<AttachResponse> answers) {
		return new ControlLoopClient("localhost:" + context.getBean(ServerAddresses.class).grpcPort(), true,
				answers::add);
	}

	private static void send(ControlLoopClient client, int interval) throws InterruptedException {
		KpiSchema schema = TestModels.schema();
		client.send(ControlLoopClient.report(schema, new CellId("gnb", "cell", ""), interval, interval * 100L,
				new float[] { 10, 1000, 20, 30 }));
	}

	private static String get(ConfigurableApplicationContext context, String path) throws Exception {
		HttpResponse<String> answer = HttpClient.newHttpClient()
			.send(HttpRequest
				.newBuilder(URI.create("http://localhost:" + context.getBean(ServerAddresses.class).httpPort() + path))
				.build(), HttpResponse.BodyHandlers.ofString());
		return answer.statusCode() + " " + answer.body();
	}

	private Arrival stuckArrival() {
		return new Arrival(new KpiFrame(new CellId("gnb", "stuck"), 1, 100, new float[] { 10, 1000, 20, 30 }),
				TestModels.schema(), System.nanoTime(), ControlMode.RECORDED, new DecisionSink() {
					@Override
					public void decided(Decision decision) {
						LoopSupervisorTest.this.isStuck.countDown();
						try {
							LoopSupervisorTest.this.stuck.await();
						}
						catch (InterruptedException ex) {
							throw new AssertionError(ex);
						}
					}

					@Override
					public void rejected(KpiFrame frame, InvalidInputException reason) {
						throw reason;
					}
				});
	}

	@Test
	void stuckPlanningThreadEndsStreamsAndIsNotAliveUntilItReturns() throws Exception {
		try (ConfigurableApplicationContext context = server();
				ControlLoopClient attached = client(context, this.answers)) {
			send(attached, 1);
			assertThat(this.answers.poll(20, TimeUnit.SECONDS)).isNotNull();
			assertThat(get(context, "/ric/v1/health/alive")).startsWith("200");
			assertThat(get(context, "/actuator/health/liveness")).startsWith("200");
			this.stillNs.set(Clock.SYSTEM.nanoTime());
			context.getBean(ControlLoops.class).offer(stuckArrival());
			this.isStuck.await();
			this.passedNs.set(TimeUnit.SECONDS.toNanos(31));
			for (int i = 0; i < 1000 && attached.failure() == null; i++) {
				Thread.sleep(20);
			}
			Status end = Status.fromThrowable(attached.failure());
			assertThat(end.getCode()).isEqualTo(Status.Code.UNAVAILABLE);
			assertThat(end.getDescription()).startsWith("control-loop-0 has not finished a cycle for 31 s");
			assertThat(get(context, "/ric/v1/health/alive")).startsWith("503 control-loop-0 has not");
			assertThat(get(context, "/ric/v1/health/ready")).startsWith("503 control-loop-0 has not");
			assertThat(get(context, "/actuator/health/liveness")).startsWith("503");
			this.stillNs.set(null);
			this.stuck.countDown();
			while (!get(context, "/ric/v1/health/alive").startsWith("200")) {
				Thread.sleep(20);
			}
			Thread.sleep(1500);
			try (ControlLoopClient again = client(context, this.answers)) {
				send(again, 2);
				assertThat(this.answers.poll(20, TimeUnit.SECONDS)).as("after it has returned").isNotNull();
			}
		}
	}

}
