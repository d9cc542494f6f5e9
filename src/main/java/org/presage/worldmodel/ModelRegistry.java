/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.kpi.KpiSchema;

/**
 * The model that serves now. A new one is loaded and warmed up aside and then takes the
 * old one's place between two decisions; the old one is closed when its last user has
 * left. Thread-safe.
 */
public final class ModelRegistry implements AutoCloseable {

	private final AtomicReference<@Nullable Lease> current = new AtomicReference<>();

	private final AtomicInteger swaps = new AtomicInteger();

	/** A use of a model: it stays open until {@link #close}. */
	public static final class Lease implements AutoCloseable {

		private final WorldModel model;

		/** Users, the registry among them. */
		private final AtomicInteger users = new AtomicInteger(1);

		Lease(WorldModel model) {
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
	 * Whether {@code lease} is of the model that serves now; cheap enough for every cycle
	 * of the loop.
	 */
	public boolean serves(@Nullable Lease lease) {
		return this.current.get() == lease;
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
		this.current.set(new Lease(model));
		if (old != null) {
			this.swaps.incrementAndGet();
			old.close();
		}
	}

	/** Serves without a model from now on. */
	@Override
	public synchronized void close() {
		Lease old = this.current.getAndSet(null);
		if (old != null) {
			old.close();
		}
	}

}
