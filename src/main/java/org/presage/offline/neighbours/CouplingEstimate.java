/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.neighbours;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

import org.presage.base.InvalidInputException;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Neighbours;
import org.presage.offline.data.AlignedRows;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;

/**
 * Who is whose neighbour, from traces: whose PRBs explain what interferes with whom. For
 * each series the change from row to row of an index of interference (RSSI up; SINR, RSRQ
 * and CQI down, each by its own spread) is regressed on the changes of all other series'
 * PRBs, which cannot help (non-negative least squares), beside the changes of its own
 * PRBs and buffer. Changes, because levels move slowly and agree by chance.
 */
public final class CouplingEstimate {

	/** KPIs that interference moves, and which way. */
	private static final Map<String, Integer> INDEX = Map.of("RSSI", 1, "SINR", -1, "RSRQ", -1, "CQI", -1);

	/** Series that are compared with each other: the time grows with the cube. */
	private static final int MOST_SERIES = 200;

	/** Share of the strongest coupling below which there is none, −10 dB. */
	private static final double LEAST = 0.1;

	/** Own PRBs, those before, own buffer, 1. */
	private static final int CONTROLS = 4;

	private static final int SWEEPS = 1000;

	private static final double RIDGE = 1e-6;

	private final Dataset data;

	private final KpiSchema schema;

	private CouplingEstimate(Dataset data) {
		this.data = data;
		this.schema = data.schema();
	}

	/**
	 * Estimates the relation of all series on the training part.
	 * @return couplings relative to the strongest of each series, which has 0 dB
	 * @throws InvalidInputException if the schema has no KPI that interference moves, or
	 * there are too many series
	 */
	public static Neighbours of(Dataset data) {
		if (INDEX.keySet().stream().noneMatch((kpi) -> observed(data, kpi))) {
			throw new InvalidInputException("neighbours",
					"a KPI that interference moves, one of " + INDEX.keySet().stream().sorted().toList(),
					data.schema().kpis().stream().map((kpi) -> kpi.name()).toList());
		}
		int series = data.trace().series().size();
		if (series > MOST_SERIES) {
			throw new InvalidInputException("neighbours",
					"at most " + MOST_SERIES + " series to learn from (all are compared with all), or a file", series);
		}
		Map<String, List<Neighbours.Neighbour>> cells = new LinkedHashMap<>();
		CouplingEstimate estimate = new CouplingEstimate(data);
		for (int s = 0; s < series; s++) {
			cells.put(data.trace().series().get(s).name(), estimate.of(s));
		}
		return new Neighbours(cells);
	}

	private static boolean observed(Dataset data, String kpi) {
		int at = data.schema().indexOf(kpi);
		return at >= 0 && data.observed(at);
	}

	private List<Neighbours.Neighbour> of(int own) {
		List<Series> series = this.data.trace().series();
		List<Integer> others = new ArrayList<>();
		List<int[]> rows = new ArrayList<>();
		for (int s = 0; s < series.size(); s++) {
			if (s != own) {
				int[] aligned = AlignedRows.of(series.get(own), series.get(s), this.schema.stepMs() / 2);
				if (Arrays.stream(aligned).filter((row) -> row >= 0).count() > aligned.length / 2) {
					others.add(s);
					rows.add(aligned);
				}
			}
		}
		double[] weights = others.isEmpty() ? new double[0] : weights(own, others, rows);
		double most = Arrays.stream(weights).max().orElse(0);
		return IntStream.range(0, weights.length)
			.filter((n) -> weights[n] > LEAST * most)
			.boxed()
			.sorted(Comparator.comparingDouble((n) -> -weights[n]))
			.limit(Neighbours.MOST)
			.map((n) -> new Neighbours.Neighbour(series.get(others.get(n)).name(), 10 * Math.log10(weights[n] / most)))
			.toList();
	}

	private double[] weights(int own, List<Integer> others, List<int[]> rows) {
		int inputs = CONTROLS + others.size();
		DMatrixRMaj gram = new DMatrixRMaj(inputs, inputs);
		DMatrixRMaj cross = new DMatrixRMaj(inputs, 1);
		double[] index = index(own);
		double[] x = new double[inputs];
		for (Dataset.Segment segment : this.data.segments(Dataset.Part.TRAIN)) {
			for (int row = segment.from() + 2; segment.series() == own && row < segment.to(); row++) {
				double change = index[row] - index[row - 1];
				if (inputs(own, row, others, rows, x) && !Double.isNaN(change)) {
					for (int i = 0; i < inputs; i++) {
						cross.add(i, 0, x[i] * change);
						for (int j = 0; x[i] != 0 && j < inputs; j++) {
							gram.add(i, j, x[i] * x[j]);
						}
					}
				}
			}
		}
		return nonNegative(gram, cross);
	}

	/** Lays out a row's changes; false if the own ones are not all known. */
	private boolean inputs(int own, int row, List<Integer> others, List<int[]> rows, double[] x) {
		int action = this.schema.actionIndex();
		int buffer = this.schema.indexOf("Buffer");
		x[0] = value(own, row, action) - value(own, row - 1, action);
		x[1] = value(own, row - 1, action) - value(own, row - 2, action);
		double backlog = (buffer >= 0) ? value(own, row, buffer) - value(own, row - 1, buffer) : 0;
		x[2] = Double.isNaN(backlog) ? 0 : backlog;
		x[3] = 1;
		for (int n = 0; n < rows.size(); n++) {
			// What was radiated in the interval and in the one before: a scheduler hears
			// late.
			double change = (value(others.get(n), rows.get(n)[row], action)
					- value(others.get(n), rows.get(n)[row - 2], action)) / 2;
			x[CONTROLS + n] = Double.isNaN(change) ? 0 : change;
		}
		return !Double.isNaN(x[0]) && !Double.isNaN(x[1]);
	}

	private double value(int series, int row, int kpi) {
		return (row >= 0) ? this.data.standardized(series)[row * this.schema.size() + kpi] : Double.NaN;
	}

	/** What interferes with a series at each row; NaN where a KPI is absent. */
	private double[] index(int series) {
		double[] index = new double[this.data.trace().series().get(series).rows()];
		INDEX.forEach((kpi, sign) -> {
			if (observed(this.data, kpi)) {
				int at = this.schema.indexOf(kpi);
				double[] values = IntStream.range(0, index.length)
					.mapToDouble((row) -> value(series, row, at))
					.toArray();
				double spread = spread(values);
				for (int row = 0; spread > 0 && row < index.length; row++) {
					index[row] += sign * values[row] / spread;
				}
			}
		});
		return index;
	}

	private static double spread(double[] values) {
		double[] present = Arrays.stream(values).filter((value) -> !Double.isNaN(value)).toArray();
		double mean = Arrays.stream(present).average().orElse(0);
		return Math.sqrt(Arrays.stream(present).map((value) -> (value - mean) * (value - mean)).average().orElse(0));
	}

	/**
	 * Least squares with weights of at least 0 for all inputs but the controls, which are
	 * projected out first; by coordinate descent, which converges because the problem is
	 * convex.
	 */
	private static double[] nonNegative(DMatrixRMaj gram, DMatrixRMaj cross) {
		int inputs = gram.numRows;
		int others = inputs - CONTROLS;
		DMatrixRMaj controls = CommonOps_DDRM.extract(gram, 0, CONTROLS, 0, CONTROLS);
		for (int i = 0; i < CONTROLS; i++) {
			controls.add(i, i, RIDGE);
		}
		CommonOps_DDRM.invert(controls);
		DMatrixRMaj beside = CommonOps_DDRM.extract(gram, CONTROLS, inputs, 0, CONTROLS);
		DMatrixRMaj project = new DMatrixRMaj(others, CONTROLS);
		CommonOps_DDRM.mult(beside, controls, project);
		DMatrixRMaj left = CommonOps_DDRM.extract(gram, CONTROLS, inputs, CONTROLS, inputs);
		CommonOps_DDRM.multAdd(-1, project, CommonOps_DDRM.extract(gram, 0, CONTROLS, CONTROLS, inputs), left);
		DMatrixRMaj right = CommonOps_DDRM.extract(cross, CONTROLS, inputs, 0, 1);
		CommonOps_DDRM.multAdd(-1, project, CommonOps_DDRM.extract(cross, 0, CONTROLS, 0, 1), right);
		double[] weights = new double[others];
		for (int sweep = 0; sweep < SWEEPS; sweep++) {
			double moved = 0;
			for (int i = 0; i < others; i++) {
				double gradient = right.get(i);
				for (int j = 0; j < others; j++) {
					gradient -= left.get(i, j) * weights[j];
				}
				double next = (left.get(i, i) > RIDGE) ? Math.max(0, weights[i] + gradient / left.get(i, i)) : 0;
				moved = Math.max(moved, Math.abs(next - weights[i]));
				weights[i] = next;
			}
			if (moved < 1e-9) {
				break;
			}
		}
		return weights;
	}

}
