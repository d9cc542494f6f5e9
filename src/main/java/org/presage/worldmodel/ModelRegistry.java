/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;

/**
 * The model that serves now. A new one is loaded and warmed up aside and then takes the
 * old one's place between two decisions; the old one is closed when its last user has
 * left. Thread-safe.
 */
public final class ModelRegistry implements AutoCloseable {

	private final AtomicReference<@Nullable Lease> current = new AtomicReference<>();

	private final AtomicReference<@Nullable Canary> canary = new AtomicReference<>();

	private final AtomicInteger swaps = new AtomicInteger();

	/** A use of a model: it stays open until {@link #close}. */
	public static final class Lease implements AutoCloseable {

		private final WorldModel model;

		/** Users, the registry among them. */
		private final AtomicInteger users = new AtomicInteger(1);

		/**
		 * A use of a model that is in no registry.
		 * @param model closed with the last use
		 */
		public Lease(WorldModel model) {
			this.model = model;
		}

		public WorldModel model() {
			return this.model;
		}

		private boolean acquire() {
			for (int n = this.users.get(); n > 0; n = this.users.get()) {
				if (this.users.compareAndSet(n, n + 1)) {
					return true;
				}
			}
			return false;
		}

		@Override
		public void close() {
			if (this.users.decrementAndGet() == 0) {
				this.model.close();
			}
		}

	}

	/**
	 * A second model that plans for a share of the cells, always the same ones.
	 *
	 * @param lease of the model
	 * @param share of the cells, above 0 up to 1
	 */
	public record Canary(Lease lease, double share) {

		/** Whether a cell, with all its slices, is planned by it. */
		public boolean has(CellId cell) {
			return position(this.lease.model().manifest().version(), cell) < this.share;
		}

	}

	/**
	 * Where a cell stands in the order in which cells get a model, uniform in [0, 1).
	 * Other models have other orders, so that it is not always the same cells that are
	 * first.
	 * @param version of the model
	 */
	public static double position(String version, CellId cell) {
		int hash = 31 * (31 * version.hashCode() + cell.node().hashCode()) + cell.cell().hashCode();
		hash = (hash ^ (hash >>> 16)) * 0x7feb352d;
		hash = (hash ^ (hash >>> 15)) * 0x846ca68b;
		return Integer.toUnsignedLong(hash ^ (hash >>> 16)) / 0x1p32;
	}

	/**
	 * Whether {@code lease} is of the model that serves now; cheap enough for every cycle
	 * of the loop.
	 */
	public boolean serves(@Nullable Lease lease) {
		return this.current.get() == lease;
	}

	/** The model that plans for a share of the cells; null for none. */
	public @Nullable Canary canary() {
		return this.canary.get();
	}

	/**
	 * A lease of a canary's model, to be closed by the caller; null if it is over.
	 */
	public @Nullable Lease acquire(Canary of) {
		return of.lease().acquire() ? of.lease() : null;
	}

	/**
	 * Lets a second model plan for a share of the cells. The registry closes it.
	 * @param share above 0 up to 1
	 * @throws ModelException if its frames differ from those that are served, its version
	 * is that of the model that serves, or a canary runs already; then it is closed
	 */
	public synchronized void tryOut(WorldModel model, double share) {
		Lease serving = this.current.get();
		String version = model.manifest().version();
		try {
			if (serving == null || this.canary.get() != null) {
				throw new ModelException("model " + version, "a model that serves, and no canary yet",
						(serving == null) ? "no model" : "a canary");
			}
			ModelManifest manifest = serving.model().manifest();
			manifest.schema().requireSameFrames(model.manifest().schema());
			if (manifest.version().equals(version)) {
				throw new ModelException("version", "another one than that of the model that serves", version);
			}
		}
		catch (InvalidInputException ex) {
			model.close();
			throw new ModelException(ex);
		}
		catch (ModelException ex) {
			model.close();
			throw ex;
		}
		this.canary.set(new Canary(new Lease(model), share));
	}

	/** Lets the canary plan for another share of the cells; nothing without one. */
	public synchronized void share(double share) {
		Canary now = this.canary.get();
		if (now != null) {
			this.canary.set(new Canary(now.lease(), share));
		}
	}

	/**
	 * Takes all cells back from the canary, which is closed when its last user has left.
	 * Nothing without one.
	 */
	public synchronized void endCanary() {
		Canary ended = this.canary.getAndSet(null);
		if (ended != null) {
			ended.lease().close();
		}
	}

	/** Serves with the canary from now on; false without one. */
	public synchronized boolean promote() {
		Canary promoted = this.canary.get();
		Lease old = this.current.get();
		if (promoted != null && old != null) {
			this.current.set(promoted.lease());
			this.canary.set(null);
			this.swaps.incrementAndGet();
			old.close();
			return true;
		}
		return false;
	}

	/**
	 * A lease of the model that serves now, to be closed by the caller; null without a
	 * model.
	 */
	public @Nullable Lease acquire() {
		while (true) {
			Lease lease = this.current.get();
			if (lease == null || lease.acquire()) {
				return lease;
			}
		}
	}

	/**
	 * A lease of the model of a version, if it serves or is the canary, to be closed by
	 * the caller; null if it does neither.
	 */
	public @Nullable Lease acquire(String version) {
		Lease serving = acquire();
		if (serving != null && serving.model().manifest().version().equals(version)) {
			return serving;
		}
		if (serving != null) {
			serving.close();
		}
		Canary second = this.canary.get();
		Lease other = (second != null) ? acquire(second) : null;
		if (other != null && !other.model().manifest().version().equals(version)) {
			other.close();
			return null;
		}
		return other;
	}

	/** Schema of the model that serves now; null without a model. */
	public @Nullable KpiSchema schema() {
		Lease lease = this.current.get();
		return (lease != null) ? lease.model().manifest().schema() : null;
	}

	/** Manifest of the model that serves now; null without a model. */
	public @Nullable ModelManifest manifest() {
		Lease lease = this.current.get();
		return (lease != null) ? lease.model().manifest() : null;
	}

	/**
	 * Manifest of the model of a version, if it serves or is the canary; null if it does
	 * neither.
	 */
	public @Nullable ModelManifest manifest(String version) {
		ModelManifest serving = manifest();
		if (serving != null && serving.version().equals(version)) {
			return serving;
		}
		Canary second = this.canary.get();
		ModelManifest other = (second != null) ? second.lease().model().manifest() : null;
		return (other != null && other.version().equals(version)) ? other : null;
	}

	/** Models that took the place of another one. */
	public int swaps() {
		return this.swaps.get();
	}

	/**
	 * Serves with a model from now on. The registry closes it.
	 * @throws ModelException if its frames differ from those of the model that serves;
	 * then the old one stays and the new one is closed
	 */
	public synchronized void serve(WorldModel model) {
		Lease old = this.current.get();
		if (old != null) {
			try {
				old.model().manifest().schema().requireSameFrames(model.manifest().schema());
			}
			catch (InvalidInputException ex) {
				String version = model.manifest().version();
				model.close();
				throw new ModelException(
						"model " + version + " does not fit the frames that are served: " + ex.getMessage(), ex);
			}
		}
		endCanary();
		this.current.set(new Lease(model));
		if (old != null) {
			this.swaps.incrementAndGet();
			old.close();
		}
	}

	/** Serves without a model from now on. */
	@Override
	public synchronized void close() {
		endCanary();
		Lease old = this.current.getAndSet(null);
		if (old != null) {
			old.close();
		}
	}

}
