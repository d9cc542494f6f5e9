/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.util.Arrays;
import java.util.function.IntFunction;

import org.presage.worldmodel.net.MessageRow;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * Calls of few shapes, as a GPU needs them: the number of cells is padded with empty ones
 * to a power of two, and a call of more than {@value #MOST} cells becomes several of
 * {@value #MOST}, the last one padded. So each shape is prepared once, and the memory of
 * a call is bounded. Owned by one thread; allocates nothing in a call.
 */
public final class FixedShapeImaginer implements Imaginer {

	/** Cells of the largest call. */
	public static final int MOST = 1024;

	private final Imaginer plain;

	private final NetworkSpec spec;

	private final int contextSize;

	/** Cells of the largest call that is made here. */
	private final int part;

	private final float[] windows;

	private final float[] contexts;

	private final float[] received;

	private final float[] plans;

	private final float[] objectives;

	private final float[] proposals;

	private final int objective;

	private final int proposed;

	private final Prediction forecast;

	/**
	 * @param contextSize K
	 * @param cells most cells of one call
	 * @param plansEach most plans of one cell in one call
	 * @param plain makes the imaginer that is called, for so many cells; closed with this
	 * one
	 */
	public FixedShapeImaginer(ModelManifest manifest, int contextSize, int cells, int plansEach,
			IntFunction<Imaginer> plain) {
		this.spec = manifest.network();
		this.contextSize = contextSize;
		this.part = cells(cells);
		ProposalSpec sizes = manifest.proposals();
		this.objective = (sizes != null) ? sizes.objective() : 0;
		this.proposed = (sizes != null) ? sizes.plans() * this.spec.horizon() : 0;
		this.windows = new float[this.part * this.spec.window() * this.spec.features()];
		this.contexts = new float[this.part * contextSize];
		this.received = new float[this.spec.sendsMessages() ? this.part * received() : 0];
		this.plans = new float[this.part * plansEach * this.spec.horizon()];
		this.objectives = new float[this.part * this.objective];
		this.proposals = new float[this.part * this.proposed];
		this.forecast = new Prediction(this.part * plansEach, this.spec.horizon(), this.spec.targets());
		this.plain = plain.apply(this.part);
	}

	/** Numbers of all rows that a cell receives. */
	private int received() {
		return MessageRow.ROWS * MessageRow.size(this.spec.horizon());
	}

	/** Cells of the largest call that is made for calls of so many. */
	public static int cells(int count) {
		return (count >= MOST) ? MOST : 1 << (Integer.SIZE - Integer.numberOfLeadingZeros(count - 1));
	}

	/** What is there from {@code offset} on, then zeros. */
	private static void pad(float[] from, int offset, int length, float[] to, int padded) {
		System.arraycopy(from, offset, to, 0, length);
		Arrays.fill(to, length, padded, 0);
	}

	@Override
	public void encode(int cells, float[] from, float[] to) {
		int window = this.spec.window() * this.spec.features();
		for (int first = 0; first < cells; first += this.part) {
			int count = Math.min(this.part, cells - first);
			int shape = (cells > this.part) ? this.part : cells(count);
			pad(from, first * window, count * window, this.windows, shape * window);
			this.plain.encode(shape, this.windows, this.contexts);
			System.arraycopy(this.contexts, 0, to, first * this.contextSize, count * this.contextSize);
		}
	}

	@Override
	public void receive(int cells, float[] to, float[] messages) {
		int row = received();
		for (int first = 0; first < cells; first += this.part) {
			int count = Math.min(this.part, cells - first);
			int shape = (cells > this.part) ? this.part : cells(count);
			pad(to, first * this.contextSize, count * this.contextSize, this.contexts, shape * this.contextSize);
			pad(messages, first * row, count * row, this.received, shape * row);
			this.plain.receive(shape, this.contexts, this.received);
			System.arraycopy(this.contexts, 0, to, first * this.contextSize, count * this.contextSize);
		}
	}

	@Override
	public void imagine(int cells, float[] from, int plansPerCell, float[] actions, Prediction to) {
		int row = plansPerCell * this.spec.horizon();
		to.plans(cells * plansPerCell);
		for (int first = 0; first < cells; first += this.part) {
			int count = Math.min(this.part, cells - first);
			int shape = (cells > this.part) ? this.part : cells(count);
			pad(from, first * this.contextSize, count * this.contextSize, this.contexts, shape * this.contextSize);
			pad(actions, first * row, count * row, this.plans, shape * row);
			this.plain.imagine(shape, this.contexts, plansPerCell, this.plans, this.forecast);
			int values = row * this.spec.targets();
			System.arraycopy(this.forecast.mean(), 0, to.mean(), first * values, count * values);
			System.arraycopy(this.forecast.aleatoric(), 0, to.aleatoric(), first * values, count * values);
			System.arraycopy(this.forecast.epistemic(), 0, to.epistemic(), first * values, count * values);
			System.arraycopy(this.forecast.sla(), 0, to.sla(), first * row, count * row);
			System.arraycopy(this.forecast.outage(), 0, to.outage(), first * row, count * row);
		}
	}

	@Override
	public void propose(int cells, float[] from, float[] wanted, float[] to) {
		for (int first = 0; first < cells; first += this.part) {
			int count = Math.min(this.part, cells - first);
			int shape = (cells > this.part) ? this.part : cells(count);
			pad(from, first * this.contextSize, count * this.contextSize, this.contexts, shape * this.contextSize);
			pad(wanted, first * this.objective, count * this.objective, this.objectives, shape * this.objective);
			this.plain.propose(shape, this.contexts, this.objectives, this.proposals);
			System.arraycopy(this.proposals, 0, to, first * this.proposed, count * this.proposed);
		}
	}

	@Override
	public void close() {
		this.plain.close();
	}

}
