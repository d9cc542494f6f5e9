/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.kpi.plausibility;

import org.jspecify.annotations.Nullable;

import org.presage.kpi.FalseData;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.OutageRule;

/**
 * Nothing is served while data are queued and PRBs are given. That is an outage if the
 * link is bad, and otherwise not true: with block errors below one half some blocks
 * arrive, and without any MCS none was sent. Once is no fault: what is queued may have
 * come in the interval's last moment.
 */
final class ZeroServed {

	private static final float HALF = 0.5F;

	/** Reports one after the other, of a node that reports block errors. */
	private static final int SURE = 5;

	private final int served;

	private final int queued;

	private final int action;

	private final int blockErrors;

	private final int quality;

	private final int coding;

	private final int patience;

	private int run;

	ZeroServed(KpiSchema schema, int patience) {
		OutageRule outage = schema.outage();
		this.served = (outage != null) ? schema.indexOf(outage.served()) : -1;
		this.queued = (outage != null) ? schema.indexOf(outage.queued()) : -1;
		this.action = schema.actionIndex();
		this.blockErrors = schema.indexOf("BLER");
		this.quality = schema.indexOf("CQI");
		this.coding = schema.indexOf("MCS");
		this.patience = patience;
	}

	@Nullable FalseReport judge(float[] values) {
		boolean nothing = this.served >= 0 && values[this.served] <= 0 && values[this.queued] > 0
				&& !(values[this.action] < 1);
		float errors = (this.blockErrors >= 0) ? values[this.blockErrors] : Float.NaN;
		boolean badLink = errors >= HALF || this.quality >= 0 && values[this.quality] < 1
				|| this.coding >= 0 && Float.isNaN(values[this.coding]);
		if (!nothing || badLink) {
			this.run = 0;
			return null;
		}
		this.run++;
		return (this.run >= ((errors < HALF) ? SURE : this.patience)) ? new FalseReport(FalseData.ZERO_SERVED,
				"0 served with " + values[this.queued] + " queued, BLER " + errors + ", " + this.run + " reports")
				: null;
	}

	void restart() {
		this.run = 0;
	}

}
