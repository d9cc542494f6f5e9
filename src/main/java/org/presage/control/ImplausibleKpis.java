package org.presage.control;

import java.util.function.Consumer;

import io.micrometer.core.instrument.MeterRegistry;

import org.presage.control.metrics.Metric;

/**
 * Counts values that cannot be, by the name of their measurement.
 *
 * @param registry of the counters
 */
public record ImplausibleKpis(MeterRegistry registry) implements Consumer<String> {

	@Override
	public void accept(String measurement) {
		Metric.KPI_IMPLAUSIBLE.counter(this.registry, measurement).increment();
	}

}
