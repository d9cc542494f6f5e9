/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import com.google.protobuf.util.Timestamps;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.KpiValue;
import org.presage.client.ChannelSettings;
import org.presage.client.ControlLoopClient;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A whole server over a real port, and clients of it. It has no model, so that it starts
 * at once.
 */
final class SecuredServer implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	SecuredServer(String... keys) {
		this(PresageServer.class, keys);
	}

	/** With further beans. */
	SecuredServer(Class<?> more, String... keys) {
		List<String> all = new ArrayList<>(List.of("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.model.path=/nowhere.presage", "--presage.security.watch=25ms"));
		for (String key : keys) {
			all.add("--" + key);
		}
		this.context = new SpringApplication(PresageServer.class, more).run(all.toArray(String[]::new));
	}

	int port() {
		return this.context.getBean(ServerAddresses.class).grpcPort();
	}

	String target() {
		return "localhost:" + port();
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	/** A counter's value; 0 if it was never counted. */
	double counted(String name, String... tags) {
		return this.context.getBean(MeterRegistry.class)
			.find(name)
			.tags(tags)
			.counters()
			.stream()
			.mapToDouble((c) -> c.count())
			.sum();
	}

	/** The status that one call ends with. */
	Status status(ChannelSettings settings, Function<ManagedChannel, ?> call) {
		return statusAt(target(), settings, call);
	}

	/** The same at any address. */
	static Status statusAt(String target, ChannelSettings settings, Function<ManagedChannel, ?> call) {
		ManagedChannel channel = settings.channel(target).build();
		try {
			call.apply(channel);
			return Status.OK;
		}
		catch (StatusRuntimeException ex) {
			return ex.getStatus();
		}
		finally {
			channel.shutdownNow();
		}
	}

	Node node(ChannelSettings settings) {
		return new Node(settings);
	}

	static void await(String what, BooleanSupplier condition) {
		boolean holds = condition.getAsBoolean();
		try {
			for (int i = 0; i < 800 && !holds; i++) {
				TimeUnit.MILLISECONDS.sleep(25);
				holds = condition.getAsBoolean();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		assertThat(holds).as(what).isTrue();
	}

	static ChannelSettings tls(Path ca) {
		return new ChannelSettings(ca, null, null, null);
	}

	/** With {@code NAME.crt} and {@code NAME.key} of a folder. */
	static ChannelSettings mutualTls(Path ca, Path folder, String name) {
		return new ChannelSettings(ca, folder.resolve(name + ".crt"), folder.resolve(name + ".key"), null);
	}

	@Override
	public void close() {
		this.context.close();
	}

	/** A node with one stream. */
	final class Node implements AutoCloseable {

		private final BlockingQueue<AttachResponse> answers = new LinkedBlockingQueue<>();

		private final ControlLoopClient client;

		private long sequence;

		private Node(ChannelSettings settings) {
			this.client = new ControlLoopClient(target(), settings, true, this.answers::add);
		}

		E2Report.Builder next() {
			this.sequence++;
			return E2Report.newBuilder()
				.setNodeId("node")
				.setCell(CellIdentity.newBuilder().setName("cell"))
				.setSequence(this.sequence)
				.setIntervalEnd(Timestamps.fromMillis(1000 + 100 * this.sequence))
				.addKpis(KpiValue.newBuilder().setName("PRBs").setValue(20));
		}

		void send(E2Report.Builder report) {
			try {
				this.client.send(report.build());
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		AttachResponse answer() {
			try {
				return Objects.requireNonNull(this.answers.poll(20, TimeUnit.SECONDS),
						() -> "no answer; the stream ended with " + this.client.failure());
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
		}

		AttachResponse report() {
			send(next());
			return answer();
		}

		/** What the server ended the stream with. */
		Status failure() {
			await("the stream ends", () -> this.client.failure() != null);
			@Nullable Throwable failure = this.client.failure();
			return Status.fromThrowable(Objects.requireNonNull(failure));
		}

		/** Whether a report is answered, rather than the stream ended. */
		boolean isServed() {
			send(next());
			await("an answer or the end", () -> !this.answers.isEmpty() || this.client.failure() != null);
			return !this.answers.isEmpty();
		}

		/** Is gone without a word. */
		void cut() {
			this.client.close();
		}

		@Override
		public void close() {
			cut();
		}

	}

}
