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

import org.presage.base.Gaussian;
import org.presage.base.InvalidInputException;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Neighbours;
import org.presage.offline.data.AlignedRows;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;

/**
 * Who is whose neighbour, from traces: whose PRBs explain what interferes with whom. For
 * each series the change from row to row of an index of interference (RSSI up; SINR, RSRQ
 * PRBs, which cannot help (non-negative least squares), beside the changes of its own
 * PRBs and buffer. Changes, because levels move slowly and agree by chance.
 */
public final class CouplingEstimate {

	/** KPIs that interference moves, and which way. */
	private static final Map<String, Integer> INDEX = Map.of("RSSI", 1, "SINR", -1, "RSRQ", -1, "CQI", -1);

	/** Series that are compared with each other: the time grows with the cube. */
	private static final int MOST_SERIES = 200;

	/** Probability that a series that hears nobody gets a neighbour. */
	private static final double CHANCE = 0.05;

	/** Rows for each input that is estimated: fewer fit by chance. */
	private static final int LEAST_ROWS = 3;

	/** Rows that are added up at once. */
	private static final int BLOCK = 256;

	/** Share of the strongest coupling below which there is none, −10 dB. */
	private static final double LEAST = 0.1;

	/** Own PRBs, those before, own buffer, 1. */
	private static final int CONTROLS = 4;

	private static final int SWEEPS = 1000;

	private static final double RIDGE = 1e-6;

	private static final double SMALLEST_MOVE = 1e-9;

	private final Dataset data;

	private final KpiSchema schema;

	private CouplingEstimate(Dataset data) {
		this.data = data;
		this.schema = data.schema();
	}

	/**
	 * Estimates the relation of all series on the training part.
	 * @return couplings relative to the strongest of each series, which has 0 dB
	 * @throws InvalidInputException if the trace has no PRBs or no KPI that interference
	 * moves, there are too many series, or nobody hears anybody
	 */
	public static Neighbours of(Dataset data) {
		if (INDEX.keySet().stream().noneMatch((kpi) -> observed(data, kpi))) {
			throw new InvalidInputException("neighbours",
					"a KPI that interference moves, one of " + INDEX.keySet().stream().sorted().toList(),
					data.schema().kpis().stream().map((kpi) -> kpi.name()).toList());
		}
		if (!data.observed(data.schema().actionIndex())) {
			throw new InvalidInputException("neighbours", "values of " + data.schema().action(), "none");
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
		Neighbours found = new Neighbours(cells);
		if (found.related() == 0) {
			throw new InvalidInputException("neighbours",
					"series of the same times, where the PRBs of one move the interference of another",
					series + " series without");
		}
		return found;
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
			.filter((n) -> weights[n] > 0 && weights[n] > LEAST * most)
			.boxed()
			.sorted(Comparator.comparingDouble((n) -> -weights[n]))
			.limit(Neighbours.MOST)
			.map((n) -> new Neighbours.Neighbour(series.get(others.get(n)).name(), 10 * Math.log10(weights[n] / most)))
			.toList();
	}

	/** Couplings to others; 0 where they are not distinguishable from none. */
	private double[] weights(int own, List<Integer> others, List<int[]> rows) {
		int inputs = CONTROLS + others.size();
		double[] spreads = spreads(own);
		double[] x = new double[inputs + 1];
		DMatrixRMaj block = new DMatrixRMaj(BLOCK, inputs + 1);
		DMatrixRMaj products = new DMatrixRMaj(inputs + 1, inputs + 1);
		int used = 0;
		for (Dataset.Segment segment : this.data.segments(Dataset.Part.TRAIN)) {
			for (int row = segment.from() + 2; segment.series() == own && row < segment.to(); row++) {
				x[inputs] = change(own, row, spreads);
				if (inputs(own, row, others, rows, x) && !Double.isNaN(x[inputs])) {
					System.arraycopy(x, 0, block.data, used % BLOCK * (inputs + 1), inputs + 1);
					used++;
					if (used % BLOCK == 0) {
						CommonOps_DDRM.multAddTransA(block, block, products);
					}
				}
			}
		}
		block.reshape(used % BLOCK, inputs + 1, true);
		CommonOps_DDRM.multAddTransA(block, block, products);
		return (used > LEAST_ROWS * inputs) ? nonNegative(products, used) : new double[others.size()];
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

	/** Spread of each KPI of {@link #INDEX} in a series, in the order of its schema. */
	private double[] spreads(int series) {
		double[] spreads = new double[this.schema.size()];
		int rows = this.data.trace().series().get(series).rows();
		for (int kpi = 0; kpi < spreads.length; kpi++) {
			if (INDEX.containsKey(this.schema.kpi(kpi).name())) {
				int at = kpi;
				spreads[kpi] = spread(IntStream.range(0, rows).mapToDouble((row) -> value(series, row, at)).toArray());
			}
		}
		return spreads;
	}

	/** Change of the index, of the KPIs that both rows have; NaN without any. */
	private double change(int series, int row, double[] spreads) {
		double sum = Double.NaN;
		for (int kpi = 0; kpi < spreads.length; kpi++) {
			if (spreads[kpi] > 0) {
				double moved = (value(series, row, kpi) - value(series, row - 1, kpi)) / spreads[kpi];
				double signed = moved * INDEX.getOrDefault(this.schema.kpi(kpi).name(), 0);
				sum = Double.isNaN(signed) ? sum : (Double.isNaN(sum) ? 0 : sum) + signed;
			}
		}
		return sum;
	}

	private static double spread(double[] values) {
		double[] present = Arrays.stream(values).filter((value) -> !Double.isNaN(value)).toArray();
		double mean = Arrays.stream(present).average().orElse(0);
		return Math.sqrt(Arrays.stream(present).map((value) -> (value - mean) * (value - mean)).average().orElse(0));
	}

	/**
	 * Least squares with weights of at least 0 for all inputs but the controls, which are
	 * projected out first; by coordinate descent, which converges because the problem is
	 * convex. Weights of a series that hears nobody are 0, and those within their
	 * standard error.
	 * @param products of all inputs and the index with each other, summed over rows
	 * @param rows that were summed
	 */
	private static double[] nonNegative(DMatrixRMaj products, int rows) {
		int all = products.numRows;
		int others = all - CONTROLS - 1;
		DMatrixRMaj controls = CommonOps_DDRM.extract(products, 0, CONTROLS, 0, CONTROLS);
		for (int i = 0; i < CONTROLS; i++) {
			controls.add(i, i, RIDGE);
		}
		CommonOps_DDRM.invert(controls);
		DMatrixRMaj beside = CommonOps_DDRM.extract(products, CONTROLS, all, 0, CONTROLS);
		DMatrixRMaj project = new DMatrixRMaj(others + 1, CONTROLS);
		CommonOps_DDRM.mult(beside, controls, project);
		DMatrixRMaj left = CommonOps_DDRM.extract(products, CONTROLS, all, CONTROLS, all);
		CommonOps_DDRM.multAdd(-1, project, CommonOps_DDRM.extract(products, 0, CONTROLS, CONTROLS, all), left);
		double[] weights = new double[others];
		double moved = 1;
		for (int sweep = 0; sweep < SWEEPS && moved > SMALLEST_MOVE; sweep++) {
			moved = 0;
			for (int i = 0; i < others; i++) {
				double gradient = gradient(left, weights, i);
				double next = (left.get(i, i) > RIDGE) ? Math.max(0, weights[i] + gradient / left.get(i, i)) : 0;
				moved = Math.max(moved, Math.abs(next - weights[i]));
				weights[i] = next;
			}
		}
		double unexplained = left.get(others, others);
		for (int i = 0; i < others; i++) {
			unexplained -= weights[i] * (left.get(i, others) + gradient(left, weights, i));
		}
		long active = Arrays.stream(weights).filter((weight) -> weight > 0).count();
		double error = Math.sqrt(Math.max(RIDGE, unexplained) / (rows - CONTROLS - active));
		double[] size = new double[others];
		Arrays.setAll(size, (i) -> weights[i] * Math.sqrt(left.get(i, i)) / error);
		boolean hears = Arrays.stream(size).max().orElse(0) > Gaussian.quantile(1 - CHANCE / Math.max(1, others));
		for (int i = 0; i < others; i++) {
			weights[i] = (hears && size[i] > 1) ? weights[i] : 0;
		}
		return weights;
	}

	/** How the fit to the last column gains by a weight. */
	private static double gradient(DMatrixRMaj left, double[] weights, int at) {
		double gradient = left.get(at, weights.length);
		for (int j = 0; j < weights.length; j++) {
			gradient -= left.get(at, j) * weights[j];
		}
		return gradient;
	}

}
