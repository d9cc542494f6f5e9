/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.function.Consumer;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;

import org.presage.base.InvalidInputException;
import org.presage.control.metrics.Metric;

/**
 * Counts values that cannot be, by the name of their KPI or measurement. The same rule
 * holds for reports of the gRPC API and of E2 nodes.
 *
 * @param registry of the counters
 * @param refused whether the report is refused; otherwise the KPI is absent from it
 */
public record ImplausibleKpis(MeterRegistry registry, boolean refused) implements Consumer<String> {

	/**
	 * @throws InvalidInputException if the report is to be refused
	 */
	@Override
	public void accept(String measurement) {
		accept(measurement, () -> new InvalidInputException("kpis[" + measurement + "].value",
				"a value in the KPI's range", "one out of it"));
	}

	/**
	 * The same where it is known what is wrong.
	 * @param wrong is thrown if the report is to be refused
	 */
	public void accept(String measurement, Supplier<InvalidInputException> wrong) {
		Metric.KPI_IMPLAUSIBLE.counter(this.registry, measurement).increment();
		if (this.refused) {
			throw wrong.get();
		}
	}

}
