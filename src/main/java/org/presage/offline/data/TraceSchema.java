/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

import org.presage.base.InvalidInputException;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.OutageRule;
import org.presage.kpi.SlaRule;
import org.presage.kpi.Transform;

/**
 * A schema file: the KPIs, and the columns of a trace in which they stand.
 *
 * @param schema the frames that the trace becomes
 * @param seriesColumn names the series of a row; null if the file is one series
 * @param timeColumn end of the interval in ms; null if rows follow each other at the
 * schema's step
 * @param columns per KPI, in the schema's order
 * @param busy leaves idle series out; null keeps all
 */
public record TraceSchema(KpiSchema schema, @Nullable String seriesColumn, @Nullable String timeColumn,
		List<Column> columns, @Nullable Busy busy) {

	/**
	 * Which series are worth learning from.
	 *
	 * @param kpi that tells whether a row is busy
	 * @param above busy is a value above this, in the KPI's unit
	 * @param share of a series' rows that must be busy, 0 to 1
	 */
	public record Busy(String kpi, double above, double share) {

		boolean holds(Series series, KpiSchema schema) {
			int at = schema.indexOf(this.kpi);
			long busy = IntStream.range(0, series.rows())
				.filter((row) -> series.values()[row * schema.size() + at] > this.above)
				.count();
			return busy >= this.share * series.rows();
		}

	}

	/**
	 * Where a KPI stands.
	 *
	 * @param name of the column
	 * @param scale from the column's unit to the KPI's
	 */
	public record Column(String name, double scale) {
	}

	/** The tidy layout of {@code presage simulate}: columns are named as the KPIs. */
	public static TraceSchema tidy(KpiSchema schema) {
		return new TraceSchema(schema, "series", "t_ms",
				schema.kpis().stream().map((kpi) -> new Column(kpi.name(), 1)).toList(), null);
	}

	/** The schema file if there is one, the tidy layout of {@code otherwise} if not. */
	public static TraceSchema of(@Nullable Path file, KpiSchema otherwise) {
		return (file != null) ? read(file) : tidy(otherwise);
	}

	/**
	 * Reads a schema file; {@code docs/examples/} has commented ones.
	 * @throws DataException naming file and field if something is missing or wrong
	 */
	public static TraceSchema read(Path file) {
		YAMLMapper yaml = YAMLMapper.builder()
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
			.build();
		try {
			return yaml.readValue(file, SchemaFile.class).build();
		}
		catch (JacksonException | InvalidInputException ex) {
			throw new DataException("schema file " + file + ": " + ex.getMessage(), ex);
		}
	}

	private record SchemaFile(@Nullable String name, @Nullable Long stepMs, @Nullable String action,
			@Nullable String seriesColumn, @Nullable String timeColumn, @Nullable List<KpiEntry> kpis,
			@Nullable List<SlaRule> sla, @Nullable Map<String, Double> reward, @Nullable OutageRule outage,
			@Nullable Busy busy) {

		TraceSchema build() {
			if (this.stepMs == null || this.action == null || this.kpis == null) {
				throw new InvalidInputException(
						(this.stepMs == null) ? "stepMs" : (this.action == null) ? "action" : "kpis", "a value",
						"nothing");
			}
			List<Kpi> built = new ArrayList<>();
			List<Column> columns = new ArrayList<>();
			Map<String, Kpi> defaults = new HashMap<>();
			KpiSchema.standard(this.stepMs, 275).kpis().forEach((kpi) -> defaults.put(kpi.name(), kpi));
			for (KpiEntry entry : this.kpis) {
				built.add(entry.kpi(defaults.get(entry.name)));
				columns.add(new Column((entry.column != null) ? entry.column : String.valueOf(entry.name),
						(entry.scale != null) ? entry.scale : 1));
			}
			KpiSchema schema = new KpiSchema(this.name, this.stepMs, this.action, built, this.sla, this.reward,
					this.outage);
			if (this.busy != null && schema.indexOf(this.busy.kpi()) < 0) {
				throw new InvalidInputException("busy.kpi", "one of the KPIs", this.busy.kpi());
			}
			return new TraceSchema(schema, this.seriesColumn, this.timeColumn, columns, this.busy);
		}

	}

	private record KpiEntry(@Nullable String name, @Nullable String unit, @Nullable Double min, @Nullable Double max,
			@Nullable Transform transform, @Nullable String column, @Nullable Double scale) {

		/** The entry, with what it leaves out taken from the standard KPI of its name. */
		Kpi kpi(@Nullable Kpi standard) {
			if (this.name == null) {
				throw new InvalidInputException("kpis[].name", "a name", "nothing");
			}
			if (standard == null && (this.unit == null || this.min == null || this.max == null)) {
				throw new InvalidInputException("kpis[" + this.name + "]",
						"unit, min and max (it is not a standard KPI)", "one of them missing");
			}
			Kpi base = (standard != null) ? standard : new Kpi(this.name, "", 0, 1, null);
			return new Kpi(this.name, (this.unit != null) ? this.unit : base.unit(),
					(this.min != null) ? this.min : base.min(), (this.max != null) ? this.max : base.max(),
					(this.transform != null) ? this.transform : base.transform());
		}

	}

}
