/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.testing;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.WorldModel;

/**
 * A model of {@link TestModels#schema} with a defect: it throws when the newest frame of
 * a window that it encodes has a SINR of {@link #SINR}.
 */
public final class DefectiveModel implements WorldModel {

	/** In dB, exactly representable after standardisation. */
	public static final float SINR = 60;

	private final WorldModel model;

	private final Supplier<RuntimeException> defect;

	private final BooleanSupplier unmeasurable;

	public DefectiveModel(WorldModel model, Supplier<RuntimeException> defect) {
		this(model, defect, () -> false);
	}

	/**
	 * With another defect.
	 * @param unmeasurable whether it throws when asked how much memory a call takes
	 */
	public DefectiveModel(WorldModel model, Supplier<RuntimeException> defect, BooleanSupplier unmeasurable) {
		this.model = model;
		this.defect = defect;
		this.unmeasurable = unmeasurable;
	}

	@Override
	public long imaginerBytes(int cells, int plans) {
		if (this.unmeasurable.getAsBoolean()) {
			throw this.defect.get();
		}
		return this.model.imaginerBytes(cells, plans);
	}

	@Override
	public ModelManifest manifest() {
		return this.model.manifest();
	}

	@Override
	public int contextSize() {
		return this.model.contextSize();
	}

	@Override
	public WorldModel replica() {
		return new DefectiveModel(this.model.replica(), this.defect, this.unmeasurable);
	}

	@Override
	public Imaginer imaginer(int cells, int plans) {
		return new DefectiveImaginer(this.model.imaginer(cells, plans));
	}

	@Override
	public void close() {
		this.model.close();
	}

	private final class DefectiveImaginer implements Imaginer {

		private final Imaginer imaginer;

		DefectiveImaginer(Imaginer imaginer) {
			this.imaginer = imaginer;
		}

		@Override
		public void encode(int cells, float[] windows, float[] contexts) {
			int frame = manifest().schema().size();
			float bad = manifest().scaler().standardize(0, SINR);
			for (int c = 1; c <= cells; c++) {
				if (windows[c * TestModels.WINDOW * frame - frame] == bad) {
					throw DefectiveModel.this.defect.get();
				}
			}
			this.imaginer.encode(cells, windows, contexts);
		}

		@Override
		public void receive(int cells, float[] contexts, float[] received) {
			this.imaginer.receive(cells, contexts, received);
		}

		@Override
		public void imagine(int cells, float[] contexts, int plansPerCell, float[] plans, Prediction forecast) {
			this.imaginer.imagine(cells, contexts, plansPerCell, plans, forecast);
		}

		@Override
		public void propose(int cells, float[] contexts, float[] objectives, float[] proposals) {
			this.imaginer.propose(cells, contexts, objectives, proposals);
		}

		@Override
		public void close() {
			this.imaginer.close();
		}

	}

}
