/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;

import org.presage.server.web.LearnDesk;

/** The dashboard's way to learning. */
public final class LearnOrders implements LearnDesk {

	private final LearnSupervisor supervisor;

	public LearnOrders(LearnSupervisor supervisor) {
		this.supervisor = supervisor;
	}

	@Override
	public CompletableFuture<Now> now() {
		return this.supervisor.snapshot()
			.thenApply((now) -> new Now(now.version(), name(now.phase()), now.challenger(), now.missing(), now.share(),
					now.shadow(), now.models().stream().map(LearnOrders::tried).toList()));
	}

	private static String name(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

	private static Tried tried(Challenger of) {
		Challenger.Verdict verdict = of.verdict();
		return new Tried(of.file(), of.version(), of.parent(), of.mode(), of.trigger(), of.created(),
				(verdict != null) ? name(verdict) : null, of.reason());
	}

	@Override
	public void train(String reason) {
		LearnSupervisor.requireReason(reason);
		this.supervisor.train("operator: " + reason);
	}

	@Override
	public CompletableFuture<String> promote(String file) {
		return this.supervisor.promote(file);
	}

	@Override
	public CompletableFuture<String> rollBack(String reason) {
		LearnSupervisor.requireReason(reason);
		return this.supervisor.rollBack(reason);
	}

}
