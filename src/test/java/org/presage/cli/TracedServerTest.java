/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.server.tracing.TraceReceiver;

import static org.assertj.core.api.Assertions.assertThat;

/** The program with a receiver of traces, and without. */
class TracedServerTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	@Test
	void aDecisionIsFollowedFromReportToTheNodesAnswer() throws IOException {
		try (TraceReceiver receiver = new TraceReceiver()) {
			assertThat(PresageCommand.line()
				.setOut(new PrintWriter(new StringWriter(), true))
				.execute("demo", "--cells", "1", "--seconds", "15", "--grpc-port", "0", "--http-port", "0", "--onos",
						"presage:ccc", "presage.loop.budget=1s", "presage.tracing.ratio=1",
						"presage.tracing.endpoint=" + receiver.endpoint()))
				.isZero();
			Span control = receiver.named("control").getFirst();
			assertThat(TraceReceiver.attribute(control, "presage.control.status")).isEqualTo("ACKNOWLEDGED");
			Span root = receiver.named("decision")
				.stream()
				.filter((span) -> span.getSpanId().equals(control.getParentSpanId()))
				.findFirst()
				.orElseThrow();
			assertThat(root.getParentSpanId()).isEqualTo(ByteString.EMPTY);
			assertThat(control.getTraceId()).isEqualTo(root.getTraceId());
			assertThat(control.getStartTimeUnixNano()).isGreaterThanOrEqualTo(root.getEndTimeUnixNano());
			assertThat(TraceReceiver.attribute(root, "presage.cell"))
				.startsWith(TraceReceiver.attribute(root, "presage.node"));
			assertThat(TraceReceiver.attribute(root, "presage.model")).startsWith("default-");
			assertThat(TraceReceiver.attribute(root, "presage.outcome")).isEqualTo("PLANNED");
			assertThat(Integer.parseInt(TraceReceiver.attribute(root, "presage.iterations"))).isPositive();
			List<Span> parts = receiver.spans()
				.stream()
				.filter((span) -> span.getParentSpanId().equals(root.getSpanId()) && !span.equals(control))
				.toList();
			assertThat(parts).extracting(Span::getName).containsExactly("wait", "encode", "plan", "guard");
			long at = root.getStartTimeUnixNano();
			for (Span part : parts) {
				assertThat(part.getStartTimeUnixNano()).as(part.getName()).isEqualTo(at);
				at = part.getEndTimeUnixNano();
			}
			assertThat(at).isEqualTo(root.getEndTimeUnixNano());
			assertThat(receiver.named("decision"))
				.anyMatch((span) -> TraceReceiver.attribute(span, "presage.outcome").equals("WARMING_UP"));
		}
	}

	@Test
	void withoutAReceiverNothingOfItIsThere() throws IOException, InterruptedException {
		Path classes = this.folder.resolve("classes");
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xlog:class+load:file=" + classes,
				"--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
				"org.presage.Presage", "demo", "--cells", "1", "--seconds", "5", "--grpc-port", "0", "--http-port", "0")
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(process.waitFor()).isZero();
		assertThat(Files.readAllLines(classes)).anyMatch((line) -> line.contains("org.presage.control.DecisionTracer "))
			.noneMatch((line) -> line.contains("io.opentelemetry") || line.contains("org.presage.server.tracing"));
	}

}
