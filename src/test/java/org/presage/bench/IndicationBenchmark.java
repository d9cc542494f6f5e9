/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

import org.presage.e2.ap.E2apMessage;
import org.presage.e2.ap.E2apPdu;
import org.presage.e2.ap.IndicationType;
import org.presage.e2.ap.RicIndication;
import org.presage.e2.ap.RicRequestId;
import org.presage.e2.asn1.Octets;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.dialect.KpiReader;
import org.presage.e2.sm.kpm.IndicationHeader;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.Row;
import org.presage.e2.sm.kpm.MeasuredValue;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.kpi.KpiSchema;

/**
 * A Format 1 message of 13 measurements: at most 5 µs to read, by itself and in a message
 * of E2AP.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class IndicationBenchmark {

	private static final List<String> NAMES = List.of("CARR.PDSCHMCSDist", "CQI", "RRU.PrbUsedDl", "RRU.PrbAvailDl",
			"L1M.DL-SS-RSRP", "RSRQ", "L1M.DL-SS-SINR", "TB.ErrTotNbrDl", "TB.TotNbrDl", "DRB.UEThpDl",
			"DRB.BufferSize.Qos", "DRB.RlcSduDelayDl", "DRB.AirIfDelayUl");

	private final Report report = report();

	private final byte[] message = IndicationMessage.TYPE.encode(this.report);

	private final RicIndication indication = new RicIndication(new RicRequestId(1021, 1), 2, 1, 7,
			IndicationType.REPORT,
			Octets.of(IndicationHeader.TYPE.encode(IndicationHeader.startingAt(1_700_000_000_000L, false))),
			Octets.of(this.message), null);

	private final byte[] pdu = E2apPdu.TYPE.encode(this.indication);

	private final KpiReader reader = Dialect.load("standard").reader(KpiSchema.standard(100, 106), (measurement) -> {
	});

	private static Report report() {
		List<MeasuredValue> values = new ArrayList<>();
		for (int i = 0; i < NAMES.size(); i++) {
			values.add((i % 2 == 0) ? new MeasuredValue.Real(i * 1.37 - 5) : new MeasuredValue.Whole(i * 1000L));
		}
		return new Report(100L, NAMES.stream().map(Measurement::named).toList(), List.of(new Row(false, values)));
	}

	/** Bytes to records. */
	@Benchmark
	public IndicationMessage decode() {
		return IndicationMessage.TYPE.decode(this.message);
	}

	/** Records to bytes. */
	@Benchmark
	public byte[] encode() {
		return IndicationMessage.TYPE.encode(this.report);
	}

	/** Bytes of E2AP to its record. */
	@Benchmark
	public E2apMessage decodeE2ap() {
		return E2apPdu.TYPE.decode(this.pdu);
	}

	/** Bytes of E2AP to the records of the message in it. */
	@Benchmark
	public IndicationMessage decodeE2apAndKpm() {
		return IndicationMessage.TYPE.decode(((RicIndication) E2apPdu.TYPE.decode(this.pdu)).message());
	}

	/** Records of E2AP, the message in them being bytes, to bytes. */
	@Benchmark
	public byte[] encodeE2ap() {
		return E2apPdu.TYPE.encode(this.indication);
	}

	/** Bytes to the KPIs of the standard schema. */
	@Benchmark
	public float[] kpis() {
		return this.reader.kpis(IndicationMessage.TYPE.decode(this.message), List.of());
	}

	public static void main(String[] args) throws RunnerException {
		new Runner(new OptionsBuilder().include(IndicationBenchmark.class.getSimpleName())
			.forks(1)
			.warmupIterations(3)
			.warmupTime(TimeValue.seconds(2))
			.measurementIterations(5)
			.measurementTime(TimeValue.seconds(2))
			.addProfiler(GCProfiler.class)
			.build()).run();
	}

}
