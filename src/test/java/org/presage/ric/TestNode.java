/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.presage.base.PrbRatios;
import org.presage.e2.control.PrbControl;
import org.presage.e2.control.SliceRatios;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.kpm.HeaderTime;
import org.presage.e2.sm.kpm.IndicationHeader;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.Row;
import org.presage.e2.sm.kpm.MeasuredValue;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.sim.e2.ControlHabit;
import org.presage.sim.e2.ControlHabits;
import org.presage.sim.e2.E2Peer;
import org.presage.sim.e2.NodeRefusal;
import org.presage.sim.e2.PeerNode;

/**
 * A node with a few cells, two unless told, that reports three KPIs by the standard's
 * names.
 */
public final class TestNode implements PeerNode {

	public static final String ID = "gnb:1/64";

	public static final int CARRIER = 51;

	public final PrbControl control;

	/** The grammar that it speaks, and what its time is. */
	public Grammar grammar = Grammar.STANDARD;

	public HeaderTime time = HeaderTime.NTP;

	public final List<byte[]> controls = new CopyOnWriteArrayList<>();

	/** How often it has refused under load. */
	public final AtomicInteger refusals = new AtomicInteger();

	private final ControlHabits habits = new ControlHabits();

	private final String id;

	private final List<CellGlobalId.Nr> cells;

	private final Map<CellGlobalId.Nr, Integer> prbs = new ConcurrentHashMap<>();

	private List<Integer> models;

	private long startMs = System.currentTimeMillis() - 1500;

	public TestNode(PrbControl control) {
		this(control, List.of(cell(1), cell(0x454C001)));
	}

	public TestNode(PrbControl control, List<CellGlobalId.Nr> cells) {
		this(ID, control, cells);
	}

	/** Another node than {@link #ID}. */
	public TestNode(String id, PrbControl control, List<CellGlobalId.Nr> cells) {
		this.id = id;
		this.control = control;
		this.models = List.of(control.serviceModelNumber());
		this.cells = cells;
		this.cells.forEach((cell) -> this.prbs.put(cell, CARRIER));
	}

	/** The first two cells as they are configured. */
	public static List<EdgeSettings.Cell> edgeCells() {
		return Stream.of(cell(1), cell(0x454C001))
			.map((cell) -> new EdgeSettings.Cell(cell.plmn(), cell.nci(), 0))
			.toList();
	}

	/** One of its cells. */
	public static CellGlobalId.Nr cell(long nci) {
		return new CellGlobalId.Nr(Plmn.of("00101"), nci);
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public List<CellGlobalId.Nr> cells() {
		return this.cells;
	}

	@Override
	public Grammar grammar() {
		return this.grammar;
	}

	@Override
	public List<String> measurements() {
		return List.of("L1M.DL-SS-SINR", "RRU.PrbUsedDl", "DRB.RlcSduDelayDl");
	}

	/** The one that it is controlled by. */
	@Override
	public List<Integer> controlModels() {
		return this.models;
	}

	/** Lists other service models for control. */
	public void controlModels(List<Integer> listed) {
		this.models = listed;
	}

	@Override
	public ControlHabits habits() {
		return this.habits;
	}

	@Override
	public void control(byte[] header, byte[] message) {
		List<SliceRatios> groups = this.control.read(message, ControlRules.STANDARD, this.grammar);
		if (this.habits.has(ControlHabit.REFUSE_UNDER_LOAD)) {
			this.refusals.incrementAndGet();
			throw new NodeRefusal("ricRequest control-failed-to-execute");
		}
		if (this.habits.has(ControlHabit.REFUSE_DEDICATED_ZERO) && groups.getFirst().dedicated() == 0) {
			throw new NodeRefusal("misc unspecified");
		}
		this.controls.add(message);
		if (!this.habits.has(ControlHabit.ANOTHER_SLICE)) {
			int most = PrbRatios.prbs(groups.getFirst().max(), CARRIER);
			this.cells.forEach((cell) -> this.prbs.put(cell, most));
		}
	}

	/** Reports intervals of 100 ms, one after the other, from 1.5 s ago on. */
	public void report(E2Peer peer, int intervals) {
		for (int i = 0; i < intervals; i++) {
			for (CellGlobalId.Nr cell : this.cells) {
				peer.indicate(cell, header(), report(cell));
			}
			this.startMs += 100;
		}
	}

	/** Goes on from now. */
	public void catchUp() {
		this.startMs = System.currentTimeMillis() - 1500;
	}

	private byte[] header() {
		return IndicationHeader.TYPES.in(this.grammar)
			.encode(new IndicationHeader(this.time.octets(this.startMs, this.grammar.timeOctets())));
	}

	private byte[] report(CellGlobalId.Nr cell) {
		Report report = report(this.prbs.getOrDefault(cell, 0));
		return IndicationMessage.TYPES.in(this.grammar)
			.encode(this.grammar.isV200()
					? new Report(report.granularityMs(), report.measurements(), report.data(), objectId(cell), 1L)
					: report);
	}

	public static byte[] header(long startMs) {
		return IndicationHeader.TYPE.encode(IndicationHeader.startingAt(startMs, false));
	}

	public static byte[] message(int prbs) {
		return IndicationMessage.TYPE.encode(report(prbs));
	}

	private static Report report(int prbs) {
		List<Measurement> measured = new ArrayList<>();
		List<MeasuredValue> values = new ArrayList<>();
		for (Map.Entry<String, Integer> value : Map
			.of("L1M.DL-SS-SINR", 12, "RRU.PrbUsedDl", prbs, "DRB.RlcSduDelayDl", 200)
			.entrySet()) {
			measured.add(Measurement.named(value.getKey()));
			values.add(new MeasuredValue.Whole(value.getValue()));
		}
		return new Report(100L, measured, List.of(new Row(false, values)));
	}

}
