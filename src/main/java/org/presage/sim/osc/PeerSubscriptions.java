/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;

import org.presage.base.JsonValue;
import org.presage.base.InvalidInputException;
import org.presage.ric.osc.RestClient;
import org.presage.ric.osc.SubscriptionBody;
import org.presage.ric.osc.SubscriptionNotice;
import org.presage.ric.osc.SubscriptionNotice.Instance;

/**
 * The subscription manager: one id for the same content, a notice for each detail each
 * time it is asked for, sent again until it is answered with 200.
 */
final class PeerSubscriptions implements AutoCloseable {

	/** The real one waits five seconds. */
	private static final long NOTICE_AGAIN_MS = 200;

	private static final int NOTICE_ATTEMPTS = 10;

	private static final Duration NOTICE_WITHIN = Duration.ofSeconds(2);

	private final Subscriptions ran;

	private final PeerNodes nodes;

	private final RestFaults faults;

	private final Map<SubscriptionBody, Subscription> byContent = new LinkedHashMap<>();

	/** The last notice to an endpoint, by its URL. */
	private final Map<String, CompletableFuture<Void>> sent = new ConcurrentHashMap<>();

	private final Map<String, RestClient> clients = new ConcurrentHashMap<>();

	/** All that happens after an answer happens here. */
	private final ExecutorService worker = Executors
		.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("peer-submgr").factory());

	private int made;

	PeerSubscriptions(Subscriptions ran, PeerNodes nodes, RestFaults faults) {
		this.ran = ran;
		this.nodes = nodes;
		this.faults = faults;
	}

	/**
	 * A subscription.
	 *
	 * @param e2 E2EventInstanceId by XappEventInstanceId, where the RAN has taken it
	 */
	private record Subscription(String id, SubscriptionBody body, Map<Integer, Integer> e2) {
	}

	RestAnswer subscribe(byte[] request) {
		String rejection = this.faults.rejection;
		if (rejection != null) {
			return RestAnswer.of(400, rejection);
		}
		try {
			SubscriptionBody body = SubscriptionBody.read(request);
			if (this.faults.takeUnavailable() || !this.nodes.connected(body.meid())) {
				return RestAnswer.of(503);
			}
			Subscription subscription = subscription(body);
			// a request meets the faults of its own time, however late it is worked on
			Refused refusal = this.faults.refusal;
			int notices = this.faults.notices;
			this.worker.execute(() -> process(subscription, refusal, notices));
			return RestAnswer.of(201,
					JsonValue.object().put("SubscriptionId", subscription.id).putNull("SubscriptionInstances"));
		}
		catch (InvalidInputException ex) {
			return RestAnswer.of(400, String.valueOf(ex.getMessage()));
		}
	}

	private synchronized Subscription subscription(SubscriptionBody body) {
		return this.byContent.computeIfAbsent(body,
				(content) -> new Subscription("subscription-" + ++this.made, content, new ConcurrentHashMap<>()));
	}

	private void process(Subscription subscription, @Nullable Refused refusal, int notices) {
		for (SubscriptionBody.Detail detail : subscription.body.details()) {
			Instance instance = processed(subscription, detail, refusal);
			SubscriptionNotice notice = new SubscriptionNotice(subscription.id, List.of(instance));
			for (int time = 0; time < notices; time++) {
				notice(subscription.body.client(), notice);
			}
		}
	}

	private Instance processed(Subscription subscription, SubscriptionBody.Detail detail, @Nullable Refused refusal) {
		int number = detail.xappEventInstance();
		try {
			if (refusal != null) {
				throw refusal;
			}
			Integer made = subscription.e2.get(number);
			if (made == null) {
				made = this.ran.subscribed(subscription.body.client(), subscription.body.meid(),
						subscription.body.ranFunction(), detail.eventTrigger().toBytes(), definitions(detail));
				subscription.e2.put(number, made);
			}
			return new Instance(number, made, "", "", "");
		}
		catch (Refused ex) {
			return new Instance(number, 0, ex.cause(), ex.source(), ex.timeout());
		}
	}

	private static List<byte[]> definitions(SubscriptionBody.Detail detail) {
		return detail.actions()
			.stream()
			.map((action) -> (action.definition() != null) ? action.definition().toBytes() : new byte[0])
			.toList();
	}

	/** Behind what was sent there before, as the real one waits for each answer. */
	private void notice(SubscriptionBody.ClientEndpoint to, SubscriptionNotice notice) {
		String url = "http://" + to.host() + ':' + to.httpPort();
		CompletableFuture<Void> before = this.sent.getOrDefault(url, CompletableFuture.completedFuture(null));
		this.sent.put(url, before.thenCompose((done) -> sent(url, notice, 1)));
	}

	private CompletableFuture<Void> sent(String url, SubscriptionNotice notice, int attempt) {
		return this.clients.computeIfAbsent(url, (unseen) -> new RestClient("client endpoint", url, NOTICE_WITHIN))
			.post(SubscriptionNotice.PATH, notice.json())
			.<Void>thenApply((answer) -> {
				answer.expect(200);
				return null;
			})
			.exceptionallyCompose((failure) -> (attempt < NOTICE_ATTEMPTS) ? again(url, notice, attempt + 1)
					: CompletableFuture.completedFuture(null));
	}

	private CompletableFuture<Void> again(String url, SubscriptionNotice notice, int attempt) {
		Executor later = CompletableFuture.delayedExecutor(NOTICE_AGAIN_MS, TimeUnit.MILLISECONDS, this.worker);
		return CompletableFuture.runAsync(() -> {
		}, later).thenCompose((done) -> sent(url, notice, attempt));
	}

	/** An id that is not known is ended. */
	RestAnswer unsubscribe(String id) {
		CompletableFuture.delayedExecutor(this.faults.deleteMs, TimeUnit.MILLISECONDS, this.worker).execute(() -> {
			for (Subscription subscription : subscriptions()) {
				if (subscription.id.equals(id)) {
					subscription.e2.values().forEach(this.ran::unsubscribed);
					forget(subscription);
				}
			}
		});
		return RestAnswer.of(204);
	}

	private synchronized List<Subscription> subscriptions() {
		return List.copyOf(this.byContent.values());
	}

	private synchronized void forget(Subscription subscription) {
		this.byContent.remove(subscription.body);
	}

	List<SubscriptionBody> bodies() {
		return subscriptions().stream().map(Subscription::body).toList();
	}

	RestAnswer list() {
		ArrayNode list = JsonValue.array();
		for (Subscription subscription : subscriptions()) {
			SubscriptionBody.ClientEndpoint client = subscription.body.client();
			for (Integer number : subscription.e2.values()) {
				list.addObject()
					.put("SubscriptionId", number)
					.put("Meid", subscription.body.meid())
					.putArray("ClientEndpoint")
					.add(client.host() + ':' + client.rmrPort());
			}
		}
		return RestAnswer.of(200, list);
	}

	@Override
	public void close() {
		this.worker.shutdownNow();
		this.clients.values().forEach(RestClient::close);
	}

}
