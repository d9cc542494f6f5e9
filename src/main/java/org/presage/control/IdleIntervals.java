/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.OutageRule;

/**
 * Which reports show an idle cell, and what may be absent from them. Without traffic
 * there is no delay, no block error, no efficiency and no MCS to measure, but the channel
 * is still measured and a rate or a volume is 0. So a report shows an idle cell only if
 * nothing is queued, nothing of what was sent is measured, and at least half of the KPIs
 * that need no traffic are: a node that reports hardly anything but an empty queue is not
 * idle, it is not seen. Allocates nothing.
 */
final class IdleIntervals {

	/**
	 * Part of the KPIs that need no traffic which the report of an idle cell measures.
	 */
	private static final double SHARE = 0.5;

	/** Units of means and ratios over what was sent. */
	private static final Set<String> OF_TRAFFIC = Set.of("s", "ms", "us", "µs", "ns", "ratio", "%", "bit/s/Hz");

	private final KpiSchema schema;

	private final int action;

	/** Where the bytes that wait stand in a frame; negative if the schema has none. */
	private final int queued;

	/** What is served, by the schema's outage rule; negative if it has none. */
	private final int served;

	private final boolean[] needsTraffic;

	/** KPIs that an idle cell goes on to report. */
	private final int[] always;

	/** Those of them that measure the channel. */
	private final int[] channel;

	/**
	 * @param observed per KPI, whether the model saw it in training
	 */
	IdleIntervals(KpiSchema schema, boolean[] observed) {
		this.schema = schema;
		this.action = schema.actionIndex();
		OutageRule outage = schema.outage();
		this.queued = (outage != null) ? schema.indexOf(outage.queued()) : -1;
		this.served = (outage != null) ? schema.indexOf(outage.served()) : -1;
		this.needsTraffic = new boolean[schema.size()];
		for (int k = 0; k < schema.size(); k++) {
			Kpi kpi = schema.kpi(k);
			boolean ofTraffic = OF_TRAFFIC.contains(kpi.unit()) || kpi.name().equals("MCS");
			this.needsTraffic[k] = ofTraffic && k != this.action && k != this.queued;
		}
		this.always = IntStream.range(0, schema.size())
			.filter((k) -> observed[k] && k != this.action && k != this.queued && !this.needsTraffic[k])
			.toArray();
		this.channel = Arrays.stream(this.always).filter(this::isChannel).toArray();
	}

	private boolean isChannel(int kpi) {
		return this.schema.kpi(kpi).unit().startsWith("dB") || this.schema.kpi(kpi).name().equals("CQI");
	}

	/** Where the bytes that wait stand in a frame; negative if the schema has none. */
	int queued() {
		return this.queued;
	}

	/** Whether an idle cell has nothing to measure of a KPI. */
	boolean excuses(int kpi) {
		return this.needsTraffic[kpi];
	}

	/** Whether nothing is queued at the end of the interval, by its report. */
	boolean isEmpty(float[] values, int at) {
		return this.queued >= 0 && values[at + this.queued] == 0;
	}

	/**
	 * Whether a report shows an idle cell.
	 * @param values physical values, of which the report's begin at {@code at}
	 * @param reportable per KPI, whether the source can report it; null: all
	 */
	boolean isIdle(float[] values, int at, boolean @Nullable [] reportable) {
		return isEmpty(values, at) && !isSent(values, at) && isShown(values, at, reportable);
	}

	private boolean isSent(float[] values, int at) {
		for (int k = 0; k < this.needsTraffic.length; k++) {
			if ((this.needsTraffic[k] || k == this.served) && values[at + k] > 0) {
				return true;
			}
		}
		return false;
	}

	private boolean isShown(float[] values, int at, boolean @Nullable [] reportable) {
		int possible = 0;
		int measured = 0;
		for (int k : this.always) {
			possible += (reportable == null || reportable[k]) ? 1 : 0;
			measured += Float.isNaN(values[at + k]) ? 0 : 1;
		}
		return measured >= SHARE * possible;
	}

	/**
	 * Whether a report measures nothing although it has numbers: all are 0, those of the
	 * channel too. So nodes write what they do not know.
	 */
	boolean isZero(float[] values, int at) {
		int zeros = 0;
		for (int k : this.channel) {
			zeros += (values[at + k] == 0) ? 1 : 0;
		}
		for (int k = 0; zeros > 0 && k < this.needsTraffic.length; k++) {
			boolean other = k != this.action && values[at + k] != 0 && !Float.isNaN(values[at + k]);
			zeros = other ? 0 : zeros;
		}
		return zeros > 0;
	}

	/** KPIs of which an idle cell reports half. */
	String always(boolean @Nullable [] reportable) {
		return Arrays.stream(this.always)
			.filter((k) -> reportable == null || reportable[k])
			.mapToObj((k) -> this.schema.kpi(k).name())
			.collect(Collectors.joining(", "));
	}

}
