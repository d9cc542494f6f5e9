/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

import org.presage.base.InvalidInputException;
import org.presage.base.TaskTimer;
import org.presage.control.metrics.Metric;
import org.presage.kpi.NeighbourFile;
import org.presage.kpi.Neighbours;
import org.presage.ric.RicNeighbours;
import org.presage.server.config.NeighbourProperties;
import org.presage.server.config.WatchedFiles;

/**
 * Which cells receive which others: as the file says that is watched, and of cells that
 * it does not name, as the RIC lists.
 */
final class NeighbourRelation implements Supplier<Neighbours>, AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(NeighbourRelation.class);

	private final TaskTimer watch;

	private final boolean auto;

	private Neighbours filed = Neighbours.NONE;

	private Neighbours listed = Neighbours.NONE;

	private volatile Neighbours relation = Neighbours.NONE;

	/**
	 * @throws InvalidConfigurationPropertyValueException if there is something wrong with
	 * the file
	 */
	NeighbourRelation(NeighbourProperties properties, MeterRegistry meters) {
		Counter taken = Metric.NEIGHBOURS_RELOAD.counter(meters);
		Counter failed = Metric.NEIGHBOURS_RELOAD_FAILED.counter(meters);
		this.watch = PresageServer.timer("neighbours", meters);
		this.auto = properties.auto();
		Path file = properties.file();
		if (file != null) {
			WatchedFiles files = new WatchedFiles(() -> List.of(file), () -> take(file), taken, failed);
			PresageServer.every(properties.watch(), this.watch, files::check);
		}
	}

	private void take(Path file) {
		try {
			Neighbours read = NeighbourFile.read(file);
			combine(read, null);
			LOG.info("neighbours of {} cells from {}", read.related(), file);
		}
		catch (InvalidInputException ex) {
			throw new InvalidConfigurationPropertyValueException("presage.neighbours.file", file,
					String.valueOf(ex.getMessage()));
		}
	}

	/**
	 * Takes what a RIC lists.
	 * @param source of it, as a log names it
	 * @return null if nobody asked for it
	 */
	@Nullable RicNeighbours ofRic(String source) {
		return this.auto ? new RicNeighbours(source, (relation) -> combine(null, relation)) : null;
	}

	/** What the file says of a cell counts, by either of its names. */
	private synchronized void combine(@Nullable Neighbours fromFile, @Nullable Neighbours fromRic) {
		this.filed = (fromFile != null) ? fromFile : this.filed;
		this.listed = (fromRic != null) ? fromRic : this.listed;
		Map<String, List<Neighbours.Neighbour>> cells = new LinkedHashMap<>(this.filed.cells());
		this.listed.cells().forEach((cell, neighbours) -> {
			String withoutNode = cell.substring(cell.lastIndexOf('/') + 1);
			if (!this.filed.cells().containsKey(withoutNode)) {
				cells.putIfAbsent(cell, neighbours);
			}
		});
		this.relation = new Neighbours(cells);
	}

	@Override
	public Neighbours get() {
		return this.relation;
	}

	@Override
	public void close() {
		this.watch.shutdownNow();
	}

}
