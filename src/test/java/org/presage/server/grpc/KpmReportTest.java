/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.KpiValue;
import org.presage.api.v1.KpmIndication;
import org.presage.api.v1.DecisionOutcome;
import org.presage.api.v1.PrbDecision;
import org.presage.api.v1.ReportRejected;
import org.presage.client.ControlLoopClient;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.HeaderTime;
import org.presage.e2.sm.kpm.IndicationHeader;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.Row;
import org.presage.e2.sm.kpm.MeasuredValue;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.server.PresageServer;
import org.presage.server.ServerAddresses;
import org.presage.testing.OneIteration;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;

/** Indications as bytes, over a real port. */
class KpmReportTest {

	private static final List<Measurement> MEASURED = List.of(Measurement.named("L1M.DL-SS-SINR"),
			Measurement.named("RRU.PrbUsedDl"), Measurement.named("DRB.RlcSduDelayDl"));

	@SuppressWarnings("NullAway.Init")
	private static ConfigurableApplicationContext context;

	private final BlockingQueue<AttachResponse> answers = new LinkedBlockingQueue<>();

	@BeforeAll
	static void start(@TempDir Path folder) {
		TestModels.random("first", 1).write(folder.resolve("model.presage"));
		context = new SpringApplication(PresageServer.class).run(OneIteration.with("--spring.grpc.server.port=0",
				"--server.port=0", "--presage.model.path=" + folder.resolve("model.presage")));
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	private static IndicationHeader time(Instant start, boolean wholeSeconds) {
		return IndicationHeader.startingAt(start.toEpochMilli(), wholeSeconds);
	}

	private static byte[] message(boolean named, double sinr, double prbs, double delay) {
		List<MeasuredValue> values = new ArrayList<>();
		for (double value : new double[] { sinr, prbs, delay * 10 }) {
			values.add(Double.isNaN(value) ? MeasuredValue.NO_VALUE : new MeasuredValue.Real(value));
		}
		return IndicationMessage.TYPE
			.encode(new Report(100L, named ? MEASURED : null, List.of(new Row(false, values))));
	}

	private static E2Report.Builder report(String cell, IndicationHeader time, byte[] message) {
		return E2Report.newBuilder()
			.setNodeId("node")
			.setCell(CellIdentity.newBuilder().setName(cell))
			.setKpm(KpmIndication.newBuilder()
				.setHeader(ByteString.copyFrom(IndicationHeader.TYPE.encode(time)))
				.setMessage(ByteString.copyFrom(message))
				.setDialect("standard"));
	}

	private AttachResponse answer(E2Report... reports) throws InterruptedException {
		String target = "localhost:" + context.getBean(ServerAddresses.class).grpcPort();
		AttachResponse last = null;
		try (ControlLoopClient client = new ControlLoopClient(target, false, this.answers::add)) {
			for (E2Report report : reports) {
				client.send(report);
				last = this.answers.poll(20, TimeUnit.SECONDS);
			}
		}
		return Objects.requireNonNull(last);
	}

	private static E2Report[] series(String cell, boolean wholeSeconds, boolean named) {
		Instant now = Instant.now().minusSeconds(1).truncatedTo(ChronoUnit.SECONDS);
		E2Report[] reports = new E2Report[TestModels.WINDOW];
		for (int i = 0; i < reports.length; i++) {
			E2Report.Builder report = report(cell, time(now.plusMillis(100L * i), wholeSeconds),
					message(named, 10, 20, 30));
			if (!named) {
				report.getKpmBuilder()
					.setActionDefinition(ByteString
						.copyFrom(ActionDefinition.TYPE.encode(ActionDefinition.ofCell(MEASURED, 100, null))));
			}
			reports[i] = report.build();
		}
		return reports;
	}

	@Test
	void bytesArePlannedLikeValues() throws InterruptedException {
		PrbDecision bytes = answer(series("eight", false, true)).getDecision();
		assertThat(bytes.getOutcome()).isEqualTo(DecisionOutcome.DECISION_OUTCOME_PLANNED);
		E2Report[] named = series("named", false, true);
		long now = System.currentTimeMillis() - 1000;
		for (int i = 0; i < named.length; i++) {
			named[i] = named[i].toBuilder()
				.clearKpm()
				.setIntervalEnd(Timestamps.fromMillis(now + 100L * i))
				.addKpis(KpiValue.newBuilder().setName("SINR").setValue(10))
				.addKpis(KpiValue.newBuilder().setName("PRBs").setValue(20))
				.addKpis(KpiValue.newBuilder().setName("Delay").setValue(30))
				.build();
		}
		PrbDecision values = answer(named).getDecision();
		assertThat(bytes.getPlanList()).isEqualTo(values.getPlanList());
		assertThat(bytes.getScore()).isEqualTo(values.getScore());
	}

	@Test
	void timeInWholeSecondsAndNamesOfTheSubscriptionAreEnough() throws InterruptedException {
		assertThat(answer(series("four", true, true)).getDecision().getOutcome())
			.isEqualTo(DecisionOutcome.DECISION_OUTCOME_PLANNED);
		assertThat(answer(series("unnamed", false, false)).getDecision().getOutcome())
			.isEqualTo(DecisionOutcome.DECISION_OUTCOME_PLANNED);
	}

	@Test
	void noDeviceIsNoReasonToPlanNonsense() throws InterruptedException {
		IndicationHeader now = time(Instant.now(), false);
		PrbDecision decision = answer(report("idle", now, message(true, Double.NaN, Double.NaN, Double.NaN)).build())
			.getDecision();
		assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.DECISION_OUTCOME_WARMING_UP);
		assertThat(decision.hasPrbs()).isFalse();
	}

	/** The same rule as for E2 nodes: FlexRIC counts microseconds since 1970. */
	@Test
	void absurdTimeIsReplacedByThatOfReceipt() throws InterruptedException {
		MeterRegistry meters = context.getBean(MeterRegistry.class);
		double before = meters.get("wm.e2.absurd.times").counter().count();
		long start = System.currentTimeMillis();
		IndicationHeader swapped = new IndicationHeader(HeaderTime.UNIX_US_SWAPPED.octets(start, 8));
		PrbDecision decision = answer(report("swapped", swapped, message(true, 10, 20, 30)).build()).getDecision();
		assertThat(decision.getOutcome()).isEqualTo(DecisionOutcome.DECISION_OUTCOME_WARMING_UP);
		assertThat(Timestamps.toMillis(decision.getIntervalEnd())).isBetween(start, System.currentTimeMillis());
		assertThat(meters.get("wm.e2.absurd.times").counter().count()).isEqualTo(before + 1);
	}

	private ReportRejected rejection(E2Report.Builder report) throws InterruptedException {
		AttachResponse answer = answer(report.build());
		assertThat(answer.hasRejected()).as("%s", answer).isTrue();
		return answer.getRejected();
	}

	@Test
	void whatIsWrongIsNamed() throws InterruptedException {
		IndicationHeader now = time(Instant.now(), false);
		byte[] good = message(true, 10, 20, 30);
		E2Report.Builder unknown = report("bad", now, good);
		unknown.getKpmBuilder().setDialect("/etc/passwd");
		assertThat(rejection(unknown).getField()).isEqualTo("kpm.dialect");
		ReportRejected truncated = rejection(report("bad", now, Arrays.copyOf(good, 20)));
		assertThat(truncated.getField()).isEqualTo("kpm.message");
		assertThat(truncated.getFound()).contains("octet");
		E2Report.Builder header = report("bad", now, good);
		header.getKpmBuilder().setHeader(ByteString.copyFromUtf8("?"));
		assertThat(rejection(header).getField()).isEqualTo("kpm.header");
		E2Report.Builder definition = report("bad", now, good);
		definition.getKpmBuilder().setActionDefinition(ByteString.copyFromUtf8("?"));
		assertThat(rejection(definition).getField()).isEqualTo("kpm.action_definition");
		assertThat(rejection(report("bad", now, good).addKpis(KpiValue.newBuilder().setName("SINR").setValue(1)))
			.getField()).isEqualTo("kpm");
		byte[] slow = IndicationMessage.TYPE
			.encode(new Report(1000L, MEASURED, List.of(new Row(false, List.of(MeasuredValue.NO_VALUE)))));
		assertThat(rejection(report("bad", now, slow)).getField()).isEqualTo("kpm.message.granulPeriod");
		assertThat(rejection(report("bad", time(Instant.now().plusSeconds(3600), false), good)).getField())
			.isEqualTo("interval_end");
	}

	@Test
	void implausibleValuesAreCounted() throws InterruptedException {
		MeterRegistry meters = context.getBean(MeterRegistry.class);
		answer(report("odd", time(Instant.now(), false), message(true, 10, -1, 30)).build());
		assertThat(meters.get("wm.kpi.implausible").tag("measurement", "RRU.PrbUsedDl").counter().count()).isEqualTo(1);
	}

}
