/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import org.presage.base.InvalidInputException;
import org.presage.kpi.KpiSchema;

/**
 * What a network must be built for. Part of the package's manifest: the same record
 * rebuilds the network.
 *
 * @param architecture name, see {@link Architectures}
 * @param features KPIs in a frame, F
 * @param action position of the action in a frame
 * @param window frames that the encoder sees, L
 * @param horizon steps that it predicts, H
 * @param size how large it is
 * @param target position in a frame of the KPI that {@code wm-ms3m} gives a head of its
 * own; RSRP in the publication
 * @param publishedTiming {@code wm-ms3m} only: whether an action reaches the network one
 * step late, as published, so that it does not shape the frame it is in force in
 */
public record NetworkSpec(String architecture, int features, int action, int window, int horizon, NetworkSize size,
		int target, boolean publishedTiming) {

	public NetworkSpec {
		if (features < 2 || action < 0 || action >= features || window < 1 || horizon < 1 || target < 0
				|| target >= features) {
			throw new InvalidInputException("network",
					"features >= 2, 0 <= action, target < features, window >= 1 and horizon >= 1",
					"features=" + features + " action=" + action + " target=" + target + " window=" + window
							+ " horizon=" + horizon);
		}
	}

	/** The default sizes for a schema. */
	public static NetworkSpec of(String architecture, KpiSchema schema, int window, int horizon) {
		int rsrp = schema.indexOf("RSRP");
		return new NetworkSpec(architecture, schema.size(), schema.actionIndex(), window, horizon, NetworkSize.DEFAULT,
				(rsrp >= 0) ? rsrp : schema.frameIndex(0), false);
	}

	public NetworkSpec withSize(NetworkSize other) {
		return new NetworkSpec(this.architecture, this.features, this.action, this.window, this.horizon, other,
				this.target, this.publishedTiming);
	}

	public NetworkSpec withPublishedTiming(boolean published) {
		return new NetworkSpec(this.architecture, this.features, this.action, this.window, this.horizon, this.size,
				this.target, published);
	}

	/** Predicted KPIs, Y = F − 1. */
	public int targets() {
		return this.features - 1;
	}

}
