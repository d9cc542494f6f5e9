/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.duckdb.DuckDBAppender;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.presage.control.Decision;
import org.presage.control.Outcome;
import org.presage.control.Objective;
import org.presage.control.PlanInputs;
import org.presage.kpi.CellId;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiFrame;
import org.presage.planner.ActionSpace;

/** A row of the table {@code decisions}. From {@code kpis} on all is NULL if held. */
final class DecisionRow {

	static final String COLUMNS = "run BIGINT, id BIGINT, time TIMESTAMP_MS, node VARCHAR, cell VARCHAR, "
			+ "slice VARCHAR, sequence BIGINT, interval_end_ms BIGINT, frame FLOAT[], outcome VARCHAR, prbs INTEGER, "
			+ "model_version VARCHAR, latency_ns BIGINT, detail VARCHAR, policies VARCHAR[], kpis VARCHAR[], plan INTEGER[], "
			+ "score DOUBLE, hold_score DOUBLE, term_names VARCHAR[], terms DOUBLE[], rollouts INTEGER, "
			+ "iterations INTEGER, model_sha256 VARCHAR, slices VARCHAR[], slice_index INTEGER, windows BLOB, "
			+ "window_sha256 VARCHAR, in_force FLOAT[], previous FLOAT[], bounds INTEGER[], budget INTEGER, "
			+ "call_windows INTEGER, call_position INTEGER, intents VARCHAR[], corrections FLOAT[], "
			+ "announced FLOAT[], charges FLOAT[]";

	/** Columns of a plan, the last ones. */
	private static final int PLAN_COLUMNS = 23;

	/** Values of one slice in {@code bounds}: min, max, largest step. */
	private static final int BOUNDS = 3;

	private static final JsonMapper JSON = JsonMapper.shared();

	private DecisionRow() {
	}

	static void append(DuckDBAppender row, long run, KeptDecision kept) throws SQLException {
		Decision decision = kept.decision();
		KpiFrame frame = decision.frame();
		row.beginRow().append(run).append(decision.id()).appendEpochMillis(kept.timeMs());
		row.append(frame.cell().node()).append(frame.cell().cell()).append(frame.cell().slice());
		row.append(frame.sequence()).append(frame.intervalEndMs()).append(frame.values());
		row.append(decision.outcome().name())
			.append((decision.prbs() != Decision.UNKNOWN) ? (Integer) decision.prbs() : null);
		row.append(decision.modelVersion()).append(decision.latencyNs()).append(decision.detail());
		row.append(decision.intent().policies());
		Decision.PlanForecast forecast = decision.forecast();
		PlanInputs inputs = kept.inputs();
		if (forecast != null && inputs != null) {
			append(row, forecast);
			append(row, inputs, kept.slice());
		}
		else {
			for (int i = 0; i < PLAN_COLUMNS; i++) {
				row.appendNull();
			}
		}
		row.endRow();
	}

	private static void append(DuckDBAppender row, Decision.PlanForecast forecast) throws SQLException {
		row.append(forecast.schema().kpis().stream().map(Kpi::name).toList());
		row.append(forecast.actions()).append(forecast.score());
		row.append(Double.isNaN(forecast.holdScore()) ? null : (Double) forecast.holdScore());
		row.append(Objective.termNames(forecast.schema())).append(forecast.terms()).append(forecast.rollouts());
	}

	private static void append(DuckDBAppender row, PlanInputs inputs, int slice) throws SQLException {
		row.append(inputs.iterations()).append(JSON.writeValueAsString(new TreeMap<>(inputs.graphs())));
		row.append(inputs.slices()).append(slice);
		row.append(FloatBytes.of(inputs.windows())).append(FloatBytes.sha256(inputs.windows()));
		row.append(inputs.inForce());
		append(row, inputs.previous());
		row.append(inputs.bounds()
			.stream()
			.flatMapToInt((slices) -> IntStream.of(slices.min(), slices.max(), slices.maxStep()))
			.toArray());
		row.append(inputs.budget()).append(inputs.callWindows()).append(inputs.callPosition());
		row.append(inputs.intents().stream().map(RecordedSettings::json).toList());
		append(row, inputs.corrections());
		append(row, inputs.announced());
		append(row, inputs.charges());
	}

	private static void append(DuckDBAppender row, float @Nullable [] values) throws SQLException {
		if (values != null) {
			row.append(values);
		}
		else {
			row.appendNull();
		}
	}

	static AuditRecord read(ResultSet row) throws SQLException {
		CellId cell = new CellId(row.getString("node"), row.getString("cell"), row.getString("slice"));
		int prbs = row.getInt("prbs");
		int known = row.wasNull() ? Decision.UNKNOWN : prbs;
		KpiFrame frame = new KpiFrame(cell, row.getLong("sequence"), row.getLong("interval_end_ms"),
				floats(row, "frame"));
		Outcome outcome = Outcome.valueOf(row.getString("outcome"));
		return new AuditRecord(row.getLong("id"), row.getLong("time_ms"), frame, outcome, known,
				row.getString("model_version"), row.getLong("latency_ns"), row.getString("detail"),
				texts(row, "policies"), (row.getArray("plan") != null) ? planned(row) : null);
	}

	private static AuditRecord.Planned planned(ResultSet row) throws SQLException {
		double hold = row.getDouble("hold_score");
		double holdScore = row.wasNull() ? Double.NaN : hold;
		return new AuditRecord.Planned(inputs(row), row.getString("window_sha256"), row.getInt("slice_index"),
				ints(row, "plan"), row.getDouble("score"), holdScore,
				Arrays.stream(values(row, "terms")).mapToDouble((value) -> (Double) value).toArray(),
				row.getInt("rollouts"));
	}

	private static PlanInputs inputs(ResultSet row) throws SQLException {
		Map<String, String> graphs = JSON.readValue(row.getString("model_sha256"), new TypeReference<>() {
		});
		int[] bounds = ints(row, "bounds");
		List<ActionSpace> spaces = new ArrayList<>();
		for (int i = 0; i + BOUNDS <= bounds.length; i += BOUNDS) {
			spaces.add(new ActionSpace(bounds[i], bounds[i + 1], bounds[i + 2]));
		}
		return new PlanInputs(graphs, texts(row, "slices"), FloatBytes.from(row.getBytes(row.findColumn("windows"))),
				floats(row, "in_force"), optionalFloats(row, "previous"), spaces, row.getInt("budget"),
				row.getInt("iterations"), row.getInt("call_windows"), row.getInt("call_position"),
				texts(row, "intents").stream().map(RecordedSettings::readIntent).toList(),
				optionalFloats(row, "corrections"), optionalFloats(row, "announced"), optionalFloats(row, "charges"));
	}

	private static Object[] values(ResultSet row, String column) throws SQLException {
		return (Object[]) row.getArray(column).getArray();
	}

	private static List<String> texts(ResultSet row, String column) throws SQLException {
		return Arrays.stream(values(row, column)).map(String::valueOf).toList();
	}

	private static int[] ints(ResultSet row, String column) throws SQLException {
		return Arrays.stream(values(row, column)).mapToInt((value) -> (Integer) value).toArray();
	}

	private static float @Nullable [] optionalFloats(ResultSet row, String column) throws SQLException {
		return (row.getArray(column) != null) ? floats(row, column) : null;
	}

	private static float[] floats(ResultSet row, String column) throws SQLException {
		Object[] values = values(row, column);
		float[] floats = new float[values.length];
		for (int i = 0; i < floats.length; i++) {
			floats[i] = (Float) values[i];
		}
		return floats;
	}

}
