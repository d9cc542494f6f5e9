/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.e2;

import java.util.List;
import java.util.stream.IntStream;

import org.presage.base.PrbRatios;
import org.presage.e2.control.PrbControl;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.dialect.IndicationWriter;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.HeaderTime;
import org.presage.e2.sm.kpm.IndicationHeader;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.kpi.KpiSchema;
import org.presage.sim.RanSimulator;

/**
 * A simulated cell that speaks E2: its KPIs go out as a node of the dialect writes them,
 * its allocation comes as control. Each cell is an E2 node of its own, so that control
 * which is addressed to a device or to a slice finds it.
 */
public final class KpmCell implements PeerNode {

	private static final int DEVICES = 3;

	/** Share of the allowed PRBs from which on a cell is loaded. */
	private static final double LOADED = 0.9;

	private final String id;

	private final CellGlobalId.Nr cell;

	private final IndicationWriter writer;

	private final PrbControl control;

	private final ControlRules rules;

	private final ControlHabits habits;

	private final SliceShares shares;

	private final Grammar grammar;

	private final HeaderTime time;

	private final int carrier;

	private final int action;

	private final KpiSchema schema;

	private volatile DataFaults faults = new DataFaults();

	/** PRBs of the downlink that are allowed now. */
	private volatile int prbs;

	private volatile int uplinkPrbs;

	/** Whether the last report showed that nearly all that is allowed is used. */
	private volatile boolean loaded;

	/**
	 * @param number of the cell, also its NR cell identity
	 * @param schema of its KPIs
	 * @param prbs that are allowed until control says otherwise
	 */
	public KpmCell(int number, KpiSchema schema, Dialect dialect, PrbControl control, int prbs) {
		this(number, schema, dialect, control, prbs, new ControlHabits());
	}

	/**
	 * A cell whose node has habits.
	 */
	public KpmCell(int number, KpiSchema schema, Dialect dialect, PrbControl control, int prbs, ControlHabits habits) {
		this.id = "presage-sim-" + number;
		this.cell = new CellGlobalId.Nr(Plmn.of("00101"), number);
		this.writer = new IndicationWriter(dialect, schema,
				new IndicationWriter.Options(DEVICES, schema.stepMs(), true, true));
		this.control = control;
		this.schema = schema;
		this.rules = control.rules(dialect);
		this.habits = habits;
		this.shares = new SliceShares(this.rules, habits);
		this.action = schema.actionIndex();
		this.carrier = (int) schema.kpi(this.action).max();
		this.grammar = dialect.wire();
		this.time = dialect.headerTime();
		this.prbs = prbs;
		this.uplinkPrbs = this.carrier;
	}

	/**
	 * The cells of a simulator without slices, with the same habits, none at first.
	 */
	public static List<KpmCell> of(RanSimulator simulator, Dialect dialect, PrbControl control) {
		ControlHabits habits = new ControlHabits();
		return IntStream.range(0, simulator.units())
			.mapToObj((c) -> new KpmCell(c, simulator.schema(), dialect, control, simulator.prbs(c), habits))
			.toList();
	}

	/** Shares the data faults of a network from now on. */
	public void share(DataFaults network) {
		this.faults = network;
	}

	@Override
	public String id() {
		return this.id;
	}

	@Override
	public List<CellGlobalId.Nr> cells() {
		return List.of(this.cell);
	}

	/** The cell. */
	public CellGlobalId.Nr cell() {
		return this.cell;
	}

	@Override
	public Grammar grammar() {
		return this.grammar;
	}

	@Override
	public List<String> measurements() {
		return this.writer.measurements().stream().map(Measurement::name).map(String::valueOf).toList();
	}

	/** E2SM-KPM-IndicationHeader. */
	public byte[] header(long startMs) {
		return IndicationHeader.TYPES.in(this.grammar)
			.encode(new IndicationHeader(this.time.octets(startMs, this.grammar.timeOctets())));
	}

	/**
	 * E2SM-KPM-IndicationMessage of all that the cell measures.
	 * @param kpis {@code [F]} in the schema's order and units, NaN absent
	 */
	public byte[] message(float[] kpis) {
		measured(kpis);
		return encoded(this.writer.message(this.faults.kpis(this.id, this.schema, kpis)));
	}

	/**
	 * What was asked for of it, and nothing else: Format 3 if it was asked for each
	 * device, else Format 1.
	 * @param kpis {@code [F]} in the schema's order and units, NaN absent
	 */
	public byte[] message(float[] kpis, ActionDefinition asked) {
		measured(kpis);
		boolean devices = asked.style() == ActionDefinition.EACH_DEVICE;
		return encoded(
				this.writer.message(this.faults.kpis(this.id, this.schema, kpis), asked.measurements(), devices));
	}

	private byte[] encoded(IndicationMessage written) {
		IndicationMessage message = this.faults.written(written);
		if (this.grammar.isV200() && message instanceof IndicationMessage.Report report) {
			message = new IndicationMessage.Report(report.granularityMs(), report.measurements(), report.data(),
					objectId(this.cell), 1L);
		}
		return IndicationMessage.TYPES.in(this.grammar).encode(message);
	}

	private void measured(float[] kpis) {
		this.loaded = kpis[this.action] >= LOADED * this.prbs;
	}

	/**
	 * Percent of the carrier become PRBs as a node rounds them: to the nearest. The whole
	 * cell is one slice, the first that a message names.
	 */
	@Override
	public void control(byte[] header, byte[] message) {
		Snssai whole = this.shares.apply(this.control.read(message, this.rules, this.grammar), this.loaded).getFirst();
		Integer percent = this.shares.percents().get(whole);
		if (percent != null) {
			this.prbs = PrbRatios.prbs(percent, this.carrier);
		}
		this.uplinkPrbs = this.habits.has(ControlHabit.BOTH_DIRECTIONS) ? this.prbs : this.carrier;
	}

	@Override
	public ControlHabits habits() {
		return this.habits;
	}

	/** PRBs of the downlink that are allowed now. */
	public int prbs() {
		return this.prbs;
	}

	/** PRBs of the uplink that are allowed now. */
	public int uplinkPrbs() {
		return this.uplinkPrbs;
	}

}
