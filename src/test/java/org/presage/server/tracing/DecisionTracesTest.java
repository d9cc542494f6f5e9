/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.tracing;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.google.protobuf.ByteString;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.control.CellIntent;
import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.control.DecisionTimes;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiFrame;
import org.presage.testing.Allocations;
import org.presage.testing.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Some decisions are followed, and an unavailable receiver harms none. */
class DecisionTracesTest {

	private final ManualClock clock = new ManualClock();

	private final Counter dropped = new SimpleMeterRegistry().counter("dropped");

	private DecisionTraces traces(String endpoint, double ratio) {
		return new DecisionTraces(endpoint, Map.of("X-Key", "secret"), ratio, "presage-7", this.clock, this.dropped);
	}

	private void decide(DecisionTraces traces, long id, Outcome outcome, String detail) {
		if (traces.follows(id)) {
			long nowNs = this.clock.nanoTime();
			traces.decided(
					new Decision(id, new KpiFrame(new CellId("gnb", "cell"), id, 1, new float[0]), outcome, 7, null,
							"v1", 4_000_000, 3, detail, null, CellIntent.NONE),
					new DecisionTimes(nowNs - 4_000_000, nowNs - 3_000_000, nowNs - 2_500_000, nowNs - 500_000, nowNs));
		}
	}

	@Test
	void aShareIsFollowedAndNoMore() throws IOException {
		Set<String> followed = new HashSet<>();
		try (TraceReceiver receiver = new TraceReceiver()) {
			try (DecisionTraces traces = traces(receiver.endpoint(), 0.25)) {
				for (long id = 1; id <= 2000; id++) {
					decide(traces, id, Outcome.WARMING_UP, "");
					if (traces.follows(id)) {
						followed.add(String.valueOf(DecisionTraces.traceOf(id)));
					}
					else {
						assertThat(DecisionTraces.traceOf(id)).isNull();
					}
				}
			}
			assertThat(followed).hasSizeBetween(400, 600);
			assertThat(receiver.spans()).hasSize(followed.size())
				.allSatisfy((span) -> assertThat(followed).contains(hex(span.getTraceId())));
			assertThat(receiver.keys()).isNotEmpty().allMatch("secret"::equals);
			assertThat(receiver.resource("service.name")).isEqualTo("presage");
			assertThat(receiver.resource("service.instance.id")).isEqualTo("presage-7");
		}
		assertThat(DecisionTraces.traceOf(1)).as("it is over").isNull();
	}

	private static String hex(ByteString bytes) {
		return HexFormat.of().formatHex(bytes.toByteArray());
	}

	@Test
	void noneAndAllAreSharesToo() {
		try (DecisionTraces none = traces("http://127.0.0.1:1/v1/traces", 0);
				DecisionTraces all = traces("http://127.0.0.1:1/v1/traces", 1)) {
			for (long id = 1; id <= 1000; id++) {
				assertThat(none.follows(id)).isFalse();
				assertThat(all.follows(id)).isTrue();
			}
		}
	}

	@Test
	void askingWhetherToFollowAllocatesNothing() {
		try (DecisionTraces traces = traces("http://127.0.0.1:1/v1/traces", 0.01)) {
			long bytes = 0;
			for (int round = 0; round < 2; round++) {
				long before = Allocations.ofThisThread();
				for (long id = 1; id <= 50_000; id++) {
					traces.follows(id);
				}
				bytes = Allocations.ofThisThread() - before;
			}
			assertThat(bytes).isLessThan(50_000);
		}
	}

	@Test
	void partsFollowEachOtherInTheirDecision() throws IOException {
		try (TraceReceiver receiver = new TraceReceiver()) {
			try (DecisionTraces traces = traces(receiver.endpoint(), 1)) {
				decide(traces, 5, Outcome.PLANNED, "");
				decide(traces, 6, Outcome.MODEL_FAILED, "not finite");
			}
			long nowNs = this.clock.epochMillis() * 1_000_000;
			assertThat(receiver.named("decision")).hasSize(2).first().satisfies((span) -> {
				assertThat(span.getStartTimeUnixNano()).isEqualTo(nowNs - 4_000_000);
				assertThat(span.getEndTimeUnixNano()).isEqualTo(nowNs);
				assertThat(TraceReceiver.attribute(span, "presage.decision")).isEqualTo("5");
				assertThat(TraceReceiver.attribute(span, "presage.iterations")).isEqualTo("3");
			});
			assertThat(receiver.named("plan")).singleElement().satisfies((span) -> {
				assertThat(span.getStartTimeUnixNano()).isEqualTo(nowNs - 2_500_000);
				assertThat(span.getEndTimeUnixNano()).isEqualTo(nowNs - 500_000);
			});
			assertThat(receiver.named("decision").getLast().getStatus().getMessage()).isEqualTo("not finite");
			assertThat(receiver.spans()).hasSize(6);
		}
	}

	@Test
	void aReceiverThatIsAwayIsToldOnceAndHarmsNothing() throws InterruptedException {
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		Logger log = (Logger) LoggerFactory.getLogger(DecisionTraces.class);
		lines.start();
		log.addAppender(lines);
		try (DecisionTraces traces = traces("http://127.0.0.1:1/v1/traces", 1)) {
			long id = 0;
			for (int deliveries = 1; deliveries <= 3; deliveries++) {
				double before = this.dropped.count();
				decide(traces, ++id, Outcome.STALE, "");
				while (this.dropped.count() == before) {
					Clock.SYSTEM.sleepUntil(Clock.SYSTEM.nanoTime() + 10_000_000);
				}
			}
			assertThat(lines.list).hasSize(1);
			assertThat(lines.list.getFirst().getFormattedMessage())
				.startsWith("traces are not delivered to http://127.0.0.1:1/v1/traces, decisions go on: ");
			this.clock.advanceMillis(60_000);
			double before = this.dropped.count();
			decide(traces, ++id, Outcome.STALE, "");
			while (this.dropped.count() == before) {
				Clock.SYSTEM.sleepUntil(Clock.SYSTEM.nanoTime() + 10_000_000);
			}
			await().untilAsserted(
					() -> assertThat(List.copyOf(lines.list).stream().map(ILoggingEvent::getFormattedMessage))
						.contains("2 more in the last minute: deliveries of traces that failed"));
		}
		finally {
			log.detachAppender(lines);
		}
	}

	@Test
	void whatDoesNotFitIsDroppedAndCounted() {
		try (DecisionTraces traces = traces("http://127.0.0.1:1/v1/traces", 1)) {
			for (long id = 1; id <= 200_000; id++) {
				decide(traces, id, Outcome.STALE, "");
			}
			assertThat(this.dropped.count()).isPositive();
		}
	}

	@Test
	void everySpanIsDeliveredOrCounted() throws IOException {
		int decisions = 60_000;
		try (TraceReceiver receiver = new TraceReceiver()) {
			try (DecisionTraces traces = traces(receiver.endpoint(), 1)) {
				for (long id = 1; id <= decisions; id++) {
					decide(traces, id, Outcome.STALE, "");
				}
			}
			assertThat(this.dropped.count()).as("too many at once").isPositive();
			assertThat(receiver.spans().size() + (long) this.dropped.count()).isEqualTo(decisions);
		}
	}

	@Test
	void decisionsDoNotWaitForSilentReceiver() throws IOException {
		try (ServerSocket silent = new ServerSocket(0);
				DecisionTraces traces = traces("http://127.0.0.1:" + silent.getLocalPort() + "/v1/traces", 1)) {
			long longestNs = 0;
			for (long id = 1; id <= 200_000; id++) {
				long beforeNs = Clock.SYSTEM.nanoTime();
				decide(traces, id, Outcome.PLANNED, "");
				longestNs = Math.max(longestNs, Clock.SYSTEM.nanoTime() - beforeNs);
			}
			assertThat(longestNs).as("shorter than the receiver's time to answer").isLessThan(2_000_000_000);
			assertThat(this.dropped.count()).isGreaterThan(190_000);
		}
	}

}
