/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.Row;
import org.presage.e2.sm.kpm.MeasuredValue;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.kpi.FalseData;

/**
 * Finds records that some nodes write wrongly although each decodes: the number of values
 * is not that of names and labels, or a negative value stands in the place of those after
 * it.
 */
final class RecordCheck {

	/** Values that repeat a negative one before them; one may be measured so. */
	private static final int REPEATS = 2;

	private RecordCheck() {
	}

	/**
	 * @param subscribed what was asked for, if the message does not name its values
	 * @return null if nothing is known against it
	 */
	static @Nullable FalseData of(Report report, List<Measurement> subscribed) {
		List<Measurement> told = report.measurements();
		List<Measurement> names = (told != null) ? told : subscribed;
		int width = names.stream().mapToInt(Measurement::width).sum();
		for (Row row : report.data()) {
			FalseData found = row.incomplete() ? null : of(row.record(), width);
			if (found != null) {
				return found;
			}
		}
		return null;
	}

	private static @Nullable FalseData of(List<MeasuredValue> values, int width) {
		if (width > 0 && values.size() != width) {
			return FalseData.VALUE_COUNT;
		}
		for (int i = 0; i < values.size(); i++) {
			double first = values.get(i).number();
			if (first < 0) {
				int rest = values.size() - i - 1;
				boolean repeated = rest >= REPEATS
						&& values.subList(i + 1, values.size()).stream().allMatch((value) -> value.number() == first);
				return repeated ? FalseData.REPEATED_VALUE : null;
			}
		}
		return null;
	}

}
