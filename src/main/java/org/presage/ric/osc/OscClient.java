/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.Clock;
import org.presage.base.LogKeys;
import org.presage.base.LogThrottle;
import org.presage.base.InvalidInputException;
import org.presage.base.TaskTimer;
import org.presage.control.metrics.Metric;
import org.presage.e2.ap.ControlAck;
import org.presage.e2.ap.E2apMessage;
import org.presage.e2.ap.E2apPdu;
import org.presage.e2.ap.RicControlAcknowledge;
import org.presage.e2.ap.RicControlFailure;
import org.presage.e2.ap.RicControlRequest;
import org.presage.e2.ap.RicIndication;
import org.presage.e2.ap.RicRequestId;
import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Octets;
import org.presage.ric.CellTarget;
import org.presage.ric.ControlAnswer;
import org.presage.ric.RicClient;
import org.presage.ric.osc.rmr.RmrEndpoint;
import org.presage.ric.osc.rmr.RmrHandler;
import org.presage.ric.osc.rmr.RmrMessage;
import org.presage.ric.osc.rmr.RmrReply;
import org.presage.ric.osc.rmr.RmrTypes;
import org.presage.ric.osc.rmr.SendResult;
import org.presage.ric.state.StateStore;

/**
 * The O-RAN SC near-RT RIC: E2AP in messages of its router, subscriptions by its manager
 * or without one.
 */
public final class OscClient implements RicClient {

	private static final Logger LOG = LoggerFactory.getLogger(OscClient.class);

	private static final byte[] WELL = "OK\n".getBytes(StandardCharsets.US_ASCII);

	private final OscSettings settings;

	private final RanFunctions functions;

	private final OscMetrics metrics;

	private final RmrEndpoint router;

	private final TaskTimer timer;

	private final IndicationStreams streams = new IndicationStreams();

	private final ControlRequests controls;

	private final Subscriber subscriber;

	private final LogThrottle ignoredMessages;

	private final @Nullable PolicyRelay policies;

	private volatile int webPort;

	/**
	 * @param manager null to ask the E2 termination itself
	 * @param store of the subscriptions' ids
	 * @param controlMs until a control that nobody answers has timed out
	 * @param policies takes those of the A1 mediator; null if nobody does
	 */
	public OscClient(OscSettings settings, RanFunctions functions, @Nullable SubscriptionManager manager,
			StateStore store, long controlMs, Clock clock, MeterRegistry registry, RandomGenerator random,
			@Nullable PolicyInbox policies) {
		this.timer = timer("osc", clock, registry);
		this.settings = settings;
		this.functions = functions;
		this.metrics = new OscMetrics(registry, this.streams);
		this.ignoredMessages = new LogThrottle(LOG, Level.INFO, "ignored messages of the RIC", clock);
		this.router = new RmrEndpoint(settings.rmr(), new Incoming(), clock, registry, random);
		this.policies = (policies != null)
				? new PolicyRelay(policies, this.router, timer("osc-policies", clock, registry)) : null;
		this.controls = new ControlRequests(settings.requestor(), controlMs, this.timer);
		this.subscriber = (manager != null)
				? new ManagedSubscriptions(manager, store, this::endpoint, functions, settings.noticeMs(),
						timer("osc-subscriptions", clock, registry))
				: new DirectSubscriptions(this::send, settings.requestor() + ControlRequests.REQUESTORS & 0xFFFF,
						functions, this.timer);
	}

	private static TaskTimer timer(String name, Clock clock, MeterRegistry registry) {
		return new TaskTimer(name, clock, Metric.TASKS_FAILED.counter(registry, name)::increment);
	}

	/**
	 * Listens.
	 * @param webPort of the web server, where the settings say none
	 * @throws IOException if a port is taken
	 */
	public void start(int webPort) throws IOException {
		this.webPort = webPort;
		this.router.start();
		if (this.policies != null) {
			this.policies.start();
		}
		LOG.info("RMR listens on port {}, known as {}", this.router.port(), this.settings.rmr().host());
	}

	private SubscriptionBody.ClientEndpoint endpoint() {
		int http = (this.settings.httpPort() > 0) ? this.settings.httpPort() : this.webPort;
		return new SubscriptionBody.ClientEndpoint(this.settings.host(), http, port());
	}

	/** The message router. */
	RmrEndpoint router() {
		return this.router;
	}

	/** Port of the message router, once it listens. */
	public int port() {
		return this.router.port();
	}

	/** Port for route tables, once it listens. */
	public int routePort() {
		return this.router.routePort();
	}

	/**
	 * What the subscription manager posts to {@link SubscriptionNotice#PATH}.
	 * @throws InvalidInputException if it is no notice, or no subscription manager is
	 * asked
	 */
	public void noticed(byte[] json) {
		this.subscriber.noticed(SubscriptionNotice.read(json));
	}

	@Override
	public Stream subscribe(CellTarget target, byte[] trigger, byte[] definition, Listener listener) {
		OscStream stream = new OscStream(target, listener, this.streams);
		this.subscriber.subscribe(stream, Octets.of(trigger), Octets.of(definition));
		return stream;
	}

	@Override
	public void renew(CellTarget target, Runnable done) {
		this.subscriber.renew(target, done);
	}

	@Override
	public void unsubscribe(CellTarget target, Runnable done) {
		this.subscriber.unsubscribe(target, done);
	}

	@Override
	public @Nullable String waiting(String node) {
		return this.router.routes().isEmpty() ? "no RMR route table was received yet" : null;
	}

	@Override
	public void control(CellTarget target, byte[] header, byte[] message, ControlAnswer answer) {
		OptionalInt function = this.functions.control(target.node());
		if (function.isEmpty()) {
			answer.refused("not sent: the node lists no RAN function of service model " + this.settings.controlModel()
					+ " (" + this.settings.controlKeys() + "), only " + this.functions.listed(target.node()));
			return;
		}
		RicRequestId request = this.controls.begin(target.node(), this.streams.instance(target.id()), answer);
		SendResult sent = send(RmrTypes.CONTROL_REQUEST, target.node(),
				E2apPdu.TYPE.encode(new RicControlRequest(request, function.getAsInt(), null, Octets.of(header),
						Octets.of(message), ControlAck.ACK)));
		if (sent != SendResult.QUEUED) {
			this.controls.ended(target.node(), request);
			answer.timedOut("RICcontrolRequest was not sent: " + sent);
		}
	}

	private SendResult send(int type, String node, byte[] payload) {
		return this.router.send(new RmrMessage(type, RmrMessage.NO_SUBSCRIPTION, node, "", payload));
	}

	/** What the router has for us. */
	private final class Incoming implements RmrHandler {

		@Override
		public void received(RmrMessage message, RmrReply reply) {
			OscClient.this.received(message, reply);
		}

		/** An E2 termination that was restarted has forgotten what it was to send. */
		@Override
		public void disconnected(Object connection) {
			for (OscStream stream : OscClient.this.streams.all()) {
				if (connection == stream.connection()) {
					stream.disconnected("the connection of an E2 termination ended");
				}
			}
		}

	}

	private void received(RmrMessage message, RmrReply reply) {
		try {
			switch (message.type()) {
				case RmrTypes.INDICATION -> indicated(message, reply.connection());
				case RmrTypes.HEALTH_CHECK_REQUEST -> reply.send(new RmrMessage(RmrTypes.HEALTH_CHECK_RESPONSE,
						message.subscription(), message.meid(), message.transaction(), WELL));
				case RmrTypes.CONTROL_ACKNOWLEDGE, RmrTypes.CONTROL_FAILURE, RmrTypes.SUBSCRIPTION_RESPONSE,
						RmrTypes.SUBSCRIPTION_FAILURE, RmrTypes.SUBSCRIPTION_DELETE_RESPONSE,
						RmrTypes.SUBSCRIPTION_DELETE_FAILURE ->
					answered(message, E2apPdu.TYPE.decode(message.payload()));
				case RmrTypes.A1_POLICY_REQUEST -> policy(message, reply);
				default -> ignored(OscMetrics.Ignored.OTHER_TYPE, message, "nothing is done with this type");
			}
		}
		catch (CodecException ex) {
			ignored(OscMetrics.Ignored.MALFORMED, message, String.valueOf(ex.getMessage()));
		}
	}

	private void policy(RmrMessage message, RmrReply reply) {
		if (this.policies == null || !this.policies.received(message, reply)) {
			ignored(OscMetrics.Ignored.OTHER_TYPE, message, "policies are not accepted here, or too many wait");
		}
	}

	private void indicated(RmrMessage message, Object connection) {
		OscStream stream = this.streams.get(message.subscription());
		if (stream == null) {
			ignored(OscMetrics.Ignored.UNKNOWN_SUBSCRIPTION, message, "no subscription has this sub_id");
		}
		else if (!stream.target().node().equals(message.meid())) {
			ignored(OscMetrics.Ignored.OTHER_NODE, message, "expected node " + stream.target().node());
		}
		else if (E2apPdu.TYPE.decode(message.payload()) instanceof RicIndication indication) {
			stream.indicated(connection, indication.header().toBytes(), indication.message().toBytes());
		}
		else {
			ignored(OscMetrics.Ignored.MALFORMED, message, "expected a RICindication");
		}
	}

	private void answered(RmrMessage message, E2apMessage answer) {
		boolean expected = switch (answer) {
			case RicControlAcknowledge done ->
				ended(message, done.request(), done.accepted() ? null : "the node answers " + done.status());
			case RicControlFailure failure -> ended(message, failure.request(), failure.cause().text());
			default -> this.subscriber.answered(message, answer);
		};
		if (!expected) {
			ignored(OscMetrics.Ignored.UNEXPECTED_ANSWER, message, "no request waits for this answer");
		}
	}

	private boolean ended(RmrMessage message, RicRequestId request, @Nullable String refusal) {
		ControlAnswer waiting = this.controls.ended(message.meid(), request);
		if (waiting == null) {
			return false;
		}
		if (refusal == null) {
			waiting.acknowledged();
		}
		else {
			waiting.refused(refusal);
		}
		return true;
	}

	private void ignored(OscMetrics.Ignored reason, RmrMessage message, String detail) {
		this.metrics.ignored(reason);
		if (this.ignoredMessages.admits()) {
			LOG.atInfo().addKeyValue(LogKeys.NODE, message.meid()).log("ignored {}: {}", message, detail);
		}
	}

	@Override
	public void close() {
		if (this.policies != null) {
			this.policies.close();
		}
		this.subscriber.close();
		this.controls.close();
		this.timer.shutdownNow();
		this.router.close();
	}

}
