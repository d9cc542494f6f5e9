/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

/** What every network keeps. */
abstract class BaseNetwork implements Network {

	final NetworkSpec spec;

	final Frames frames;

	final Parameters parameters = new Parameters();

	BaseNetwork(NetworkSpec spec) {
		this.spec = spec;
		this.frames = new Frames(spec);
	}

	@Override
	public final NetworkSpec spec() {
		return this.spec;
	}

	@Override
	public final Parameters parameters() {
		return this.parameters;
	}

}
