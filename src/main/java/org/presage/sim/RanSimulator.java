/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Neighbours;

/**
 * A radio access network in steps of 100 ms: cells on a hexagonal grid, coupled by the
 * interference of their neighbours. Deterministic by seed. Its state can be branched, so
 * that the true effect of an allocation can be measured.
 */
public final class RanSimulator {

	/** Interferers beyond the nearest ones are below the noise of the model. */
	private static final int INTERFERERS = 6;

	/** How far from its site a cell's UEs are, in inter-site distances. */
	private static final double REACH = 0.55;

	private final RanConfig config;

	private final SimCell[] cells;

	private final double[] radiated;

	private final Sites[] sites;

	private long steps;

	/** What has changed since the begin. */
	private volatile Drift drift = Drift.NONE;

	public RanSimulator(RanConfig config, long seed) {
		this.config = config;
		int count = config.cells();
		double[] x = new double[count];
		double[] y = new double[count];
		spiral(config.interSiteMetres(), x, y);
		this.cells = new SimCell[count];
		this.radiated = new double[count];
		this.sites = new Sites[count];
		ReplayableRandom root = new ReplayableRandom(seed);
		for (int c = 0; c < count; c++) {
			this.sites[c] = new Sites(nearest(c, x, y), x, y, REACH * config.interSiteMetres());
			this.cells[c] = new SimCell(config, this.sites[c], new ReplayableRandom(root.nextLong()));
		}
	}

	private RanSimulator(RanSimulator that, SimCell[] cells) {
		this.config = that.config;
		this.cells = cells;
		this.radiated = that.radiated.clone();
		this.sites = that.sites;
		this.steps = that.steps;
		this.drift = that.drift;
	}

	/** Fills in the sites of a hexagonal grid, ring by ring. */
	private static void spiral(double distance, double[] x, double[] y) {
		int[][] directions = { { 1, 0 }, { 0, 1 }, { -1, 1 }, { -1, 0 }, { 0, -1 }, { 1, -1 } };
		int filled = 1;
		for (int ring = 1; filled < x.length; ring++) {
			int q = 0;
			int r = -ring;
			for (int side = 0; side < 6 && filled < x.length; side++) {
				for (int i = 0; i < ring && filled < x.length; i++) {
					x[filled] = distance * (q + r / 2.0);
					y[filled] = distance * r * Math.sqrt(3) / 2;
					filled++;
					q += directions[side][0];
					r += directions[side][1];
				}
			}
		}
	}

	private static int[] nearest(int cell, double[] x, double[] y) {
		return IntStream.range(0, x.length)
			.boxed()
			.sorted(Comparator.comparingDouble((i) -> Math.hypot(x[i] - x[cell], y[i] - y[cell])))
			.limit(INTERFERERS + 1L)
			.mapToInt(Integer::intValue)
			.toArray();
	}

	/** The schema of {@link #kpis}: the standard one at 100 ms. */
	public KpiSchema schema() {
		return KpiSchema.standard(RanConfig.STEP_MS, this.config.carrierPrbs());
	}

	public RanConfig config() {
		return this.config;
	}

	/** Intervals simulated so far. */
	public long steps() {
		return this.steps;
	}

	/**
	 * Series of frames: the cells' slices, cell by cell; one a cell if they have none.
	 */
	public int units() {
		return this.cells.length * slices();
	}

	private int slices() {
		return this.config.slices().size();
	}

	/** The cell that a unit belongs to. */
	public int cell(int unit) {
		return unit / slices();
	}

	/** The slice that a unit is. */
	public SliceTraffic slice(int unit) {
		return this.config.slices().get(unit % slices());
	}

	/** Names a unit as a report does. */
	public CellId cellId(String node, int unit) {
		return new CellId(node, "cell-" + cell(unit), slice(unit).sNssai());
	}

	/**
	 * Advances all cells by one interval.
	 * @param prbs allocation of each unit for this interval; where those of a cell sum to
	 * more than its carrier, the cell clips them
	 */
	public void step(int[] prbs) {
		for (int c = 0; c < this.cells.length; c++) {
			this.radiated[c] = this.cells[c].radiated;
		}
		for (int c = 0; c < this.cells.length; c++) {
			this.cells[c].step(prbs, c * slices(), this.radiated, this.drift.lossDb());
		}
		this.steps++;
	}

	/**
	 * The unit's KPIs of the last interval, in the order of {@link #schema()}, physical
	 * units, NaN absent. A copy.
	 */
	public float[] kpis(int unit) {
		float[] kpis = this.cells[cell(unit)].kpis(unit % slices()).clone();
		int changed = schema().indexOf(this.drift.kpi());
		if (changed >= 0) {
			kpis[changed] *= (float) this.drift.factor();
		}
		return kpis;
	}

	/** Changes all cells from now on. Thread-safe. */
	public void drift(Drift change) {
		this.drift = change;
	}

	/**
	 * The allocation that was in force in the last interval, after clipping; before the
	 * first, half the carrier, or an equal share of it for each slice.
	 */
	public int prbs(int unit) {
		return this.cells[cell(unit)].prbs(unit % slices());
	}

	/** The cells that each cell hears, by names that have their number at the end. */
	public Neighbours neighbours(String prefix) {
		Map<String, List<Neighbours.Neighbour>> cells = new LinkedHashMap<>();
		for (int c = 0; c < this.sites.length; c++) {
			int[] audible = this.sites[c].audible();
			double[] couplings = this.sites[c].couplingsDb();
			cells.put(prefix + c,
					IntStream.range(1, audible.length)
						.mapToObj((i) -> new Neighbours.Neighbour(prefix + audible[i], couplings[i]))
						.toList());
		}
		return new Neighbours(cells);
	}

	/** The present state with the same future. */
	public RanSimulator copy() {
		SimCell[] copies = new SimCell[this.cells.length];
		Arrays.setAll(copies, (c) -> this.cells[c].copy());
		return new RanSimulator(this, copies);
	}

	/** The present state with another future, the same one for the same {@code salt}. */
	public RanSimulator branch(long salt) {
		SimCell[] branches = new SimCell[this.cells.length];
		Arrays.setAll(branches, (c) -> this.cells[c].branch(salt));
		return new RanSimulator(this, branches);
	}

	/**
	 * A {@link #branch} whose draws belong to events: the same UE draws the same numbers
	 * in the same tick under any allocations, so that branches with the same salt are
	 * common random numbers for allocations to be compared.
	 */
	public RanSimulator alignedBranch(long salt) {
		SimCell[] branches = new SimCell[this.cells.length];
		Arrays.setAll(branches, (c) -> this.cells[c].aligned(salt));
		return new RanSimulator(this, branches);
	}

}
