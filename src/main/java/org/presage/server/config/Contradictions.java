/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;

import org.presage.api.SliceIds;
import org.presage.base.InvalidInputException;
import org.presage.ric.onos.OnosTls;

/**
 * Keys that are each in their range and cannot hold together. Nothing of them is
 * corrected silently: both keys are named, and the server does not start. Keys of which
 * one merely has no effect are no contradiction. What belongs to a node's dialect or to
 * files is checked where those are read.
 */
final class Contradictions {

	private static final String ACTION = "presage.action.";

	private static final String PLANNER = "presage.planner.";

	private static final String SLICES = "presage.slices.policies.";

	private static final String LIMITS = "limits[";

	/** More points than this are refused by the search itself. */
	private static final double MOST_GRID_POINTS = 1e7;

	private static final int LEAST_POPULATION = 4;

	private final List<InvalidInputException> found = new ArrayList<>();

	private Contradictions() {
	}

	/** The contradictions in what could be bound; each names the key to change first. */
	static List<InvalidInputException> in(ServerSettings settings) {
		Contradictions all = new Contradictions();
		settings.find(PresageProperties.class).ifPresent(all::presage);
		settings.find(EdgeProperties.class).ifPresent((edge) -> {
			all.nodes(edge);
			settings.find(PresageProperties.class).ifPresent((presage) -> all.carriers(edge, presage.action()));
		});
		settings.find(RegretProperties.class).ifPresent(all::regret);
		settings.find(LearnProperties.class).ifPresent(all::learn);
		settings.find(OnosProperties.class).ifPresent(all::onos);
		settings.find(OscProperties.class).ifPresent((osc) -> {
			all.osc(osc);
			settings.find(OnosProperties.class).ifPresent((onos) -> all.rics(osc, onos));
		});
		settings.find(NeighbourProperties.class).ifPresent((neighbours) -> all.neighbours(neighbours, settings));
		all.files(settings);
		return List.copyOf(all.found);
	}

	private void require(boolean holds, String key, Object expected, @Nullable Object value) {
		if (!holds) {
			this.found.add(new InvalidInputException(key, expected, value));
		}
	}

	/** The timer counts milliseconds, and a period of 0 of them is none. */
	private void regret(RegretProperties regret) {
		require(regret.period().isZero() || regret.period().toMillis() > 0, "presage.regret.period",
				"0 (never), or 1 ms or more", regret.period().toNanos() + " ns");
	}

	private void learn(LearnProperties learn) {
		require(!learn.bytes().isNegative(), "presage.learn.bytes", "0 or more", learn.bytes());
		require(!learn.enabled() || learn.store() != null, "presage.learn.store",
				"a file to learn from (presage.learn.enabled)", learn.store());
		LearnProperties.Train train = learn.train();
		require(!train.every().isNegative(), "presage.learn.train.every", "0 or more", train.every());
		require(train.rest().isPositive(), "presage.learn.train.rest", "more than 0", train.rest());
		require(train.limit().isPositive(), "presage.learn.train.limit", "more than 0", train.limit());
		require(train.memory().toMegabytes() > 0, "presage.learn.train.memory", "1 MB or more", train.memory());
		require(learn.trial().limit().isPositive(), "presage.learn.trial.limit", "more than 0", learn.trial().limit());
		require(learn.trial().mostWindows() >= learn.trial().windows(), "presage.learn.trial.most-windows",
				"at least presage.learn.trial.windows, " + learn.trial().windows(), learn.trial().mostWindows());
	}

	private void presage(PresageProperties presage) {
		PresageProperties.Action action = presage.action();
		ordered(ACTION, action.minPrbs(), action.maxPrbs());
		limits("presage.reward.", presage.reward().limits(), presage.reward());
		presage.reward().weights().forEach((kpi, weight) -> finite("presage.reward.weights." + kpi, weight));
		presage.reward().terminal().forEach((kpi, weight) -> finite("presage.reward.terminal." + kpi, weight));
		int least = 0;
		for (Map.Entry<String, PresageProperties.Slice> one : presage.slices().policies().entrySet()) {
			String prefix = SLICES + one.getKey() + '.';
			slice(one.getKey());
			PresageProperties.Slice slice = one.getValue();
			ordered(prefix, slice.minPrbs(), slice.maxPrbs());
			require(slice.minPrbs() <= action.maxPrbs(), prefix + "min-prbs",
					"at most " + ACTION + "max-prbs, " + action.maxPrbs(), slice.minPrbs());
			limits(prefix, slice.limits(), presage.reward());
			least += slice.minPrbs();
		}
		require(least <= action.maxPrbs(), ACTION + "max-prbs",
				"at least the sum of the slices' min-prbs (" + SLICES + "NAME.min-prbs), " + least, action.maxPrbs());
		Duration silence = presage.evidence().sourceSilence();
		require(silence.compareTo(presage.loop().silentAfter()) <= 0, "presage.evidence.source-silence",
				"at most presage.loop.silent-after, " + presage.loop().silentAfter().toMillis()
						+ " ms, after which the " + "cell is forgotten",
				silence.toMillis() + " ms");
		planner(presage.planner());
	}

	/** A policy of a name that no report can have would never be applied. */
	private void slice(String name) {
		String expected = "an S-NSSAI as reports have it, SST (0 to 255) or SST-SD (6 lower-case hexadecimal digits)";
		try {
			String written = SliceIds.text(SliceIds.parse(SLICES + name, name));
			require(written.equals(name), SLICES + name, expected + ": " + written, name);
		}
		catch (InvalidInputException ex) {
			require(false, SLICES + name, expected, name);
		}
	}

	private void ordered(String prefix, int min, int max) {
		require(min <= max, prefix + "max-prbs", "at least " + prefix + "min-prbs, " + min, max);
	}

	private void limits(String prefix, List<PresageProperties.Limit> limits, PresageProperties.Reward reward) {
		Map<String, Integer> first = new HashMap<>();
		for (int i = 0; i < limits.size(); i++) {
			PresageProperties.Limit limit = limits.get(i);
			String key = prefix + LIMITS + i + ']';
			Double min = limit.min();
			Double max = limit.max();
			finite(key + ".min", min);
			finite(key + ".max", max);
			require(min != null || max != null, key + ".max", "a max, a min or both", "neither");
			require(min == null || max == null || min <= max, key + ".max", "at least " + key + ".min, " + min, max);
			Integer other = first.putIfAbsent(limit.kpi(), i);
			require(other == null, key + ".kpi", "each KPI once",
					limit.kpi() + " as in " + prefix + LIMITS + other + ']');
		}
		require(limits.isEmpty() || reward.limitPenalty() > 0, "presage.reward.limit-penalty",
				"more than 0, because " + prefix + "limits has entries that would have no effect",
				reward.limitPenalty());
	}

	private void finite(String key, @Nullable Double value) {
		require(value == null || Double.isFinite(value), key, "a finite number", value);
	}

	private void planner(PresageProperties.Planner planner) {
		require(planner.population() == 0 || planner.population() >= LEAST_POPULATION, PLANNER + "population",
				"0 (as the preset), or " + LEAST_POPULATION + " or more", planner.population());
		if (planner.preset() == SearchPreset.GRID) {
			int levels = (planner.iterations() > 0) ? planner.iterations() : SearchPreset.GRID_LEVELS;
			require(levels > 1, PLANNER + "iterations", "2 or more, the levels of " + PLANNER + "preset=grid", levels);
			int most = (int) Math.floor(Math.log(MOST_GRID_POINTS) / Math.log(Math.max(2, levels)) + 1e-9);
			require(planner.knots() <= most, PLANNER + "knots", "at most " + most + ", because " + PLANNER
					+ "preset=grid searches " + levels + " levels of each knot", planner.knots());
		}
	}

	private void nodes(EdgeProperties edge) {
		Map<String, Integer> ids = new HashMap<>();
		Map<String, String> cells = new HashMap<>();
		each(edge, (key, cell) -> {
			String plmn = cell.plmn();
			String name = ((plmn != null) ? plmn : edge.plmn()) + '-' + cell.nci().toLowerCase(Locale.ROOT);
			String other = cells.putIfAbsent(name, key);
			require(other == null, key + "nci", "each cell once", name + " as in " + other);
		});
		for (int i = 0; i < edge.nodes().size(); i++) {
			String id = edge.nodes().get(i).id();
			Integer other = ids.putIfAbsent(id, i);
			require(other == null, "presage.e2.nodes[" + i + "].id", "each node once",
					id + " as in presage.e2.nodes[" + other + ']');
		}
	}

	private static void each(EdgeProperties edge, BiConsumer<String, EdgeProperties.Cell> use) {
		for (int i = 0; i < edge.nodes().size(); i++) {
			List<EdgeProperties.Cell> cells = edge.nodes().get(i).cells();
			for (int j = 0; j < cells.size(); j++) {
				use.accept("presage.e2.nodes[" + i + "].cells[" + j + "].", cells.get(j));
			}
		}
	}

	/** What a cell must at least be given has to fit into its carrier. */
	private void carriers(EdgeProperties edge, PresageProperties.Action action) {
		String expected = "at least " + ACTION + "min-prbs, " + action.minPrbs();
		require(edge.prbs() == 0 || edge.prbs() >= action.minPrbs(), "presage.e2.prbs", expected, edge.prbs());
		each(edge, (key, cell) -> require(cell.prbs() == 0 || cell.prbs() >= action.minPrbs(), key + "prbs", expected,
				cell.prbs()));
	}

	private void onos(OnosProperties onos) {
		OnosProperties.Tls tls = onos.tls();
		String prefix = "presage.onos.tls.";
		require(tls.key() != null || tls.certificate() == null, prefix + "key",
				"a file, because " + prefix + "certificate is set", "none");
		require(tls.certificate() != null || tls.key() == null, prefix + "certificate",
				"a file, because " + prefix + "key is set", "none");
		boolean files = tls.trust() != null || tls.certificate() != null;
		require(tls.verification() != OnosTls.Verification.PLAINTEXT || !files, prefix + "verification",
				"verified or unverified, because files of TLS are set beside it", "plaintext");
		require(tls.verification() != OnosTls.Verification.UNVERIFIED || tls.trust() == null, prefix + "trust",
				"none with " + prefix + "verification=unverified, which trusts everybody", tls.trust());
		require(onos.target() != null || onos.topo() == null, "presage.onos.target",
				"an address, because presage.onos.topo is set", "none");
	}

	private void osc(OscProperties osc) {
		if (osc.enabled()) {
			int port = osc.rmr().port();
			require(port == 0 || port != osc.rmr().routePort(), "presage.osc.rmr.route-port",
					"another port than presage.osc.rmr.port", port);
			Integer control = osc.controlFunction();
			require(control == null || control != osc.kpmFunction(), "presage.osc.control-function",
					"another RAN function than presage.osc.kpm-function", control);
		}
	}

	private void rics(OscProperties osc, OnosProperties onos) {
		require(!osc.enabled() || onos.target() == null, "presage.osc.enabled", "one RIC at a time",
				"true, and presage.onos.target " + onos.target());
	}

	private void neighbours(NeighbourProperties neighbours, ServerSettings settings) {
		boolean topology = settings.find(OnosProperties.class).filter((onos) -> onos.topo() != null).isPresent();
		boolean manager = settings.find(OscProperties.class)
			.filter((osc) -> osc.enabled() && !osc.e2Manager().isBlank())
			.isPresent();
		require(neighbours.reward() == 0 || neighbours.auto() || neighbours.file() != null, "presage.neighbours.reward",
				"0 without a relation of cells (presage.neighbours.file or presage.neighbours.auto)",
				neighbours.reward());
		require(!neighbours.auto() || topology || manager, "presage.neighbours.auto",
				"false without a RIC that lists cells: set presage.onos.topo, or presage.osc.enabled=true and "
						+ "presage.osc.e2-manager",
				true);
	}

	/**
	 * Each file that the server writes is replaced whole: two writers would lose data.
	 */
	private void files(ServerSettings settings) {
		Map<String, Path> written = new LinkedHashMap<>();
		settings.find(PresageProperties.class).ifPresent((presage) -> {
			put(written, "presage.model.path", presage.model().file());
			put(written, "presage.audit.file", presage.audit().file());
		});
		settings.find(LearnProperties.class).ifPresent((learn) -> put(written, "presage.learn.store", learn.store()));
		settings.find(IntentProperties.class).ifPresent((intent) -> {
			put(written, "presage.intent.file", intent.file());
			put(written, "presage.intent.state", intent.state());
		});
		settings.find(EdgeProperties.class)
			.ifPresent((edge) -> put(written, "presage.e2.held-nodes", edge.heldNodes()));
		settings.find(OscProperties.class).ifPresent((osc) -> put(written, "presage.osc.state", osc.state()));
		Map<Path, String> owners = new HashMap<>();
		written.forEach((key, file) -> {
			String other = owners.putIfAbsent(file.toAbsolutePath().normalize(), key);
			require(other == null, key, "another file than " + other, file);
		});
	}

	private static void put(Map<String, Path> files, String key, @Nullable Path file) {
		if (file != null) {
			files.put(key, file);
		}
	}

}
