/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.neighbours;

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
import org.presage.base.JsonResult;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.Neighbours;
import org.presage.offline.data.Dataset;
import org.presage.offline.data.Series;

/**
 * Who is whose neighbour, from traces: whose PRBs explain what interferes with whom. For
 * each series the change from row to row of an index of interference (RSSI up; SINR, RSRQ
 * and CQI down) is regressed on the changes of the PRBs of all others, which cannot help
 * (non-negative least squares), beside the changes of its own PRBs and buffer. Changes,
 * because levels move slowly and agree by chance.
 */
public final class CouplingEstimate {

	/** KPIs that interference moves, and which way. */
	private static final Map<String, Integer> INDEX = Map.of("RSSI", 1, "SINR", -1, "RSRQ", -1, "CQI", -1);

	/** Series that are compared with each other: the time grows with the square. */
	private static final int MOST_SERIES = 200;

	/** Probability that a series that hears nobody gets a neighbour. */
	private static final double CHANCE = 0.05;

	/** Rows for each input that is estimated: fewer fit by chance. */
	private static final int LEAST_ROWS = 3;

	/** Share of the strongest coupling below which there is none, −10 dB. */
	private static final double LEAST = 0.1;

	/** Own PRBs, those before, own buffer, 1. */
	private static final int CONTROLS = 4;

	/** The same and the index. */
	private static final int OWN = CONTROLS + 1;

	private static final int SWEEPS = 1000;

	private static final double RIDGE = 1e-6;

	private static final double SMALLEST_MOVE = 1e-9;

	private final Dataset data;

	private final KpiSchema schema;

	private AlignedChanges changes;

	private CouplingEstimate(Dataset data) {
		this.data = data;
		this.schema = data.schema();
		this.changes = new AlignedChanges(data, data.trace().series().getFirst());
	}

	/**
	 * What was found.
	 *
	 * @param relation couplings relative to the strongest of each series, which has 0 dB
	 * @param couplings of the same, by series
	 */
	public record Result(Neighbours relation, Map<String, List<Coupling>> couplings) {
	}

	/**
	 * A coupling of a series.
	 *
	 * @param cell that it hears
	 * @param couplingDb relative to its strongest one
	 * @param standardErrors how many of them the coupling is from 0, each as if the
	 * changes of the others were unrelated
	 * @param significant whether that is more than the largest of a series that hears
	 * nobody, but for 5 % of them
	 */
	@JsonResult
	public record Coupling(String cell, double couplingDb, double standardErrors, boolean significant) {
	}

	/** Is called after each series. */
	public interface Progress {

		void estimated(int series, int of);

	}

	/**
	 * Estimates the relation of all series on the training part.
	 * @throws InvalidInputException if the trace has no PRBs or no KPI that interference
	 * moves, there are too many series, or nobody hears anybody
	 */
	public static Result of(Dataset data, Progress progress) {
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
		Map<String, List<Coupling>> couplings = new LinkedHashMap<>();
		CouplingEstimate estimate = new CouplingEstimate(data);
		for (int s = 0; s < series; s++) {
			String name = data.trace().series().get(s).name();
			List<Coupling> found = estimate.of(s);
			couplings.put(name, found);
			cells.put(name, found.stream().map((one) -> new Neighbours.Neighbour(one.cell, one.couplingDb)).toList());
			progress.estimated(s + 1, series);
		}
		Neighbours relation = new Neighbours(cells);
		if (relation.related() == 0) {
			throw new InvalidInputException("neighbours",
					"series of the same times, where the PRBs of one move the interference of another",
					series + " series without");
		}
		return new Result(relation, couplings);
	}

	private static boolean observed(Dataset data, String kpi) {
		int at = data.schema().indexOf(kpi);
		return at >= 0 && data.observed(at);
	}

	private List<Coupling> of(int own) {
		List<Series> series = this.data.trace().series();
		if (!this.changes.isOf(series.get(own))) {
			this.changes = new AlignedChanges(this.data, series.get(own));
		}
		int[] others = IntStream.range(0, this.changes.series().size())
			.filter((n) -> this.changes.series().get(n) != own)
			.toArray();
		Fit fit = fit(own, others);
		double chance = Gaussian.quantile(1 - CHANCE / Math.max(1, others.length));
		// Of a series that hears nobody nothing counts, of another one what is larger
		// than its error.
		boolean hears = IntStream.range(0, others.length).anyMatch((n) -> fit.errors(n) > chance);
		int[] counting = IntStream.range(0, others.length).filter((n) -> hears && fit.errors(n) > 1).toArray();
		double most = Arrays.stream(counting).mapToDouble((n) -> fit.weights[n]).max().orElse(0);
		return Arrays.stream(counting)
			.filter((n) -> fit.weights[n] > LEAST * most)
			.boxed()
			.sorted(Comparator.comparingDouble((n) -> -fit.weights[n]))
			.limit(Neighbours.MOST)
			.map((n) -> new Coupling(series.get(this.changes.series().get(others[n])).name(),
					10 * Math.log10(fit.weights[n] / most), fit.errors(n), fit.errors(n) > chance))
			.toList();
	}

	/**
	 * Couplings to others, at least 0, and their standard errors.
	 *
	 * @param weights one for each
	 * @param error of the same
	 */
	private record Fit(double[] weights, double[] error) {

		/** How many standard errors a coupling is from 0. */
		double errors(int n) {
			return this.weights[n] / this.error[n];
		}

	}

	/**
	 * @param others places of the others among those of {@link AlignedChanges}
	 */
	private Fit fit(int own, int[] others) {
		double[] spreads = spreads(own);
		double[] x = new double[OWN + this.changes.series().size()];
		int[] used = this.data.segments(Dataset.Part.TRAIN)
			.stream()
			.filter((segment) -> segment.series() == own)
			.flatMapToInt((segment) -> IntStream.range(segment.from() + 2, segment.to()))
			.filter((row) -> own(own, row, spreads, x))
			.toArray();
		if (used.length <= LEAST_ROWS * (CONTROLS + others.length)) {
			double[] none = new double[others.length];
			Arrays.fill(none, Double.POSITIVE_INFINITY);
			return new Fit(new double[others.length], none);
		}
		DMatrixRMaj beside = new DMatrixRMaj(OWN, x.length);
		for (int row : used) {
			own(own, row, spreads, x);
			this.changes.fill(row, x, OWN);
			for (int i = 0; i < OWN; i++) {
				for (int j = 0; j < x.length; j++) {
					beside.data[i * x.length + j] += x[i] * x[j];
				}
			}
		}
		return nonNegative(products(beside, this.changes.products(used), others), used.length);
	}

	/** All products in the order of controls, others and index. */
	private static DMatrixRMaj products(DMatrixRMaj beside, DMatrixRMaj between, int[] others) {
		int inputs = CONTROLS + others.length;
		DMatrixRMaj all = new DMatrixRMaj(inputs + 1, inputs + 1);
		for (int i = 0; i <= inputs; i++) {
			for (int j = 0; j <= inputs; j++) {
				int row = place(i, others);
				int column = place(j, others);
				double product = (row < OWN) ? beside.get(row, column)
						: (column < OWN) ? beside.get(column, row) : between.get(row - OWN, column - OWN);
				all.set(i, j, product);
			}
		}
		return all;
	}

	private static int place(int input, int[] others) {
		if (input < CONTROLS) {
			return input;
		}
		return (input < CONTROLS + others.length) ? OWN + others[input - CONTROLS] : CONTROLS;
	}

	/** Lays out a row's own changes and the index; false if they are not all known. */
	private boolean own(int own, int row, double[] spreads, double[] x) {
		int action = this.schema.actionIndex();
		int buffer = this.schema.indexOf("Buffer");
		x[0] = value(own, row, action) - value(own, row - 1, action);
		x[1] = value(own, row - 1, action) - value(own, row - 2, action);
		double backlog = (buffer >= 0) ? value(own, row, buffer) - value(own, row - 1, buffer) : 0;
		x[2] = Double.isNaN(backlog) ? 0 : backlog;
		x[3] = 1;
		x[CONTROLS] = change(own, row, spreads);
		return !Double.isNaN(x[0]) && !Double.isNaN(x[1]) && !Double.isNaN(x[CONTROLS]);
	}

	private double value(int series, int row, int kpi) {
		return this.data.standardized(series)[row * this.schema.size() + kpi];
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
	 * convex.
	 * @param products of all inputs and the index with each other, summed over rows
	 * @param rows that were summed
	 */
	private static Fit nonNegative(DMatrixRMaj products, int rows) {
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
		double[] errors = new double[others];
		Arrays.setAll(errors, (i) -> error / Math.sqrt(left.get(i, i)));
		return new Fit(weights, errors);
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
