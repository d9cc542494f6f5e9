/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.presage.base.InvalidInputException;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;

/**
 * A rare event that is written into the last frames of a window, in physical units. It
 * comes up over these frames: frame i of k carries the share i/k of it. Values stay
 * inside the schema's ranges; absent ones stay absent.
 *
 * @param kind of event
 * @param magnitude depth in dB of a fade, else the factor by which the load grows
 */
public record Injection(Kind kind, double magnitude) {

	/** The events; docs/screening.md has their formulas. */
	public enum Kind {

		/** The serving signal fades. */
		DEEP_FADE(15, 60),
		/** More traffic arrives than the cell serves. */
		LOAD_SURGE(10, 1000),
		/** A neighbour falls silent, and its users come over. */
		NEIGHBOUR_FAILURE(3, 1000);

		private final double usual;

		private final double most;

		Kind(double usual, double most) {
			this.usual = usual;
			this.most = most;
		}

		/** As it is written. */
		public String text() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

	/**
	 * A silent neighbour takes half of the interference with it: a choice between one of
	 * six equal neighbours, 0.8 dB, and the only one that is received.
	 */
	private static final double NEIGHBOUR_DB = 3;

	/** A queue that is empty in one report holds a packet in the next. */
	private static final double PACKET_BYTES = 1500;

	private static final double RATIO_PER_DB = Math.log(10) / 10;

	public Injection {
		if (!(magnitude > 1 && magnitude <= kind.most)) {
			throw new InvalidInputException("inject " + kind.text(), "a magnitude above 1, at most " + kind.most,
					magnitude);
		}
	}

	/**
	 * Reads {@code KIND} or {@code KIND=MAGNITUDE}.
	 * @throws IllegalArgumentException naming what was expected
	 */
	public static Injection parse(String text) {
		String[] parts = text.split("=", 2);
		for (Kind kind : Kind.values()) {
			if (kind.text().equals(parts[0])) {
				try {
					return new Injection(kind, (parts.length > 1) ? Double.parseDouble(parts[1]) : kind.usual);
				}
				catch (NumberFormatException ex) {
					throw new InvalidInputException("inject " + kind.text(), "a number after =", "\"" + parts[1] + "\"",
							ex);
				}
			}
		}
		throw new InvalidInputException("inject", "one of " + Arrays.stream(Kind.values()).map(Kind::text).toList(),
				"\"" + parts[0] + "\"");
	}

	@Override
	public String toString() {
		return this.kind.text() + "=" + ((this.magnitude == Math.rint(this.magnitude))
				? Long.toString((long) this.magnitude) : Double.toString(this.magnitude));
	}

	/**
	 * Changes the last frames of a window.
	 * @param frames {@code [rows, F]}, oldest first, physical units, NaN absent
	 * @param last how many of them, at most {@code rows}
	 */
	public void apply(KpiSchema schema, float[] frames, int rows, int last) {
		for (int i = 1; i <= last; i++) {
			int offset = (rows - last + i - 1) * schema.size();
			double share = (double) i / last;
			// SE before SINR: its change is read off the SINR as it was.
			for (String name : List.of("SE", "SINR", "RSRP", "RSRQ", "RSSI", "CQI", "MCS", "Buffer", "Delay")) {
				int k = schema.indexOf(name);
				if (k >= 0 && k != schema.actionIndex() && !Float.isNaN(frames[offset + k])) {
					int sinr = schema.indexOf("SINR");
					double value = changed(name, frames[offset + k], share,
							(sinr >= 0) ? frames[offset + sinr] : Double.NaN);
					Kpi kpi = schema.kpi(k);
					frames[offset + k] = (float) Math.clamp(value, kpi.min(), kpi.max());
				}
			}
		}
	}

	/** KPIs that the event changes and the schema lacks. */
	public List<String> skipped(KpiSchema schema) {
		List<String> touched = new ArrayList<>();
		if (this.kind != Kind.LOAD_SURGE) {
			touched.addAll(List.of("SINR", "RSRQ", "RSSI", "CQI", "MCS", "SE"));
		}
		touched.addAll((this.kind == Kind.DEEP_FADE) ? List.of("RSRP") : List.of("Buffer", "Delay"));
		return touched.stream().filter((name) -> schema.indexOf(name) < 0).toList();
	}

	private double changed(String kpi, double value, double share, double sinr) {
		return switch (this.kind) {
			case DEEP_FADE -> radio(kpi, value, -share * this.magnitude, sinr);
			case LOAD_SURGE -> load(kpi, value, Math.pow(this.magnitude, share));
			case NEIGHBOUR_FAILURE ->
				load(kpi, radio(kpi, value, share * NEIGHBOUR_DB, sinr), Math.pow(this.magnitude, share));
		};
	}

	/**
	 * The SINR changes by {@code db}. In a fade the RSRP goes with it and, others being
	 * received as before, the RSSI by half; when interference falls, the RSRP stays and
	 * the RSSI falls by half. The RSRQ is the difference of both (TS 36.214 clause
	 * 5.1.3). A step of CQI is about 2 dB and one of MCS about 1 dB (the efficiencies of
	 * TS 38.214 tables 5.2.2.1-2 and 5.1.3.1-1).
	 */
	private static double radio(String kpi, double value, double db, double sinr) {
		return switch (kpi) {
			case "SINR", "MCS" -> value + db;
			case "RSRP" -> value + Math.min(0, db);
			case "RSRQ", "CQI" -> value + db / 2;
			case "RSSI" -> value - Math.abs(db) / 2;
			case "SE" -> efficiency(value, db, sinr);
			default -> value;
		};
	}

	/**
	 * In proportion to Shannon's bound, as an attenuated one (TR 36.942 clause A.2) is;
	 * where the SINR is not known, along the bound's slope of a strong signal.
	 */
	private static double efficiency(double value, double db, double sinr) {
		if (Double.isNaN(sinr)) {
			return value + db * RATIO_PER_DB / Math.log(2);
		}
		return value * Math.log1p(Math.exp((sinr + db) * RATIO_PER_DB)) / Math.log1p(Math.exp(sinr * RATIO_PER_DB));
	}

	/** Little's law: served at the same rate, a queue is waited in as it is long. */
	private static double load(String kpi, double value, double factor) {
		return switch (kpi) {
			case "Buffer" -> Math.max(value, PACKET_BYTES) * factor;
			case "Delay" -> value * factor;
			default -> value;
		};
	}

}
