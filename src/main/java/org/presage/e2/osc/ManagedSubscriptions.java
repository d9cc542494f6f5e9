package org.presage.e2.osc;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.zip.CRC32;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.e2.edge.CellTarget;
import org.presage.e2.per.Octets;
import org.presage.kpi.CellId;

/**
 * Subscriptions through the subscription manager. It knows what it is asked for by its
 * content, so the same cell is asked for by the same octets, also after a restart; what
 * it answered is kept, so that it can be ended later.
 */
final class ManagedSubscriptions implements Subscriber {

	private static final Logger LOG = LoggerFactory.getLogger(ManagedSubscriptions.class);

	private static final String KEYS = "subscription/";

	private static final int ACTION = 1;

	private static final long END_MS = 1000;

	/** Notices that may come before the answer to their request. */
	private static final int EARLY = 64;

	/** As the RIC's own xApps say it. */
	private static final SubscriptionBody.SubsequentAction GO_ON = new SubscriptionBody.SubsequentAction(false,
			"w10ms");

	private final SubscriptionManager manager;

	private final StateStore store;

	private final Supplier<SubscriptionBody.ClientEndpoint> client;

	private final RanFunctions functions;

	/** The last thing that is done for each cell: one after the other. */
	private final Map<CellId, CompletableFuture<?>> lines = new ConcurrentHashMap<>();

	/** Keys of what this run has asked for. */
	private final Set<String> used = ConcurrentHashMap.newKeySet();

	private final Map<String, OscStream> asked = new ConcurrentHashMap<>();

	private final Map<String, SubscriptionNotice> early = new LinkedHashMap<>() {
		private static final long serialVersionUID = 1L;

		@Override
		protected boolean removeEldestEntry(Map.Entry<String, SubscriptionNotice> eldest) {
			return size() > EARLY;
		}
	};

	/**
	 * @param client where notices and indications go, asked for when it is known
	 */
	ManagedSubscriptions(SubscriptionManager manager, StateStore store,
			Supplier<SubscriptionBody.ClientEndpoint> client, RanFunctions functions) {
		this.manager = manager;
		this.store = store;
		this.client = client;
		this.functions = functions;
	}

	/**
	 * What is kept of a subscription.
	 *
	 * @param id of the manager
	 * @param content what was asked for, in short
	 */
	private record Kept(String id, String content) {

		static @Nullable Kept read(String text) {
			int space = text.indexOf(' ');
			return (space < 0) ? null : new Kept(text.substring(0, space), text.substring(space + 1));
		}

		@Override
		public String toString() {
			return this.id + ' ' + this.content;
		}

	}

	@Override
	public void subscribe(OscStream stream, Octets trigger, Octets definition) {
		CellTarget target = stream.target();
		SubscriptionBody body = new SubscriptionBody(this.client.get(), target.node(),
				this.functions.kpm(target.node()), null,
				List.of(new SubscriptionBody.Detail(number(target.id()), trigger, List
					.of(new SubscriptionBody.Action(ACTION, SubscriptionBody.ActionType.REPORT, definition, GO_ON)))));
		String content = digest(body.json());
		inTurn(target.id(), () -> {
			Kept kept = kept(target.id());
			CompletableFuture<?> before = (kept == null || kept.content.equals(content))
					? CompletableFuture.completedFuture(null) : end(KEYS + target.id(), kept.id);
			return before.thenCompose((ended) -> this.manager.subscribe(body)).whenComplete((id, failure) -> {
				if (failure != null) {
					stream.failed(String.valueOf(RestClient.cause(failure).getMessage()));
				}
				else {
					this.used.add(KEYS + target.id());
					this.store.set(KEYS + target.id(), new Kept(id, content).toString());
					answered(stream, id);
				}
			});
		});
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
		stream.heard();
		SubscriptionNotice notice;
		synchronized (this.early) {
			this.asked.put(id, stream);
			notice = this.early.remove(id);
		}
		if (notice != null) {
			tell(stream, notice);
		}
	}

	/** Takes what the manager posts. */
	void noticed(SubscriptionNotice notice) {
		OscStream stream;
		synchronized (this.early) {
			stream = this.asked.get(notice.subscriptionId());
			if (stream == null) {
				this.early.put(notice.subscriptionId(), notice);
			}
		}
		if (stream != null) {
			tell(stream, notice);
		}
	}

	private static void tell(OscStream stream, SubscriptionNotice notice) {
		for (SubscriptionNotice.Instance instance : notice.instances()) {
			if (instance.failed()) {
				stream.failed("subscription " + notice.subscriptionId() + " failed: " + instance.why());
			}
			else {
				stream.opened(instance.e2EventInstance());
			}
		}
	}

	@Override
	public void unsubscribe(CellTarget target, Runnable done) {
		inTurn(target.id(), () -> {
			Kept kept = kept(target.id());
			return ((kept != null) ? end(KEYS + target.id(), kept.id) : CompletableFuture.completedFuture(null))
				.whenComplete((ended, failure) -> done.run());
		});
	}

	/** Ends a subscription; if that fails it is still known, and ended another time. */
	private CompletableFuture<?> end(String key, String id) {
		this.asked.remove(id);
		return this.manager.unsubscribe(id).handle((ended, failure) -> {
			if (failure == null) {
				this.store.remove(key);
			}
			else {
				LOG.info("{} could not be ended: {}", key, RestClient.cause(failure).getMessage());
			}
			return null;
		});
	}

	private void inTurn(CellId cell, Supplier<CompletableFuture<?>> task) {
		this.lines.compute(cell, (same, last) -> {
			CompletableFuture<?> before = (last != null) ? last : CompletableFuture.completedFuture(null);
			return before.handle((result, failure) -> null).thenCompose((nothing) -> task.get());
		});
	}

	private @Nullable Kept kept(CellId cell) {
		return this.store.get(KEYS + cell).map(Kept::read).orElse(null);
	}

	/** Ends what an earlier run has left behind and this one had no use for. */
	@Override
	public void close() {
		this.asked.clear();
		CompletableFuture<?>[] left = this.store.keys()
			.stream()
			.filter((key) -> key.startsWith(KEYS) && !this.used.contains(key))
			.map((key) -> this.store.get(key).map(Kept::read).map((kept) -> end(key, kept.id)).orElse(null))
			.filter(Objects::nonNull)
			.toArray(CompletableFuture<?>[]::new);
		CompletableFuture.allOf(left).completeOnTimeout(null, END_MS, TimeUnit.MILLISECONDS).join();
	}

}
