/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.audit.AuditTrail;
import org.presage.base.Clock;
import org.presage.benchmark.E2Path;
import org.presage.benchmark.GrpcLoad;
import org.presage.benchmark.LoadCount;
import org.presage.benchmark.LoadEdge;
import org.presage.benchmark.LoadedCell;
import org.presage.benchmark.RmrLoad;
import org.presage.kpi.KpiSchema;
import org.presage.server.ServerAddresses;
import org.presage.sim.RanConfig;
import org.presage.sim.RanSimulator;
import org.presage.sim.osc.OscRic;

/** The xApp in this process, ready for load on one of its edges. */
final class LoadedServer implements AutoCloseable {

	private static final Duration SUBSCRIBE_WITHIN = Duration.ofSeconds(30);

	private final ConfigurableApplicationContext context;

	private final KpiSchema schema;

	private final List<LoadedCell> cells;

	private final @Nullable OscRic ric;

	private final Clock clock;

	private LoadedServer(ConfigurableApplicationContext context, KpiSchema schema, List<LoadedCell> cells,
			@Nullable OscRic ric, Clock clock) {
		this.context = context;
		this.schema = schema;
		this.cells = cells;
		this.ric = ric;
		this.clock = clock;
	}

	/** Where the load comes in. */
	enum Edge {

		/** The gRPC API. */
		GRPC,
		/** E2AP over the message router of O-RAN SC. */
		RMR

	}

	/**
	 * Starts it.
	 * @param budgetMs of the loop; 0 for its own
	 * @param decisions that are kept for what follows; 0 for as many as configured
	 */
	static LoadedServer start(ServerOptions options, Edge edge, int count, long budgetMs, int decisions, Clock clock)
			throws IOException {
		KpiSchema schema = new RanSimulator(RanConfig.of(1), 1).schema();
		String[] budget = (budgetMs > 0) ? new String[] { "--presage.loop.budget=" + budgetMs + "ms" } : new String[0];
		List<LoadedCell> cells = LoadedCell.of(count, schema, clock);
		if (edge == Edge.GRPC) {
			// All cells are one client's.
			Map<String, String> keys = new LinkedHashMap<>(Map.of("presage.stream.cells-per-client", "0"));
			if (decisions > 0) {
				keys.put("presage.audit.ring", Integer.toString(Math.min(1_000_000, decisions)));
			}
			return new LoadedServer(options.start(keys, budget), schema, cells, null, clock);
		}
		OscRic ric = new OscRic(0, 0, cells, clock);
		Path state = RicKeys.temporary();
		Map<String, String> keys = new LinkedHashMap<>(RicKeys.osc(ric, E2Path.DEFAULT, state));
		// Reports are dated in the past, and all decisions are checked in the end.
		keys.put("presage.e2.stale-after", "24h");
		keys.put("presage.loop.max-age", "24h");
		keys.put("presage.e2.silence", "1h");
		keys.put("presage.audit.ring", Integer.toString(Math.min(1_000_000, decisions + 1000)));
		LoadedServer loaded = new LoadedServer(options.start(keys, budget), schema, cells, ric, clock);
		loaded.awaitSubscriptions(ric);
		return loaded;
	}

	private void awaitSubscriptions(OscRic to) {
		long giveUpNs = this.clock.nanoTime() + SUBSCRIBE_WITHIN.toNanos();
		while (to.termination().subscriptions().size() < this.cells.size()) {
			if (this.clock.nanoTime() > giveUpNs) {
				throw new IllegalStateException("not subscribed to all cells within " + SUBSCRIBE_WITHIN);
			}
			LockSupport.parkNanos(10_000_000);
		}
		LockSupport.parkNanos(500_000_000);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	/** A way to load it. */
	LoadEdge way(LoadCount count) {
		return (this.ric == null)
				? new GrpcLoad("localhost:" + this.context.getBean(ServerAddresses.class).grpcPort(), this.cells.size(),
						this.schema, this.clock, count)
				: new RmrLoad(this.cells, this.ric, this.context.getBean(AuditTrail.class).ring(), this.schema,
						this.clock, count);
	}

	@Override
	public void close() {
		this.context.close();
		if (this.ric != null) {
			this.ric.close();
		}
	}

}
