/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim;

/**
 * What a UE downloads. Bits arrive at the RLC buffer tick by tick. Exponential times are
 * drawn by their hazard, tick by tick, and not ahead: a state holds nothing of its
 * future, so that branches of it differ in all that is random.
 */
sealed interface Traffic {

	/**
	 * Advances by one tick.
	 * @param deliveredBits bits that reached the UE in the previous tick
	 * @param backlogBits bits that wait in the RLC buffer
	 * @return bits that arrive at the RLC buffer now
	 */
	double arrive(double deliveredBits, double backlogBits, ReplayableRandom random);

	Traffic copy();

	/**
	 * Adaptive streaming over HTTP: segments of two seconds from a ladder of rates,
	 * chosen by measured throughput with a safety factor and by playback buffer, as
	 * rate-based DASH clients do (Jiang et al., CoNEXT 2012). The server paces what it
	 * sends. Sessions come and go.
	 */
	final class Video implements Traffic {

		private static final double[] LADDER_MBPS = { 0.4, 0.8, 1.5, 2.5 };

		private static final double SEGMENT_S = 2;

		private static final double FULL_S = 12;

		private static final double LOW_S = 3;

		private static final double SAFETY = 0.8;

		private static final double PACING = 2;

		private static final double SESSION_S = 60;

		private static final double PAUSE_S = 25;

		private boolean watching;

		private boolean toggleDue;

		private double playbackS;

		private double unsentBits;

		private double segmentBits;

		private double segmentS;

		private double throughputMbps = 2;

		Video(ReplayableRandom random) {
			this.watching = random.nextDouble() < SESSION_S / (SESSION_S + PAUSE_S);
			this.playbackS = random.nextDouble() * FULL_S;
		}

		private Video(Video that) {
			this.watching = that.watching;
			this.toggleDue = that.toggleDue;
			this.playbackS = that.playbackS;
			this.unsentBits = that.unsentBits;
			this.segmentBits = that.segmentBits;
			this.segmentS = that.segmentS;
			this.throughputMbps = that.throughputMbps;
		}

		@Override
		public double arrive(double deliveredBits, double backlogBits, ReplayableRandom random) {
			double tickS = RanConfig.TICK_MS / 1000.0;
			this.toggleDue |= random.nextDouble() < tickS / (this.watching ? SESSION_S : PAUSE_S);
			this.playbackS = Math.max(0, this.playbackS - tickS);
			boolean downloading = this.segmentBits > 0;
			if (downloading) {
				this.segmentS += tickS;
				if (this.unsentBits <= 0 && backlogBits <= 0) {
					this.throughputMbps += 0.3 * (this.segmentBits / 1e6 / this.segmentS - this.throughputMbps);
					this.playbackS += SEGMENT_S;
					this.segmentBits = 0;
					downloading = false;
				}
			}
			if (!downloading) {
				if (this.toggleDue) {
					this.watching = !this.watching;
					this.toggleDue = false;
					this.playbackS = 0;
				}
				if (this.watching && this.playbackS < FULL_S - SEGMENT_S) {
					this.segmentBits = SEGMENT_S * 1e6 * rate();
					this.unsentBits = this.segmentBits;
					this.segmentS = 0;
				}
			}
			double sent = Math.min(this.unsentBits, PACING * this.segmentBits / SEGMENT_S * tickS);
			this.unsentBits -= sent;
			return sent;
		}

		private double rate() {
			double rate = LADDER_MBPS[0];
			for (double step : LADDER_MBPS) {
				if (step <= SAFETY * this.throughputMbps && this.playbackS >= LOW_S) {
					rate = step;
				}
			}
			return rate;
		}

		@Override
		public Traffic copy() {
			return new Video(this);
		}

	}

	/**
	 * Pages of log-normal size (median 300 kB) with exponential reading times between
	 * them, after 3GPP TR 36.814 A.2.1.3.
	 */
	final class Web implements Traffic {

		private static final double READING_S = 12;

		private static final double MEDIAN_BITS = 300e3 * 8;

		private static final double SIGMA = 1;

		private static final double MAX_BITS = 2e6 * 8;

		private static final double SERVER_MBPS = 15;

		private double unsentBits;

		Web() {
		}

		private Web(Web that) {
			this.unsentBits = that.unsentBits;
		}

		@Override
		public double arrive(double deliveredBits, double backlogBits, ReplayableRandom random) {
			double tickS = RanConfig.TICK_MS / 1000.0;
			if (this.unsentBits <= 0 && backlogBits <= 0 && random.nextDouble() < tickS / READING_S) {
				this.unsentBits = Math.min(MAX_BITS, MEDIAN_BITS * Math.exp(SIGMA * random.nextGaussian()));
			}
			double sent = Math.min(this.unsentBits, SERVER_MBPS * 1e6 * tickS);
			this.unsentBits -= sent;
			return sent;
		}

		@Override
		public Traffic copy() {
			return new Web(this);
		}

	}

	/**
	 * Talk spurts and silences of one second on average; a frame of 640 bits with headers
	 * every 20 ms while talking.
	 */
	final class Voice implements Traffic {

		private static final double SPURT_S = 1;

		private static final double FRAME_BITS_PER_TICK = 640 / 20.0 * RanConfig.TICK_MS;

		private boolean talking;

		Voice(ReplayableRandom random) {
			this.talking = random.nextBoolean();
		}

		private Voice(Voice that) {
			this.talking = that.talking;
		}

		@Override
		public double arrive(double deliveredBits, double backlogBits, ReplayableRandom random) {
			if (random.nextDouble() < RanConfig.TICK_MS / 1000.0 / SPURT_S) {
				this.talking = !this.talking;
			}
			return this.talking ? FRAME_BITS_PER_TICK : 0;
		}

		@Override
		public Traffic copy() {
			return new Voice(this);
		}

	}

}
