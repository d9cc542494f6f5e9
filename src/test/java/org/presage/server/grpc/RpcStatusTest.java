/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.AuditServiceGrpc;
import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.ControlLoopServiceGrpc;
import org.presage.api.v1.ExplainCellRequest;
import org.presage.api.v1.ExplainServiceGrpc;
import org.presage.api.v1.LiveCell;
import org.presage.api.v1.ScreenRequest;
import org.presage.api.v1.ScreeningServiceGrpc;
import org.presage.api.v1.Subject;
import org.presage.api.v1.SwapModelRequest;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Every RPC ends with a named status and, where there is one, the field. */
class RpcStatusTest {

	private static final String NUL = "a\0b";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext context;

	@SuppressWarnings("NullAway.Init")
	private static ManagedChannel channel;

	@BeforeAll
	static void start() throws IOException {
		TestModels.random("first", 1).write(folder.resolve("model.presage"));
		Path traces = Files.createDirectory(folder.resolve("traces"));
		context = new SpringApplication(PresageServer.class).run("--spring.grpc.server.port=0", "--server.port=0",
				"--presage.model.path=" + folder.resolve("model.presage"), "--presage.screen.traces=" + traces);
		CompressorRegistry compressors = CompressorRegistry.newEmptyInstance();
		compressors.register(new Named("gzip"));
		compressors.register(new Named("identity"));
		compressors.register(new Named("snappy"));
		channel = Grpc
			.newChannelBuilder("localhost:" + context.getBean(ServerAddresses.class).grpcPort(),
					InsecureChannelCredentials.create())
			.compressorRegistry(compressors)
			.build();
	}

	@AfterAll
	static void stop() {
		channel.shutdownNow();
		context.close();
	}

	/** Marks messages as compressed, and leaves them as they are. */
	private record Named(String getMessageEncoding) implements Codec {

		@Override
		public String getMessageEncoding() {
			return this.getMessageEncoding;
		}

		@Override
		public InputStream decompress(InputStream in) {
			return in;
		}

		@Override
		public OutputStream compress(OutputStream out) {
			return out;
		}

	}

	static Stream<MethodDescriptor<?, ?>> methods() {
		List<ServiceDescriptor> services = List.of(ControlLoopServiceGrpc.getServiceDescriptor(),
				ExplainServiceGrpc.getServiceDescriptor(), AuditServiceGrpc.getServiceDescriptor(),
				ScreeningServiceGrpc.getServiceDescriptor(), HealthGrpc.getServiceDescriptor(),
				ServerReflectionGrpc.getServiceDescriptor());
		return services.stream().flatMap((service) -> service.getMethods().stream());
	}

	private static Status call(MethodDescriptor<?, ?> method, CallOptions options, byte[] request) throws Exception {
		return call(method, options, request, new Metadata());
	}

	private static Status call(MethodDescriptor<?, ?> method, CallOptions options, byte[] request, Metadata headers)
			throws Exception {
		MethodDescriptor<byte[], byte[]> raw = MethodDescriptor.newBuilder(Bytes.MARSHALLER, Bytes.MARSHALLER)
			.setType(method.getType())
			.setFullMethodName(method.getFullMethodName())
			.build();
		ClientCall<byte[], byte[]> call = channel.newCall(raw, options);
		CompletableFuture<Status> end = new CompletableFuture<>();
		call.start(new ClientCall.Listener<>() {
			@Override
			public void onClose(Status status, Metadata trailers) {
				end.complete(status);
			}
		}, headers);
		call.request(10);
		call.setMessageCompression(options.getCompressor() != null);
		call.sendMessage(request);
		call.halfClose();
		return end.get(30, TimeUnit.SECONDS);
	}

	private static String refused(Status status, Status.Code code) {
		assertThat(status.getCode()).as(status.toString()).isEqualTo(code);
		return Objects.requireNonNull(status.getDescription());
	}

	@ParameterizedTest
	@MethodSource("methods")
	void octetsThatAreNoRequestAreNamed(MethodDescriptor<?, ?> method) throws Exception {
		Status status = call(method, CallOptions.DEFAULT, new byte[] { (byte) 0xff, 1, 2, 3 });
		assertThat(refused(status, Status.Code.INVALID_ARGUMENT)).startsWith("request: expected a ")
			.endsWith("Request, found octets that are none");
	}

	@ParameterizedTest
	@MethodSource("methods")
	void brokenCompressionIsNamed(MethodDescriptor<?, ?> method) throws Exception {
		// No gzip, although it says so.
		Status packed = call(method, CallOptions.DEFAULT.withCompression("gzip"), new byte[] { (byte) 0xff, 1, 2, 3 });
		assertThat(refused(packed, Status.Code.INVALID_ARGUMENT)).startsWith("request: expected a ");
		Status none = call(method, CallOptions.DEFAULT.withCompression("identity"), new byte[] { 8, 1 });
		// gRPC's specification wants INTERNAL. The reflection service ends its calls
		// itself.
		assertThat(none.getCode()).as(none.toString()).isIn(Status.Code.INTERNAL, Status.Code.CANCELLED);
		assertThat(none.getDescription()).containsAnyOf("compression not configured", "cancelled");
		Status unknown = call(method, CallOptions.DEFAULT.withCompression("snappy"), new byte[] { 8, 1 });
		assertThat(refused(unknown, Status.Code.UNIMPLEMENTED)).contains("snappy");
	}

	@ParameterizedTest
	@CsvSource({ "presage-clock, zzz, 'recorded or simulated, or no such entry'",
			"presage-clock, Recorded, 'recorded or simulated, or no such entry'",
			"presage-clock, '', 'recorded or simulated, or no such entry'",
			"presage-control, zzz, active or advisory" })
	void unknownValueOfMetadataIsRefused(String entry, String value, String expected) throws Exception {
		Metadata headers = new Metadata();
		headers.put(Metadata.Key.of(entry, Metadata.ASCII_STRING_MARSHALLER), value);
		Status status = call(ControlLoopServiceGrpc.getAttachMethod(), CallOptions.DEFAULT, new byte[0], headers);
		assertThat(refused(status, Status.Code.INVALID_ARGUMENT)).startsWith(entry + ": expected " + expected);
	}

	@Test
	void nulInTheNameOfAFileIsRefused() throws Exception {
		Status swap = call(ControlLoopServiceGrpc.getSwapModelMethod(), CallOptions.DEFAULT,
				SwapModelRequest.newBuilder().setFile(NUL).build().toByteArray());
		assertThat(refused(swap, Status.Code.FAILED_PRECONDITION))
			.isEqualTo("file: expected the name of a file in the directory of presage.model.path, found \"a\\u0000b\"");
		Status screen = call(ScreeningServiceGrpc.getScreenMethod(), CallOptions.DEFAULT,
				ScreenRequest.newBuilder().addTraces(NUL).addPoliciesBuilder().setYaml("x").build().toByteArray());
		assertThat(screen.getCode()).isNotEqualTo(Status.Code.UNKNOWN);
	}

	private static String swap(String file) throws Exception {
		return refused(
				call(ControlLoopServiceGrpc.getSwapModelMethod(), CallOptions.DEFAULT,
						SwapModelRequest.newBuilder().setFile(file).build().toByteArray()),
				Status.Code.FAILED_PRECONDITION);
	}

	@Test
	void modelThatCannotPlanIsRefusedAndTheOneBeforeServesOn() throws Exception {
		TestModels.diverged("second").write(folder.resolve("diverged.presage"));
		assertThat(swap("diverged.presage")).contains("finite numbers");
		ModelManifest serving = context.getBean(ModelRegistry.class).manifest();
		assertThat(Objects.requireNonNull(serving).version()).isEqualTo("first");
	}

	@Test
	void pipeInPlaceOfPackageBlocksNobody() throws Exception {
		assumeTrue(new ProcessBuilder("mkfifo", folder.resolve("pipe.presage").toString()).start().waitFor() == 0,
				"there is no mkfifo");
		assertThat(swap("pipe.presage")).endsWith("pipe.presage: expected a file, found a device or pipe");
	}

	@Test
	void controlCharactersInNamesOfCellsAreRefused() throws Exception {
		for (String name : new String[] { NUL, "a\nb", "a\u0085b", "a\u202eb" }) {
			Status explain = call(ExplainServiceGrpc.getExplainCellMethod(), CallOptions.DEFAULT, ExplainCellRequest
				.newBuilder()
				.setSubject(Subject.newBuilder()
					.setCell(LiveCell.newBuilder().setNodeId("n").setCell(CellIdentity.newBuilder().setName(name))))
				.build()
				.toByteArray());
			assertThat(refused(explain, Status.Code.INVALID_ARGUMENT))
				.startsWith("cell.name: expected no control characters")
				.hasLineCount(1);
		}
	}

}
