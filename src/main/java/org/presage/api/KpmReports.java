/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.api;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import com.google.protobuf.ByteString;
import org.jspecify.annotations.Nullable;

import org.presage.api.v1.KpmIndication;
import org.presage.base.InvalidInputException;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.dialect.Dialects;
import org.presage.e2.dialect.HeaderTimeCheck;
import org.presage.e2.dialect.IndicationReader;
import org.presage.e2.dialect.IntervalClock;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.HeaderTime;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;

/**
 * Reads the indications that come as bytes on one stream. Remembers what tells the
 * intervals of a cell apart, and the subscription that was decoded last. Owned by the
 * stream.
 */
public final class KpmReports {

	/** Cells that reported longest ago are forgotten: a stream may name any number. */
	private static final int MAX_CELLS = 10_000;

	private final Dialects dialects;

	private final KpiSchema schema;

	private final Consumer<String> implausible;

	private final @Nullable BiConsumer<CellId, String> absurd;

	private final Map<String, IndicationReader> readers = new HashMap<>();

	private final Map<CellId, IntervalClock> clocks = new LinkedHashMap<>(16, 0.75f, true) {
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<CellId, IntervalClock> eldest) {
			return size() > MAX_CELLS;
		}
	};

	private ByteString definition = ByteString.EMPTY;

	private String definitionDialect = "";

	private List<Measurement> subscribed = List.of();

	/**
	 * @param implausible receives the name of every measurement whose value cannot be
	 * @param absurd receives what is wrong with a time that cannot be, in whose place
	 * that of receipt is used; null for indications of the past, whose times all count
	 */
	public KpmReports(Dialects dialects, KpiSchema schema, Consumer<String> implausible,
			@Nullable BiConsumer<CellId, String> absurd) {
		this.dialects = dialects;
		this.schema = schema;
		this.implausible = implausible;
		this.absurd = absurd;
	}

	/** What frames are made for. */
	public KpiSchema schema() {
		return this.schema;
	}

	/**
	 * @throws InvalidInputException naming what is wrong
	 */
	IndicationReader.Indication read(KpmIndication kpm) {
		IndicationReader reader = this.readers.get(kpm.getDialect());
		if (reader == null) {
			Dialect dialect = this.dialects.get("kpm.dialect", kpm.getDialect());
			reader = new IndicationReader(dialect.reader(this.schema, this.implausible), this.schema, dialect);
			this.readers.put(kpm.getDialect(), reader);
		}
		if (!kpm.getActionDefinition().equals(this.definition) || !kpm.getDialect().equals(this.definitionDialect)) {
			this.subscribed = measurements(kpm.getActionDefinition(),
					this.dialects.get("kpm.dialect", kpm.getDialect()));
			this.definition = kpm.getActionDefinition();
			this.definitionDialect = kpm.getDialect();
		}
		return reader.read(kpm.getHeader().toByteArray(), kpm.getMessage().toByteArray(), this.subscribed);
	}

	private static List<Measurement> measurements(ByteString definition, Dialect dialect) {
		return definition.isEmpty() ? List.of()
				: IndicationReader
					.decode("kpm.action_definition", "an E2SM-KPM-ActionDefinition",
							() -> ActionDefinition.TYPES.in(dialect.wire()).decode(definition.toByteArray()))
					.measurements();
	}

	/**
	 * End of the indication's interval in ms since 1970; now if the node tells no time,
	 * or one that cannot be.
	 */
	long endMs(CellId cell, IndicationReader.Indication indication, String dialect, long nowMs) {
		return isReceipt(cell, indication, dialect, nowMs) ? nowMs
				: this.clocks.computeIfAbsent(cell, (unseen) -> new IntervalClock(this.schema.stepMs()))
					.endMs(indication);
	}

	private boolean isReceipt(CellId cell, IndicationReader.Indication indication, String dialect, long nowMs) {
		BiConsumer<CellId, String> live = this.absurd;
		if (live == null) {
			return indication.startMs() == HeaderTime.NOT_TOLD;
		}
		HeaderTimeCheck.Result checked = HeaderTimeCheck.check(indication, nowMs);
		if (checked == HeaderTimeCheck.Result.ABSURD) {
			live.accept(cell, HeaderTimeCheck.text(indication, nowMs, dialect));
		}
		return checked != HeaderTimeCheck.Result.HEADER;
	}

}
