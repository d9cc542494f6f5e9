/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;
import org.presage.ric.osc.SubscriptionNotice.Instance;
import org.presage.sim.osc.Refused;
import org.presage.sim.osc.RestPeer;
import org.presage.sim.osc.Subscriptions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SubscriptionManagerTest implements Subscriptions {

	private final AtomicInteger made = new AtomicInteger(100);

	private final ConcurrentSkipListSet<Integer> open = new ConcurrentSkipListSet<>();

	private RestPeer ric;

	private XappEndpoint xapp;

	private RestClient client;

	private SubscriptionManager manager;

	@BeforeEach
	void start() throws IOException {
		this.xapp = new XappEndpoint();
		this.ric = new RestPeer(0, this);
		this.ric.nodes(List.of(new NodeDetails("gnb", NodeDetails.CONNECTED, List.of(), List.of()),
				new NodeDetails("gone", "DISCONNECTED", List.of(), List.of())));
		this.client = new RestClient("submgr", this.ric.url(), Duration.ofSeconds(5));
		this.manager = new SubscriptionManager(this.client);
	}

	@AfterEach
	void stop() {
		this.client.close();
		this.ric.close();
		this.xapp.close();
	}

	@Override
	public int subscribed(SubscriptionBody.ClientEndpoint client, String ranName, int function, byte[] trigger,
			List<byte[]> definitions) throws Refused {
		if (definitions.getFirst()[1] != -1) {
			throw new Refused("unknown measurement");
		}
		int id = this.made.incrementAndGet();
		this.open.add(id);
		return id;
	}

	@Override
	public void unsubscribed(int e2EventInstanceId) {
		this.open.remove(e2EventInstanceId);
	}

	private SubscriptionBody body(int... instances) {
		return SubscriptionBodyTest.body(this.xapp.port(), "gnb", instances);
	}

	@Test
	void eachDetailIsNoticedAndEnded() throws InterruptedException {
		String id = this.manager.subscribe(body(7, 9)).join();
		assertThat(List.of(this.xapp.notice(), this.xapp.notice())).containsExactlyInAnyOrder(
				new SubscriptionNotice(id, List.of(new Instance(7, 101, "", "", ""))),
				new SubscriptionNotice(id, List.of(new Instance(9, 102, "", "", ""))));
		assertThat(this.open).containsExactly(101, 102);
		this.manager.unsubscribe(id).join();
		// The manager ends it after it has answered; what is asked next comes behind
		// that.
		this.manager.subscribe(body(8)).join();
		assertThat(this.xapp.notice().instances()).containsExactly(new Instance(8, 103, "", "", ""));
		assertThat(this.open).containsExactly(103);
	}

	@Test
	void theSameContentIsTheSameSubscription() throws InterruptedException {
		String id = this.manager.subscribe(body(7)).join();
		SubscriptionNotice notice = this.xapp.notice();
		assertThat(this.manager.subscribe(body(7)).join()).isEqualTo(id);
		assertThat(this.xapp.notice()).isEqualTo(notice);
		assertThat(this.manager.subscribe(body(8)).join()).isNotEqualTo(id);
		this.xapp.notice();
		assertThat(this.open).containsExactly(101, 102);
		assertThat(this.ric.subscriptions()).hasSize(2);
	}

	@Test
	void aNodeThatIsNotConnectedIs503() {
		SubscriptionBody gone = SubscriptionBodyTest.body(this.xapp.port(), "gone", 7);
		assertThat(RestClientTest.failure(this.manager.subscribe(gone)))
			.hasMessage("POST " + this.ric.url() + "/ric/v1/subscriptions: 503");
		this.ric.faults().unavailable(2);
		assertThat(RestClientTest.failure(this.manager.subscribe(body(7))).status()).isEqualTo(503);
		assertThat(RestClientTest.failure(this.manager.subscribe(body(7))).status()).isEqualTo(503);
		assertThat(this.manager.subscribe(body(7)).join()).isNotEmpty();
	}

	@Test
	void whatIsRefusedIsNoticedAsFailed() throws InterruptedException {
		this.ric.faults().refuse(new Refused("RICSubscriptionFailure"));
		String id = this.manager.subscribe(body(7)).join();
		assertThat(this.xapp.notice())
			.isEqualTo(new SubscriptionNotice(id, List.of(new Instance(7, 0, "RICSubscriptionFailure", "E2Node", ""))));
		this.ric.faults().refuse(Refused.timedOut());
		this.manager.subscribe(body(7)).join();
		assertThat(this.xapp.notice().instances().getFirst().timeoutType()).isEqualTo("E2-Timeout");
		this.ric.faults().refuse(null);
		assertThat(this.manager.subscribe(body(7)).join()).isEqualTo(id);
		assertThat(this.xapp.notice().instances().getFirst().failed()).isFalse();
	}

	@Test
	void aNodeRefusesWhatItDoesNotKnow() throws InterruptedException {
		SubscriptionBody body = body(7);
		SubscriptionBody.Action action = new SubscriptionBody.Action(1, SubscriptionBody.ActionType.REPORT,
				Octets.hex("0000"), null);
		this.manager
			.subscribe(new SubscriptionBody(body.client(), "gnb", 2, null,
					List.of(new SubscriptionBody.Detail(7, body.details().getFirst().eventTrigger(), List.of(action)))))
			.join();
		assertThat(this.xapp.notice().instances().getFirst().why()).isEqualTo("E2Node unknown measurement");
	}

	@Test
	void noticesComeTwiceOrNever() throws InterruptedException {
		this.ric.faults().noticeTimes(2);
		this.manager.subscribe(body(7)).join();
		assertThat(this.xapp.notice()).isEqualTo(this.xapp.notice());
		this.ric.faults().noticeTimes(0);
		this.manager.subscribe(body(8)).join();
		this.ric.faults().noticeTimes(1);
		this.manager.subscribe(body(9)).join();
		assertThat(this.xapp.notice().instances().getFirst().xappEventInstance()).isEqualTo(9);
	}

	@Test
	void anXappThatIsNotReadyIsNoticedAgain() throws InterruptedException {
		this.xapp.unready.set(2);
		this.manager.subscribe(body(7)).join();
		assertThat(this.xapp.notice().instances()).hasSize(1);
	}

	@Test
	void aRejectionSaysWhy() {
		this.ric.faults().reject("RANFunctionID not known");
		RestException failure = RestClientTest.failure(this.manager.subscribe(body(7)));
		assertThat(failure.status()).isEqualTo(400);
		assertThat(failure.reason()).isEqualTo("RANFunctionID not known");
	}

	@Test
	void anAnswerWithoutAnIdIsNamed() {
		this.ric.faults().garble("{\"SubscriptionId\": 5}");
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> this.manager.subscribe(body(7)).join())
			.withCause(new InvalidInputException("SubscriptionId", "a text", 5));
		this.ric.faults().garble("{\"SubscriptionId\": \"x");
		assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> this.manager.subscribe(body(7)).join())
			.withCauseInstanceOf(InvalidInputException.class);
	}

	@Test
	void slowAnswersAreNotWaitedFor() {
		this.ric.faults().slow(3000);
		try (RestClient hasty = new RestClient("submgr", this.ric.url(), Duration.ofMillis(100))) {
			assertThat(RestClientTest.failure(new SubscriptionManager(hasty).subscribe(body(7))).reason())
				.isEqualTo("no answer in 100 ms");
		}
	}

	@Test
	void whatIsGoneIsGone() {
		this.manager.unsubscribe("never subscribed").join();
		this.xapp.on("/ric/v1/subscriptions/a%2Fb", 404, "");
		this.xapp.on("/ric/v1/subscriptions/busy", 400, "");
		try (RestClient other = new RestClient("submgr", this.xapp.url(), Duration.ofSeconds(5))) {
			new SubscriptionManager(other).unsubscribe("a/b").join();
			assertThat(RestClientTest.failure(new SubscriptionManager(other).unsubscribe("busy")).status())
				.isEqualTo(400);
		}
	}

}
