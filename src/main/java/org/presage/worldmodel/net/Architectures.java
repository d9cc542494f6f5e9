/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import org.presage.base.InvalidInputException;
import org.presage.worldmodel.net.LinearPath.Start;

/** The architectures by the names that users give. */
public final class Architectures {

	/** The one that is used when nothing is said. */
	public static final String DEFAULT = "ms3m";

	/** Nothing changes. */
	public static final String PERSISTENCE = "persistence";

	/** The mean of the training part. */
	public static final String MEAN = "mean";

	/** Ridge autoregression of each KPI on its own past. */
	public static final String RIDGE_AR = "ridge-ar";

	/** Ridge vector autoregression with the action. */
	public static final String VARX = "varx";

	/** The published network. */
	private static final String WM_MS3M = "wm-ms3m";

	/** Those whose cells can send learned messages. */
	private static final Set<String> SENDING = Set.of(DEFAULT, "transformer", "rssm", "mlp");

	private static final Map<String, Architecture> BY_NAME = new TreeMap<>(Map.ofEntries(
			entry(DEFAULT, Start.RIDGE, Ms3m::new), entry(WM_MS3M, Start.RIDGE, WmMs3m::new),
			entry("rssm", Start.RIDGE, Rssm::new), entry("mlp", Start.RIDGE, Mlp::new),
			entry("lstm", Start.RIDGE, Lstm::new), entry("transformer", Start.RIDGE, Transformer::new),
			entry("vae", Start.RIDGE, Vae::new), entry("dlinear", Start.RIDGE, (spec) -> new DLinear(spec, true)),
			entry("nlinear", Start.RIDGE, (spec) -> new DLinear(spec, false)),
			entry(PERSISTENCE, Start.UNCHANGED, LinearModel::new), entry(MEAN, Start.MEAN, LinearModel::new),
			entry(RIDGE_AR, Start.OWN_PAST, LinearModel::new), entry(VARX, Start.RIDGE, LinearModel::new)));

	private Architectures() {
	}

	/** How a network is built, and how its linear paths start. */
	private record Architecture(Start start, Function<NetworkSpec, Network> constructor) {
	}

	private static Map.Entry<String, Architecture> entry(String name, Start start,
			Function<NetworkSpec, Network> constructor) {
		return Map.entry(name, new Architecture(start, constructor));
	}

	/** All names, sorted. */
	public static Set<String> names() {
		return BY_NAME.keySet();
	}

	/**
	 * The network of a spec; an {@link Ensemble} if its size has several members.
	 * @throws InvalidInputException if no architecture has the name
	 */
	public static Network build(NetworkSpec spec) {
		Function<NetworkSpec, Network> plain = find(spec).constructor();
		Function<NetworkSpec, Network> constructor = spec.normalised() ? (one) -> new InstanceNorm(plain.apply(one))
				: plain;
		requireMessagesMakeSense(spec);
		Network built = (spec.size().members() > 1) ? new Ensemble(spec, constructor) : constructor.apply(spec);
		if (!spec.knowsAnnounced()) {
			return built;
		}
		return new AnnouncedPlans(
				spec.sendsMessages() ? new LearnedMessages(built, spec.messages() == MessageMode.SYMBOLS) : built);
	}

	private static void requireMessagesMakeSense(NetworkSpec spec) {
		if (spec.knowsAnnounced() && spec.architecture().equals(WM_MS3M)) {
			throw new InvalidInputException("messages", "an architecture that learns all steps at once: not " + WM_MS3M,
					spec.architecture());
		}
		if (spec.sendsMessages() && !SENDING.contains(spec.architecture())) {
			throw new InvalidInputException("messages",
					"none or plans with " + spec.architecture() + ", or one of " + SENDING.stream().sorted().toList(),
					spec.messages());
		}
	}

	/**
	 * How the linear paths of a network of that spec start.
	 * @throws InvalidInputException if no architecture has the name
	 */
	public static Start start(NetworkSpec spec) {
		return find(spec).start();
	}

	private static Architecture find(NetworkSpec spec) {
		Architecture found = BY_NAME.get(spec.architecture());
		if (found == null) {
			throw InvalidInputException.unknown("architecture", "one of", BY_NAME.keySet(), spec.architecture());
		}
		return found;
	}

}
