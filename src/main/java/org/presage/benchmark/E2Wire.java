/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.presage.base.Clock;
import org.presage.e2.control.CellAllocation;
import org.presage.e2.control.PrbControl;
import org.presage.e2.control.SlicePrbs;
import org.presage.e2.dialect.IndicationReader;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.UeId;
import org.presage.kpi.KpiSchema;
import org.presage.sim.e2.KpmCell;

/**
 * Everything as bytes of E2 service models: KPIs as E2SM-KPM indications of a dialect,
 * allocations as control messages. What the dialect cannot say is lost, and allocations
 * are rounded to percent.
 */
final class E2Wire implements Wire {

	private static final Snssai WHOLE = new Snssai(1, null);

	private static final UeId ANY = new UeId.GnbDu(0, null);

	private final KpiSchema schema;

	private final E2Path path;

	private final IndicationReader reader;

	private final E2Carrier carrier;

	private final Map<Integer, KpmCell> cells = new HashMap<>();

	E2Wire(KpiSchema schema, E2Path path, Clock clock) {
		this.schema = schema;
		this.path = path;
		this.carrier = path.rmr() ? new RmrCarrier(clock) : E2Carrier.NONE;
		this.reader = new IndicationReader(path.dialect().reader(schema, (measurement) -> {
			throw new IllegalStateException("not plausible: " + measurement);
		}), schema, path.dialect());
	}

	private KpmCell cell(int unit) {
		return this.cells.computeIfAbsent(unit,
				(number) -> new KpmCell(number, this.schema, this.path.dialect(), this.path.control(), 0));
	}

	@Override
	public Seen report(int unit, float[] kpis, long endMs) {
		KpmCell cell = cell(unit);
		E2Carrier.Payload arrived = this.carrier
			.indication(new E2Carrier.Payload(cell.header(endMs - this.schema.stepMs()), cell.message(kpis)));
		IndicationReader.Indication read = this.reader.read(arrived.header(), arrived.message(), List.of());
		return new Seen(read.values(), read.reportable());
	}

	@Override
	public int allocate(int unit, int prbs) {
		KpmCell cell = cell(unit);
		CellAllocation allocation = new CellAllocation(cell.cell(),
				(int) this.schema.kpi(this.schema.actionIndex()).max(),
				List.of(new SlicePrbs(cell.cell().plmn(), WHOLE, prbs)), ANY, this.path.dialect().wire());
		PrbControl control = this.path.control();
		for (byte[] message : control.messages(allocation, control.rules(this.path.dialect()))) {
			E2Carrier.Payload arrived = this.carrier
				.control(new E2Carrier.Payload(control.header(allocation), message));
			cell.control(arrived.header(), arrived.message());
		}
		return cell.prbs();
	}

	@Override
	public void close() {
		this.carrier.close();
	}

}
