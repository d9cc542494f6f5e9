package org.presage.sim;

import org.presage.kpi.KpiSchema;

/**
 * What the simulated network consists of.
 *
 * @param cells number of cells, on a hexagonal spiral; at least 1
 * @param carrierPrbs PRBs of the carrier; 51 is 20 MHz at 30 kHz sub-carrier spacing (TS
 * 38.101-1 table 5.3.2-1)
 * @param videoUes adaptive-video UEs of each cell
 * @param webUes web-browsing UEs of each cell
 * @param voiceUes voice UEs of each cell
 * @param interSiteMetres distance between neighbouring sites; 500 is the UMa scenario (TR
 * 38.901 table 7.2-1)
 */
public record RanConfig(int cells, int carrierPrbs, int videoUes, int webUes, int voiceUes, double interSiteMetres) {

	/** Length of one measurement interval in ms. */
	public static final int STEP_MS = 100;

	/** The scheduler's granularity inside an interval, in ms. */
	static final int TICK_MS = 10;

	static final int TICKS = STEP_MS / TICK_MS;

	public RanConfig {
		if (cells < 1 || carrierPrbs < 2 || videoUes + webUes + voiceUes < 1 || !(interSiteMetres > 50)) {
			throw new IllegalArgumentException(
					"a network needs cells >= 1, carrierPrbs >= 2, one UE a cell and sites more "
							+ "than 50 m apart; found " + cells + ", " + carrierPrbs + ", "
							+ (videoUes + webUes + voiceUes) + ", " + interSiteMetres);
		}
	}

	/** The paper's use case: adaptive video above all, with web and voice beside it. */
	public static RanConfig of(int cells) {
		return new RanConfig(cells, 51, 12, 4, 4, 500);
	}

	/** The schema of the default network's frames: the standard one at 100 ms. */
	public static KpiSchema schema() {
		return KpiSchema.standard(STEP_MS, of(1).carrierPrbs());
	}

}
