/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.presage.base.InvalidInputException;
import org.presage.e2.ap.E2apMessage;
import org.presage.e2.ap.E2apPdu;
import org.presage.e2.ap.RicAction;
import org.presage.e2.ap.RicRequestId;
import org.presage.e2.ap.RicSubscriptionDeleteFailure;
import org.presage.e2.ap.RicSubscriptionDeleteRequest;
import org.presage.e2.ap.RicSubscriptionDeleteResponse;
import org.presage.e2.ap.RicSubscriptionFailure;
import org.presage.e2.ap.RicSubscriptionRequest;
import org.presage.e2.ap.RicSubscriptionResponse;
import org.presage.e2.asn1.Octets;
import org.presage.kpi.CellId;
import org.presage.ric.CellTarget;
import org.presage.ric.osc.rmr.RmrMessage;
import org.presage.ric.osc.rmr.RmrTypes;
import org.presage.ric.osc.rmr.SendResult;

/**
 * Subscriptions without a subscription manager: RICsubscriptionRequest straight to the E2
 * termination. Each cell has a RIC instance id of its own, which is also its sub_id.
 */
final class DirectSubscriptions implements Subscriber {

	private static final int ACTION = 1;

	/** A later answer still counts: the request is repeated under the same id. */
	private static final long ANSWER_MS = 1000;

	private static final long DELETE_MS = 2000;

	private final Outgoing outgoing;

	private final int requestor;

	private final RanFunctions functions;

	private final ScheduledExecutorService timer;

	private final Set<Integer> taken = ConcurrentHashMap.newKeySet();

	private final Map<CellId, Integer> instances = new ConcurrentHashMap<>();

	private final Map<RicRequestId, OscStream> asked = new ConcurrentHashMap<>();

	private final Map<RicRequestId, Runnable> ending = new ConcurrentHashMap<>();

	DirectSubscriptions(Outgoing outgoing, int requestor, RanFunctions functions, ScheduledExecutorService timer) {
		this.outgoing = outgoing;
		this.requestor = requestor;
		this.functions = functions;
		this.timer = timer;
	}

	/** Sends a message to the E2 termination of a node. */
	@FunctionalInterface
	interface Outgoing {

		SendResult send(int type, String node, byte[] payload);

	}

	private RicRequestId request(CellTarget target) {
		return new RicRequestId(this.requestor, this.instances.computeIfAbsent(target.id(), this::instance));
	}

	@Override
	public void subscribe(OscStream stream, Octets trigger, Octets definition) {
		CellTarget target = stream.target();
		RicRequestId request = request(target);
		this.asked.put(request, stream);
		SendResult sent = send(RmrTypes.SUBSCRIPTION_REQUEST, target.node(), new RicSubscriptionRequest(request,
				this.functions.kpm(target.node()), trigger, List.of(RicAction.report(ACTION, definition))));
		if (sent != SendResult.QUEUED) {
			stream.disconnected("RICsubscriptionRequest: " + sent);
			return;
		}
		this.timer.schedule(() -> {
			if (this.asked.remove(request, stream)) {
				stream.failed("no answer to RICsubscriptionRequest in " + ANSWER_MS + " ms");
			}
		}, ANSWER_MS, TimeUnit.MILLISECONDS);
	}

	/** The same one after a restart, unless two cells want it. */
	private int instance(CellId cell) {
		int wanted = 1 + Math.floorMod(cell.toString().hashCode(), 0xFFFF);
		while (!this.taken.add(wanted)) {
			wanted = 1 + wanted % 0xFFFF;
		}
		return wanted;
	}

	private SendResult send(int type, String node, E2apMessage message) {
		return this.outgoing.send(type, node, E2apPdu.TYPE.encode(message));
	}

	@Override
	public void noticed(SubscriptionNotice notice) {
		throw new InvalidInputException("notice", "none, because no subscription manager is asked",
				"one about " + notice.subscriptionId());
	}

	@Override
	public boolean answered(RmrMessage message, E2apMessage answer) {
		return switch (answer) {
			case RicSubscriptionResponse response -> admitted(response);
			case RicSubscriptionFailure failure -> refused(message.meid(), failure);
			case RicSubscriptionDeleteResponse response -> ended(response.request());
			case RicSubscriptionDeleteFailure failure -> ended(failure.request());
			default -> false;
		};
	}

	private boolean admitted(RicSubscriptionResponse response) {
		OscStream stream = this.asked.remove(response.request());
		if (stream == null) {
			return false;
		}
		if (response.admitted().contains(ACTION)) {
			stream.opened(response.request().instance());
		}
		else {
			stream.refused("the node did not admit the action: " + response.notAdmitted());
		}
		return true;
	}

	/** The node may still have one of an earlier run under the same id. */
	private boolean refused(String node, RicSubscriptionFailure failure) {
		OscStream stream = this.asked.remove(failure.request());
		if (stream == null) {
			return false;
		}
		send(RmrTypes.SUBSCRIPTION_DELETE_REQUEST, node,
				new RicSubscriptionDeleteRequest(failure.request(), failure.function()));
		stream.refused("the node refuses: " + failure.cause().text());
		return true;
	}

	private boolean ended(RicRequestId request) {
		Runnable done = this.ending.remove(request);
		if (done != null) {
			done.run();
		}
		return done != null;
	}

	@Override
	public void unsubscribe(CellTarget target, Runnable done) {
		RicRequestId request = request(target);
		this.asked.remove(request);
		this.ending.put(request, done);
		SendResult sent = send(RmrTypes.SUBSCRIPTION_DELETE_REQUEST, target.node(),
				new RicSubscriptionDeleteRequest(request, this.functions.kpm(target.node())));
		this.timer.schedule(() -> ended(request), (sent == SendResult.QUEUED) ? DELETE_MS : 0, TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.asked.clear();
	}

}
