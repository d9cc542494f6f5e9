/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.SplittableRandom;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.presage.base.Clock;
import org.presage.e2.ap.ControlAck;
import org.presage.e2.ap.E2apMessage;
import org.presage.e2.ap.E2apPdu;
import org.presage.e2.ap.IndicationType;
import org.presage.e2.ap.RicControlRequest;
import org.presage.e2.ap.RicIndication;
import org.presage.e2.ap.RicRequestId;
import org.presage.e2.asn1.Octets;
import org.presage.ric.osc.rmr.RmrEndpoint;
import org.presage.ric.osc.rmr.RmrMessage;
import org.presage.ric.osc.rmr.RmrSettings;
import org.presage.ric.osc.rmr.RmrTypes;
import org.presage.ric.osc.rmr.RouteTable;
import org.presage.ric.osc.rmr.SendResult;

/** E2AP in messages of O-RAN SC's router, over real connections of this machine. */
final class RmrCarrier implements E2Carrier {

	private static final String NODE = "gnb_001_001_00000001";

	private static final RicRequestId REQUEST = new RicRequestId(1, 1);

	private static final int FUNCTION = 2;

	private final BlockingQueue<byte[]> indications = new LinkedBlockingQueue<>();

	private final BlockingQueue<byte[]> controls = new LinkedBlockingQueue<>();

	private final RmrEndpoint termination;

	private final RmrEndpoint xapp;

	RmrCarrier(Clock clock) {
		this.termination = endpoint(this.controls, clock);
		this.xapp = endpoint(this.indications, clock);
		this.termination.routes(routes(RmrTypes.INDICATION, this.xapp));
		this.xapp.routes(routes(RmrTypes.CONTROL_REQUEST, this.termination));
	}

	private static RmrEndpoint endpoint(BlockingQueue<byte[]> received, Clock clock) {
		RmrEndpoint endpoint = new RmrEndpoint(
				new RmrSettings("localhost", "127.0.0.1", 0, -1, null, null, 100, 1 << 16, 100),
				(message, reply) -> received.add(message.payload()), clock, new SimpleMeterRegistry(),
				new SplittableRandom(1));
		try {
			endpoint.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return endpoint;
	}

	private static RouteTable routes(int type, RmrEndpoint to) {
		return RouteTable.parse("newrt|start\nmse|" + type + "|-1|localhost:" + to.port() + "\nnewrt|end\n");
	}

	@Override
	public Payload indication(Payload sent) {
		E2apMessage message = new RicIndication(REQUEST, FUNCTION, 1, null, IndicationType.REPORT,
				Octets.of(sent.header()), Octets.of(sent.message()), null);
		send(this.termination, RmrTypes.INDICATION, message);
		RicIndication arrived = (RicIndication) E2apPdu.TYPE.decode(taken(this.indications));
		return new Payload(arrived.header().toBytes(), arrived.message().toBytes());
	}

	@Override
	public Payload control(Payload sent) {
		send(this.xapp, RmrTypes.CONTROL_REQUEST, new RicControlRequest(REQUEST, FUNCTION, null,
				Octets.of(sent.header()), Octets.of(sent.message()), ControlAck.ACK));
		RicControlRequest arrived = (RicControlRequest) E2apPdu.TYPE.decode(taken(this.controls));
		return new Payload(arrived.header().toBytes(), arrived.message().toBytes());
	}

	private static void send(RmrEndpoint from, int type, E2apMessage message) {
		SendResult sent = from
			.send(new RmrMessage(type, RmrMessage.NO_SUBSCRIPTION, NODE, "", E2apPdu.TYPE.encode(message)));
		if (sent != SendResult.QUEUED) {
			throw new IllegalStateException("RMR " + type + ": " + sent);
		}
	}

	private static byte[] taken(BlockingQueue<byte[]> queue) {
		try {
			byte[] payload = queue.poll(30, TimeUnit.SECONDS);
			if (payload == null) {
				throw new IllegalStateException("nothing came within 30 s");
			}
			return payload;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
	}

	@Override
	public void close() {
		this.xapp.close();
		this.termination.close();
	}

}
