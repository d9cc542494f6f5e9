/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.e2;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.presage.e2.sm.kpm.MeasuredValue;
import org.presage.kpi.KpiSchema;

/**
 * Ways in which real nodes report data that are right in form and false in content. Some
 * happen where a node measures ({@link #kpis}), others where it writes a record
 * ({@link #record}).
 */
public enum DataFault {

	/** Every value after the first negative one repeats it. */
	REPEAT_AFTER_NEGATIVE,
	/** Each value stands in the place of the measurement after its own. */
	SHIFTED_RECORD,
	/** The last values of a record are missing. */
	FEWER_VALUES,
	/** A record has values that nobody asked for. */
	MORE_VALUES,
	/** The throughput is 0.0 while PRBs and buffer are not. */
	ZERO_THROUGHPUT,
	/** The throughput is half of what it is. */
	HALVED_THROUGHPUT,
	/** Throughput and delay are in units a thousand times as large. */
	OTHER_UNITS,
	/** Numbers stay what they were. */
	FROZEN_VALUES,
	/** Cells answer with the numbers of the cell that reported before. */
	IDENTICAL_CELLS;

	private static final List<String> THROUGHPUT = List.of("SE", "Throughput");

	/** What the node takes for its KPIs. */
	public float[] kpis(KpiSchema schema, float[] measured) {
		double scale = switch (this) {
			case ZERO_THROUGHPUT -> 0;
			case HALVED_THROUGHPUT -> 0.5;
			case OTHER_UNITS -> 1e-3;
			default -> 1;
		};
		if (scale == 1) {
			return measured;
		}
		float[] said = measured.clone();
		for (String name : THROUGHPUT) {
			scale(schema, said, name, scale);
		}
		if (this == OTHER_UNITS) {
			scale(schema, said, "Delay", scale);
		}
		return said;
	}

	private static void scale(KpiSchema schema, float[] values, String kpi, double scale) {
		int index = schema.indexOf(kpi);
		if (index >= 0) {
			values[index] *= (float) scale;
		}
	}

	/** What the node writes for the values of a record. */
	public List<MeasuredValue> record(List<MeasuredValue> values) {
		List<MeasuredValue> written = new ArrayList<>(values);
		switch (this) {
			case REPEAT_AFTER_NEGATIVE -> {
				for (int i = 0; i < written.size(); i++) {
					MeasuredValue before = written.get(Math.max(0, i - 1));
					written.set(i, (before.number() < 0) ? before : written.get(i));
				}
			}
			case SHIFTED_RECORD -> {
				written.addFirst(new MeasuredValue.Real(0));
				written.removeLast();
			}
			case FEWER_VALUES -> written.removeLast();
			case MORE_VALUES -> written.add(new MeasuredValue.Real(1));
			default -> {
			}
		}
		return written;
	}

	/** The same for numbers, NaN for none. */
	public float[] record(float[] values) {
		float[] written = values.clone();
		if (this == REPEAT_AFTER_NEGATIVE) {
			for (int i = 0; i < written.length; i++) {
				if (written[i] < 0) {
					Arrays.fill(written, i, written.length, written[i]);
				}
			}
		}
		else if (this == SHIFTED_RECORD) {
			System.arraycopy(values, 0, written, 1, values.length - 1);
			written[0] = Float.NaN;
		}
		return written;
	}

}
