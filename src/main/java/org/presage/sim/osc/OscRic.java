/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.sim.osc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.List;

import org.presage.base.Clock;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.ric.osc.NodeDetails;
import org.presage.ric.osc.SubscriptionBody;
import org.presage.sim.e2.E2Peer;
import org.presage.sim.e2.PeerNode;

/**
 * A small RIC of O-RAN SC: E2 termination, route manager, subscription manager,
 * application manager and E2 manager, on two real ports of this machine.
 */
public final class OscRic implements E2Peer {

	private static final int KPM = 2;

	private static final int RC = 3;

	private static final int CCC = 4;

	private static final int RSM = 102;

	private final OscPeer termination;

	/** Host of a RIC for xApps of this machine. */
	public static final String THIS_MACHINE = "localhost";

	private final RestPeer managers;

	/**
	 * Listens.
	 * @param rmrPort of the message router; 0 for any
	 * @param httpPort of the managers; 0 for any
	 */
	public OscRic(int rmrPort, int httpPort, Collection<? extends PeerNode> nodes, Clock clock) throws IOException {
		this(THIS_MACHINE, rmrPort, httpPort, nodes, clock);
	}

	/**
	 * Listens for xApps that reach it by this name.
	 * @param host {@link #THIS_MACHINE} for those of this machine only
	 */
	public OscRic(String host, int rmrPort, int httpPort, Collection<? extends PeerNode> nodes, Clock clock)
			throws IOException {
		this.termination = new OscPeer(host, rmrPort, nodes, clock);
		this.managers = new RestPeer(host, httpPort, new Nodes(this.termination));
		this.managers.nodes(nodes.stream().map(this::details).toList());
		this.termination.aborted().listen((node) -> this.managers.nodes(nodes.stream().map(this::details).toList()));
	}

	/** The address that a RIC of this name listens on. */
	static InetAddress bind(String host) {
		return host.equals(THIS_MACHINE) ? InetAddress.getLoopbackAddress() : new InetSocketAddress(0).getAddress();
	}

	private NodeDetails details(PeerNode node) {
		String status = this.termination.aborted().away(node.id()) ? NodeDetails.DISCONNECTED : NodeDetails.CONNECTED;
		return new NodeDetails(node.id(), status,
				List.of(KpmFunction.of(KPM, node), function(RC, "1.3.6.1.4.1.53148.1.1.2.3"),
						function(CCC, "1.3.6.1.4.1.53148.1.6.2.4"), function(RSM, "1.3.6.1.4.1.53148.1.1.2.102")),
				node.cells().stream().map(OscRic::cell).toList());
	}

	private static NodeDetails.Function function(int id, String oid) {
		return new NodeDetails.Function(id, 1, oid, Octets.of());
	}

	private static String cell(CellGlobalId.Nr cell) {
		return "%s:%09x".formatted(cell.plmn(), cell.nci());
	}

	/** The part that speaks RMR. */
	public OscPeer termination() {
		return this.termination;
	}

	/** The part that speaks HTTP. */
	public RestPeer managers() {
		return this.managers;
	}

	@Override
	public void indicate(CellGlobalId.Nr cell, byte[] header, Measured measured) {
		this.termination.indicate(cell, header, measured);
	}

	/** As if it was killed: sends no notice. */
	@Override
	public void close() {
		this.managers.close();
		this.termination.close();
	}

	/**
	 * What the subscription manager does with nodes.
	 *
	 * @param termination that they are connected to
	 */
	private record Nodes(OscPeer termination) implements Subscriptions {

		@Override
		public int subscribed(SubscriptionBody.ClientEndpoint client, String ranName, int function, byte[] trigger,
				List<byte[]> definitions) throws Refused {
			try {
				return this.termination.subscribe(client.host() + ':' + client.rmrPort(), ranName, function, 1,
						definitions.getFirst());
			}
			catch (IllegalArgumentException ex) {
				throw new Refused(String.valueOf(ex.getMessage()));
			}
		}

		@Override
		public void unsubscribed(int e2EventInstanceId) {
			this.termination.unsubscribe(e2EventInstanceId);
		}

	}

}
