/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

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
 * @param instanceNorm true if each window is normalised by the mean and spread of its own
 * KPIs, see {@link InstanceNorm}; null if not
 * @param messages what it knows of its neighbours; null for nothing. Packages of an
 * earlier version have {@code announcedPlans} instead, true for plans
 */
public record NetworkSpec(String architecture, int features, int action, int window, int horizon, NetworkSize size,
		int target, boolean publishedTiming, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean instanceNorm,
		@JsonInclude(JsonInclude.Include.NON_NULL) @JsonAlias("announcedPlans") @Nullable MessageMode messages) {

	/** Of a network that reads its windows as they are. */
	public NetworkSpec(String architecture, int features, int action, int window, int horizon, NetworkSize size,
			int target, boolean publishedTiming) {
		this(architecture, features, action, window, horizon, size, target, publishedTiming, null, null);
	}

	public NetworkSpec {
		if (features < 2 || action < 0 || action >= features || window < 1 || horizon < 1 || target < 0
				|| target >= features) {
			throw new InvalidInputException("network",
					"features >= 2, 0 <= action, target < features, window >= 1 and horizon >= 1",
					"features=" + features + " action=" + action + " target=" + target + " window=" + window
							+ " horizon=" + horizon);
		}
		instanceNorm = Boolean.TRUE.equals(instanceNorm) ? Boolean.TRUE : null;
		messages = (messages == MessageMode.NONE) ? null : messages;
	}

	/** The default sizes for a schema. */
	public static NetworkSpec of(String architecture, KpiSchema schema, int window, int horizon) {
		int rsrp = schema.indexOf("RSRP");
		return new NetworkSpec(architecture, schema.size(), schema.actionIndex(), window, horizon, NetworkSize.DEFAULT,
				(rsrp >= 0) ? rsrp : schema.frameIndex(0), false);
	}

	public NetworkSpec withSize(NetworkSize other) {
		return new NetworkSpec(this.architecture, this.features, this.action, this.window, this.horizon, other,
				this.target, this.publishedTiming, this.instanceNorm, this.messages);
	}

	public NetworkSpec withPublishedTiming(boolean published) {
		return new NetworkSpec(this.architecture, this.features, this.action, this.window, this.horizon, this.size,
				this.target, published, this.instanceNorm, this.messages);
	}

	/** The same, its windows normalised or not. */
	public NetworkSpec withInstanceNorm(boolean normalised) {
		return new NetworkSpec(this.architecture, this.features, this.action, this.window, this.horizon, this.size,
				this.target, this.publishedTiming, normalised, this.messages);
	}

	/** The same, which knows plans of neighbours, or nothing of them. */
	public NetworkSpec withAnnouncedPlans(boolean announced) {
		return withMessages(announced ? MessageMode.PLANS : MessageMode.NONE);
	}

	/** The same, which knows so much of its neighbours. */
	public NetworkSpec withMessages(MessageMode mode) {
		return new NetworkSpec(this.architecture, this.features, this.action, this.window, this.horizon, this.size,
				this.target, this.publishedTiming, this.instanceNorm, mode);
	}

	/** Whether it knows what neighbours announce. */
	public boolean knowsAnnounced() {
		return this.messages != null;
	}

	/** Whether its cells send each other messages. */
	public boolean sendsMessages() {
		return this.messages != null && this.messages.learned();
	}

	/** Values of what neighbours announce, the last ones of a context; 0 for none. */
	public int announcedSize() {
		return knowsAnnounced() ? AnnouncedPlans.size(this.horizon) : 0;
	}

	/** Whether windows are normalised. */
	public boolean normalised() {
		return Boolean.TRUE.equals(this.instanceNorm);
	}

	/** Predicted KPIs, Y = F − 1. */
	public int targets() {
		return this.features - 1;
	}

}
