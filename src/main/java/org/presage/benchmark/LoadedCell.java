/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.presage.base.Clock;
import org.presage.base.PrbRatios;
import org.presage.e2.control.PrbControl;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar;
import org.presage.kpi.KpiSchema;
import org.presage.sim.e2.KpmCell;
import org.presage.sim.e2.PeerNode;

/** A cell that notes how long after its report control comes. */
public final class LoadedCell implements PeerNode {

	private final KpmCell cell;

	private final int carrier;

	private final Clock clock;

	private final Queue<Followed> followed = new ConcurrentLinkedQueue<>();

	private volatile Sent sent = new Sent(0, 0);

	private LoadedCell(KpmCell cell, int carrier, Clock clock) {
		this.carrier = carrier;
		this.cell = cell;
		this.clock = clock;
	}

	/** So many cells, which the dialect loses nothing of. */
	public static List<LoadedCell> of(int count, KpiSchema schema, Clock clock) {
		int carrier = (int) schema.kpi(schema.actionIndex()).max();
		return IntStream.range(0, count)
			.mapToObj((c) -> new LoadedCell(
					new KpmCell(c, schema, Dialect.load(E2Path.DEFAULT.dialect().name()), PrbControl.CCC, carrier),
					carrier, clock))
			.toList();
	}

	private record Sent(long endMs, long ns) {
	}

	/**
	 * Control that has come.
	 *
	 * @param endMs end of the interval that was reported last
	 * @param tookUs since that report was sent
	 * @param prbs that were allowed
	 */
	record Followed(long endMs, long tookUs, int prbs) {
	}

	/** PRBs that a decision becomes on its way. */
	int allowed(int decided) {
		return PrbRatios.prbs(PrbRatios.percent(decided, this.carrier), this.carrier);
	}

	KpmCell cell() {
		return this.cell;
	}

	/** The report of an interval is sent now. */
	void reports(long endMs) {
		this.sent = new Sent(endMs, this.clock.nanoTime());
	}

	/** All that has come. */
	Queue<Followed> followed() {
		return this.followed;
	}

	@Override
	public String id() {
		return this.cell.id();
	}

	@Override
	public List<CellGlobalId.Nr> cells() {
		return this.cell.cells();
	}

	@Override
	public Grammar grammar() {
		return this.cell.grammar();
	}

	@Override
	public List<String> measurements() {
		return this.cell.measurements();
	}

	@Override
	public void control(byte[] header, byte[] message) {
		Sent last = this.sent;
		long tookUs = TimeUnit.NANOSECONDS.toMicros(this.clock.nanoTime() - last.ns);
		this.cell.control(header, message);
		this.followed.add(new Followed(last.endMs, tookUs, this.cell.prbs()));
	}

}
