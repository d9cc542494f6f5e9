/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.api.ExplainMessages;
import org.presage.api.v1.ExplainCellResponse;
import org.presage.api.v1.WhatIfResponse;
import org.presage.base.InvalidInputException;
import org.presage.base.NearestName;
import org.presage.control.ControlSettings;
import org.presage.explain.CellWindow;
import org.presage.explain.Explainer;
import org.presage.kpi.CellWindows;
import org.presage.kpi.KpiSchema;
import org.presage.offline.data.Series;
import org.presage.offline.data.Trace;
import org.presage.offline.data.TraceReader;
import org.presage.offline.data.TraceSchema;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.onnx.OnnxWorldModel;

/** A row of a recorded trace, explained by a model in this process. */
final class RecordedSource implements ExplainSource {

	private final OnnxWorldModel model;

	private final Explainer explainer;

	private final CellWindow window;

	private final String subject;

	private RecordedSource(OnnxWorldModel model, CellWindow window, String subject) {
		this.model = model;
		this.explainer = new Explainer(model, ControlSettings.defaults());
		this.window = window;
		this.subject = subject;
	}

	/**
	 * @param name of the series; null for the last one
	 * @param row newest of the window; null for the last one
	 * @param history most rows
	 */
	static RecordedSource open(@Nullable Path file, @Nullable Path schemaFile, Path data, @Nullable String name,
			@Nullable Integer row, int history) {
		OnnxWorldModel model = OnnxWorldModel.load(ModelFiles.read(file));
		try {
			KpiSchema schema = model.manifest().schema();
			TraceSchema columns = TraceSchema.of(schemaFile, schema);
			schema.requireSameFrames(columns.schema());
			Trace trace = TraceReader.read(columns, List.of(data));
			Series series = series(trace, name);
			int newest = (row != null) ? row : series.rows() - 1;
			if (newest < 0 || newest >= series.rows()) {
				throw new InvalidInputException("--row", "0 to " + (series.rows() - 1) + " in " + series.name(),
						newest);
			}
			int window = model.manifest().network().window();
			if (history < window) {
				throw new InvalidInputException("--history", "at least " + window + ", the model's window", history);
			}
			int first = first(series, newest, history, trace.gapMs());
			if (newest - first + 1 < window) {
				throw new InvalidInputException("--row",
						window + " rows without a gap up to row " + newest + " of " + series.name(),
						newest - first + 1);
			}
			return new RecordedSource(model, window(series, first, newest, schema),
					data.getFileName() + " " + series.name() + " row " + newest);
		}
		catch (RuntimeException ex) {
			model.close();
			throw ex;
		}
	}

	private static Series series(Trace trace, @Nullable String name) {
		if (name == null) {
			return trace.series().getLast();
		}
		return trace.series()
			.stream()
			.filter((s) -> s.name().equals(name))
			.findFirst()
			.orElseThrow(
					() -> new InvalidInputException("--series",
							"one of the trace's " + trace.series().size() + ", for example "
									+ trace.series().getFirst().name(),
							name)
						.hinted(NearestName.question(name, trace.series().stream().map(Series::name).toList())));
	}

	/** A window does not reach over a gap, as in the control loop. */
	private static int first(Series series, int newest, int history, long gapMs) {
		int first = newest;
		while (first > 0 && newest - first + 1 < history
				&& !CellWindows.isGap(series.timesMs()[first - 1], series.timesMs()[first], gapMs)) {
			first--;
		}
		return first;
	}

	private static CellWindow window(Series series, int first, int newest, KpiSchema schema) {
		int kpis = schema.size();
		float[] frames = Arrays.copyOfRange(series.values(), first * kpis, (newest + 1) * kpis);
		return CellWindow.recorded(frames, frames[frames.length - kpis + schema.actionIndex()]);
	}

	@Override
	public String subject() {
		return this.subject;
	}

	@Override
	public ExplainCellResponse explain(double difference) {
		return ExplainMessages.explanation(ExplainMessages.about(this.model.manifest(), this.window),
				this.model.manifest().schema(), this.explainer.explain(this.window, difference));
	}

	@Override
	public WhatIfResponse whatIf(WhatIfOption alternative) {
		return ExplainMessages.whatIf(ExplainMessages.about(this.model.manifest(), this.window),
				this.model.manifest().schema(), this.explainer.whatIf(this.window, alternative.alternative()));
	}

	@Override
	public void close() {
		this.explainer.close();
		this.model.close();
	}

}
