/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.CRC32;

import org.presage.base.TaskTimer;
import org.presage.e2.ap.E2apMessage;
import org.presage.e2.asn1.Octets;
import org.presage.kpi.CellId;
import org.presage.ric.CellTarget;
import org.presage.ric.osc.rmr.RmrMessage;
import org.presage.ric.state.StateStore;

/**
 * Subscriptions through the subscription manager. It knows what it is asked for by its
 * content, so the same cell is asked for by the same octets, also after a restart. All
 * that is known here belongs to one thread; for each cell one thing is done after the
 * other.
 */
final class ManagedSubscriptions implements Subscriber {

	private static final int ACTION = 1;

	/** The manager still deletes when it has answered that it will. */
	private static final long SETTLE_MS = 2000;

	private static final long LOOK_MS = 250;

	/** Notices that may come before the answer to their request. */
	private static final int EARLY = 1024;

	/** As the RIC's own xApps say it. */
	private static final SubscriptionBody.SubsequentAction GO_ON = new SubscriptionBody.SubsequentAction(false,
			"w10ms");

	private final SubscriptionManager manager;

	private final KeptSubscriptions kept;

	private final Supplier<SubscriptionBody.ClientEndpoint> client;

	private final RanFunctions functions;

	private final long noticeMs;

	private final TaskTimer thread;

	/** The last thing that is done for each cell. */
	private final Map<CellId, CompletableFuture<?>> lines = new HashMap<>();

	private final Map<String, OscStream> asked = new HashMap<>();

	/** The manager's id of each cell's subscription. */
	private final Map<CellId, String> ids = new HashMap<>();

	/** Cells whose request was repeated because nothing came. */
	private final Set<CellId> repeated = new HashSet<>();

	private final Map<String, SubscriptionNotice> early = new LinkedHashMap<>() {
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, SubscriptionNotice> eldest) {
			return size() > EARLY;
		}
	};

	/**
	 * @param client where notices and indications go, asked for when it is known
	 * @param noticeMs a request that was accepted is waited for so long
	 * @param thread closed with this
	 */
	ManagedSubscriptions(SubscriptionManager manager, StateStore store,
			Supplier<SubscriptionBody.ClientEndpoint> client, RanFunctions functions, long noticeMs, TaskTimer thread) {
		this.thread = thread;
		this.manager = manager;
		this.kept = new KeptSubscriptions(manager, store, this.thread);
		this.client = client;
		this.functions = functions;
		this.noticeMs = noticeMs;
		this.thread.execute(this.kept::endLeft);
	}

	@Override
	public void subscribe(OscStream stream, Octets trigger, Octets definition) {
		CellId cell = stream.target().id();
		SubscriptionBody body = body(stream.target(), trigger, definition);
		String content = digest(body.json());
		inTurn(cell, () -> {
			CompletableFuture<?> before = this.kept.has(cell) && !this.kept.has(cell, content) ? end(cell)
					: CompletableFuture.completedFuture(null);
			return before.thenCompose((ended) -> this.manager.subscribe(body)).handleAsync((id, failure) -> {
				if (failure != null) {
					refused(stream, RestClient.cause(failure));
				}
				else {
					answered(stream, id);
					this.kept.keep(cell, id, content);
				}
				return null;
			}, this.thread);
		});
	}

	/** A manager that is not there, or has a fault, says nothing of the subscription. */
	private static void refused(OscStream stream, Throwable failure) {
		String detail = String.valueOf(failure.getMessage());
		if (failure instanceof RestException answer && answer.status() / 100 == 4) {
			stream.refused(detail);
		}
		else {
			stream.failed(detail);
		}
	}

	private SubscriptionBody body(CellTarget target, Octets trigger, Octets definition) {
		SubscriptionBody.Action report = new SubscriptionBody.Action(ACTION, SubscriptionBody.ActionType.REPORT,
				definition, GO_ON);
		return new SubscriptionBody(this.client.get(), target.node(), this.functions.kpm(target.node()), null,
				List.of(new SubscriptionBody.Detail(number(target.id()), trigger, List.of(report))));
	}

	/** The xApp's number for a cell, the same one after a restart. */
	private static int number(CellId cell) {
		return Integer.parseInt(digest(cell.toString().getBytes(StandardCharsets.UTF_8)).substring(0, 4), 16);
	}

	private static String digest(byte[] octets) {
		CRC32 sum = new CRC32();
		sum.update(octets);
		return "%08x".formatted(sum.getValue());
	}

	private void answered(OscStream stream, String id) {
		stream.received();
		forget(stream.target().id());
		this.ids.put(stream.target().id(), id);
		this.asked.put(id, stream);
		SubscriptionNotice notice = this.early.remove(id);
		if (notice != null) {
			tell(stream, notice);
		}
		else {
			expectNotice(stream, id, this.noticeMs);
		}
	}

	/** The manager may wait for the node longer than a node may be silent. */
	private void expectNotice(OscStream stream, String id, long leftMs) {
		if (leftMs > 0 && this.asked.get(id) == stream && !stream.isOpen()) {
			stream.received();
			this.thread.schedule(() -> expectNotice(stream, id, leftMs - LOOK_MS), LOOK_MS, TimeUnit.MILLISECONDS);
		}
	}

	/** Its answers come as notices. */
	@Override
	public boolean answered(RmrMessage message, E2apMessage answer) {
		return false;
	}

	@Override
	public void noticed(SubscriptionNotice notice) {
		this.thread.execute(() -> {
			OscStream stream = this.asked.get(notice.subscriptionId());
			if (stream == null || stream.isLeft()) {
				this.early.put(notice.subscriptionId(), notice);
			}
			else {
				tell(stream, notice);
			}
		});
	}

	private static void tell(OscStream stream, SubscriptionNotice notice) {
		for (SubscriptionNotice.Instance instance : notice.instances()) {
			if (instance.failed()) {
				stream.refused("subscription " + notice.subscriptionId() + " failed: " + instance.why());
			}
			else {
				stream.opened(instance.e2EventInstance());
			}
		}
	}

	@Override
	public void unsubscribe(CellTarget target, Runnable done) {
		inTurn(target.id(), () -> {
			CompletableFuture<?> ended = this.kept.has(target.id()) ? end(target.id())
					: CompletableFuture.completedFuture(null);
			return ended.whenComplete((nothing, failure) -> done.run()).thenCompose((nothing) -> settled());
		});
	}

	/** To ask again does no harm; what does not help is ended the next time. */
	@Override
	public void renew(CellTarget target, Runnable done) {
		inTurn(target.id(), () -> {
			if (this.repeated.add(target.id())) {
				done.run();
			}
			else {
				this.repeated.remove(target.id());
				unsubscribe(target, done);
			}
			return CompletableFuture.completedFuture(null);
		});
	}

	private CompletableFuture<?> settled() {
		return new CompletableFuture<>().completeOnTimeout(null, SETTLE_MS, TimeUnit.MILLISECONDS);
	}

	private CompletableFuture<?> end(CellId cell) {
		forget(cell);
		return this.kept.end(cell);
	}

	private void forget(CellId cell) {
		String id = this.ids.remove(cell);
		if (id != null) {
			this.asked.remove(id);
		}
	}

	/** Whatever is asked for a cell is done when what was asked before has been. */
	private void inTurn(CellId cell, Supplier<CompletableFuture<?>> task) {
		this.thread.execute(() -> {
			CompletableFuture<?> last = this.lines.getOrDefault(cell, CompletableFuture.completedFuture(null));
			this.lines.put(cell,
					last.handle((result, failure) -> null).thenComposeAsync((nothing) -> task.get(), this.thread));
		});
	}

	/** Ends what could not be ended before, and what nobody had a use for. */
	@Override
	public void close() {
		CompletableFuture.supplyAsync(this.kept::endUnused, this.thread)
			.thenCompose((ended) -> ended)
			.completeOnTimeout(null, 1, TimeUnit.SECONDS)
			.exceptionally((failure) -> null)
			.join();
		this.thread.shutdownNow();
	}

}
