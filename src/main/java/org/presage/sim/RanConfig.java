/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

import java.util.List;

import org.presage.base.InvalidInputException;
import org.presage.kpi.KpiSchema;

/**
 * What the simulated network consists of.
 *
 * @param cells number of cells, on a hexagonal spiral; at least 1
 * @param carrierPrbs PRBs of the carrier; 51 is 20 MHz at 30 kHz sub-carrier spacing (TS
 * 38.101-1 table 5.3.2-1)
 * @param slices of each cell, with an allocation each; a single one with an empty S-NSSAI
 * is a cell without slices
 * @param interSiteMetres distance between neighbouring sites; 500 is the UMa scenario (TR
 * 38.901 table 7.2-1)
 */
public record RanConfig(int cells, int carrierPrbs, List<SliceTraffic> slices, double interSiteMetres) {

	/** Each cell costs some kB and some µs in each interval. */
	private static final int MOST_CELLS = 10_000;

	private static final int MOST_LOAD = 10;

	/** Length of one measurement interval in ms. */
	public static final int STEP_MS = 100;

	/** The scheduler's granularity inside an interval, in ms. */
	static final int TICK_MS = 10;

	static final int TICKS = STEP_MS / TICK_MS;

	private static final int CARRIER_PRBS = 51;

	private static final double INTER_SITE_M = 500;

	public RanConfig {
		slices = List.copyOf(slices);
		if (cells < 1 || cells > MOST_CELLS) {
			throw new InvalidInputException("cells", "1 to " + MOST_CELLS, cells);
		}
		if (carrierPrbs < 2) {
			throw new InvalidInputException("carrierPrbs", "2 or more", carrierPrbs);
		}
		if (!(interSiteMetres > 50)) {
			throw new InvalidInputException("interSiteMetres", "more than 50 m", interSiteMetres);
		}
		if (slices.isEmpty() || slices.size() > carrierPrbs
				|| slices.stream().map(SliceTraffic::sNssai).distinct().count() < slices.size()) {
			throw new InvalidInputException("slices", "1 to " + carrierPrbs + " (a PRB each) of different S-NSSAI",
					slices.stream().map(SliceTraffic::sNssai).toList());
		}
	}

	/** The paper's use case: adaptive video above all, with web and voice beside it. */
	public static RanConfig of(int cells) {
		return new RanConfig(cells, CARRIER_PRBS, List.of(new SliceTraffic("cell", "", 12, 4, 4)), INTER_SITE_M);
	}

	/**
	 * The same carrier shared by a video, a web and a voice slice, which want more of it
	 * than there is now and then.
	 */
	public static RanConfig sliced(int cells) {
		return new RanConfig(
				cells, CARRIER_PRBS, List.of(new SliceTraffic("video", "1-000001", 10, 0, 0),
						new SliceTraffic("web", "1-000002", 0, 5, 0), new SliceTraffic("voice", "1-000003", 0, 0, 60)),
				INTER_SITE_M);
	}

	/**
	 * The same network with another load.
	 * @param load factor for the UEs of each kind in every cell, above 0 and at most 10;
	 * rounded to whole UEs
	 */
	public RanConfig withLoad(double load) {
		if (!(load > 0 && load <= MOST_LOAD)) {
			throw new InvalidInputException("load", "above 0 and at most " + MOST_LOAD, load);
		}
		return new RanConfig(this.cells, this.carrierPrbs,
				this.slices.stream().map((slice) -> slice.scaled(load)).toList(), this.interSiteMetres);
	}

	/** The schema of the default networks' frames: the standard one at 100 ms. */
	public static KpiSchema schema() {
		return KpiSchema.standard(STEP_MS, CARRIER_PRBS);
	}

}
