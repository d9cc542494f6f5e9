/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which weights of a network are its outputs: what may be trained while everything that
 * reads windows and plans stays as it is. Each set is a flag for every value of the flat
 * {@link Parameters}.
 */
public final class OutputSlots {

	private static final Pattern MEMBER = Pattern.compile("member\\.\\d+\\.");

	/**
	 * Networks whose predicted means do not simply add a bias: they feed predictions
	 * back, or bound them.
	 */
	private static final Set<String> NOT_ADDITIVE = Set.of("rssm", "vae", "wm-ms3m");

	private static final Set<String> LAST_LAYER = Set.of("heads.weight", "heads.bias", "full.1.weight", "full.1.bias",
			"target.1.weight", "target.1.bias", "rest", "trend", "bias", PlainHeads.SPREAD, "sla.weight", "sla.bias",
			"outage.weight", "outage.bias");

	private static final Set<String> BEFORE_IT = Set.of("heads.hidden.weight", "heads.hidden.bias", "full.0.weight",
			"full.0.bias", "target.0.weight", "target.0.bias");

	private static final Set<String> BIASES = Set.of("bias", PlainHeads.SPREAD, "sla.bias", "outage.bias");

	private OutputSlots() {
	}

	/**
	 * The largest set of outputs that is at most a share of all weights: both layers of
	 * the heads, else the last one, else {@link #levels} alone.
	 * @param most share, 0 to 1
	 */
	public static boolean[] heads(Network network, double most) {
		for (boolean both : new boolean[] { true, false }) {
			boolean[] chosen = new boolean[network.parameters().size()];
			network.parameters().slots().forEach((name, slot) -> {
				String own = MEMBER.matcher(name).replaceFirst("");
				if (LAST_LAYER.contains(own) || both && BEFORE_IT.contains(own)) {
					Arrays.fill(chosen, slot.offset(), slot.offset() + slot.size(), true);
				}
			});
			if (count(chosen) <= most * chosen.length) {
				return chosen;
			}
		}
		return levels(network);
	}

	/**
	 * What does not depend on the plan: biases of means, spreads and log-odds. Training
	 * them leaves the difference between the means of two plans as it is. Of
	 * architectures that feed their means back or bound them, only the spreads and
	 * log-odds.
	 */
	public static boolean[] levels(Network network) {
		boolean[] chosen = new boolean[network.parameters().size()];
		boolean additive = !NOT_ADDITIVE.contains(network.spec().architecture());
		for (Map.Entry<String, Parameters.Slot> entry : network.parameters().slots().entrySet()) {
			String own = MEMBER.matcher(entry.getKey()).replaceFirst("");
			Parameters.Slot slot = entry.getValue();
			if (BIASES.contains(own)) {
				Arrays.fill(chosen, slot.offset(), slot.offset() + slot.size(), true);
			}
			else if (own.equals("heads.bias")) {
				int outputs = slot.shape()[2];
				for (int i = 0; i < slot.size(); i++) {
					boolean mean = i % outputs < network.spec().targets();
					chosen[slot.offset() + i] = additive || !mean;
				}
			}
		}
		return chosen;
	}

	/**
	 * {@link #levels}, and what the newest frames of the window add to the means by the
	 * {@link LinearPath} beside the network: of so many frames that the set is at most a
	 * share of all weights. Neither depends on the plan, so the difference between the
	 * means of two plans stays as it is. Only levels where there is no such path.
	 * @param most share, 0 to 1
	 */
	public static boolean[] window(Network network, double most) {
		boolean[] chosen = levels(network);
		List<Parameters.Slot> windows = new ArrayList<>();
		network.parameters().slots().forEach((name, slot) -> {
			String own = MEMBER.matcher(name).replaceFirst("");
			if (own.equals(LinearPath.WINDOW)) {
				windows.add(slot);
			}
			else if (own.equals(LinearPath.BIAS)) {
				Arrays.fill(chosen, slot.offset(), slot.offset() + slot.size(), true);
			}
		});
		int left = Math.max(0, (int) (most * chosen.length) - count(chosen));
		for (Parameters.Slot slot : windows) {
			int frame = slot.size() / network.spec().window();
			int frames = Math.min(left / windows.size() / frame, network.spec().window());
			int end = slot.offset() + slot.size();
			Arrays.fill(chosen, end - frames * frame, end, true);
		}
		return chosen;
	}

	/** Weights in a set. */
	public static int count(boolean[] chosen) {
		int count = 0;
		for (boolean one : chosen) {
			count += one ? 1 : 0;
		}
		return count;
	}

}
