/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import java.util.ArrayList;
import java.util.List;

import org.presage.api.v1.AbsolutePlan;
import org.presage.api.v1.LiveCell;
import org.presage.api.v1.RecordedWindow;
import org.presage.api.v1.WhatIfRequest;
import org.presage.base.InvalidInputException;
import org.presage.explain.Alternative;
import org.presage.explain.CellWindow;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;

/**
 * Reads requests. Errors carry the field, what was expected and what was found.
 */
public final class ExplainRequests {

	/** The most that the loop can be configured to keep of a cell. */
	private static final int MOST_FRAMES = 1024;

	private ExplainRequests() {
	}

	/** A window that came with a request, and the names in it that the schema lacks. */
	public record Recorded(CellWindow window, List<String> ignored) {
	}

	public static CellId cellId(LiveCell cell) {
		return ReportReader.cellId(cell.getNodeId(), cell.getCell(), cell.hasSlice() ? cell.getSlice() : null);
	}

	public static Recorded recorded(RecordedWindow recorded, KpiSchema schema) {
		int count = recorded.getFramesCount();
		if (count > MOST_FRAMES) {
			throw new InvalidInputException("frames", "at most " + MOST_FRAMES, count);
		}
		ReportReader reader = new ReportReader(schema, (kpi, wrong) -> {
			throw wrong.get();
		});
		List<String> ignored = new ArrayList<>();
		float[] frames = new float[count * schema.size()];
		for (int n = 0; n < count; n++) {
			System.arraycopy(values(reader, recorded, n, ignored), 0, frames, n * schema.size(), schema.size());
		}
		float inForce = (count > 0) ? frames[(count - 1) * schema.size() + schema.actionIndex()] : Float.NaN;
		return new Recorded(CellWindow.recorded(frames, inForce), ignored.stream().distinct().toList());
	}

	private static float[] values(ReportReader reader, RecordedWindow recorded, int n, List<String> ignored) {
		try {
			return reader.values(recorded.getFrames(n).getKpisList(), ignored);
		}
		catch (InvalidInputException ex) {
			throw ex.inside("frames[" + n + "].");
		}
	}

	public static Alternative.Absolute plan(AbsolutePlan plan) {
		float[] prbs = new float[plan.getPrbsCount()];
		for (int h = 0; h < prbs.length; h++) {
			prbs[h] = (float) plan.getPrbs(h);
		}
		return new Alternative.Absolute(prbs);
	}

	public static Alternative alternative(WhatIfRequest request) {
		return switch (request.getAlternativeCase()) {
			case PLAN -> plan(request.getPlan());
			case CHANGE -> new Alternative.Relative(request.getChange().getPercent(), request.getChange().getSteps());
			case ALTERNATIVE_NOT_SET -> throw new InvalidInputException("alternative", "plan or change", "neither");
		};
	}

}
