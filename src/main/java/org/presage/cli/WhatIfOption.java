/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.presage.api.v1.AbsolutePlan;
import org.presage.api.v1.RelativeChange;
import org.presage.api.v1.WhatIfRequest;
import org.presage.base.InvalidInputException;
import org.presage.explain.Alternative;

/**
 * The alternative that was asked for on the command line: as an object, and as a request.
 *
 * @param alternative to the present plan
 */
record WhatIfOption(Alternative alternative) {

	private static final Pattern CHANGE = Pattern.compile("([+-]?[0-9]+(?:\\.[0-9]+)?)%:([0-9]{1,9})");

	/** Null if none was asked for. */
	static @Nullable WhatIfOption of(List<Float> plan, @Nullable String change) {
		if (change == null) {
			return plan.isEmpty() ? null : new WhatIfOption(new Alternative.Absolute(floats(plan)));
		}
		if (!plan.isEmpty()) {
			throw new InvalidInputException("explain", "--plan or --what-if", "both");
		}
		Matcher parts = CHANGE.matcher(change);
		if (!parts.matches()) {
			throw new InvalidInputException("--what-if", "PERCENT:STEPS, for example -20%:8", "\"" + change + "\"");
		}
		return new WhatIfOption(
				new Alternative.Relative(Double.parseDouble(parts.group(1)), Integer.parseInt(parts.group(2))));
	}

	private static float[] floats(List<Float> plan) {
		float[] prbs = new float[plan.size()];
		for (int h = 0; h < prbs.length; h++) {
			prbs[h] = plan.get(h);
		}
		return prbs;
	}

	WhatIfRequest.Builder request() {
		WhatIfRequest.Builder request = WhatIfRequest.newBuilder();
		switch (this.alternative) {
			case Alternative.Relative change ->
				request.setChange(RelativeChange.newBuilder().setPercent(change.percent()).setSteps(change.steps()));
			case Alternative.Absolute plan -> {
				AbsolutePlan.Builder prbs = AbsolutePlan.newBuilder();
				for (float value : plan.prbs()) {
					prbs.addPrbs(value);
				}
				request.setPlan(prbs);
			}
		}
		return request;
	}

}
