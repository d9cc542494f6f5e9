package org.presage.sim.e2;

import java.util.List;

import org.presage.e2.common.CellGlobalId;

/** An E2 node behind the peer. */
public interface PeerNode {

	/** As the E2 termination names it. */
	String id();

	/** Its cells. */
	List<CellGlobalId.Nr> cells();

	/** Names of the measurements that it offers. */
	List<String> measurements();

	/**
	 * Carries out control.
	 * @throws IllegalArgumentException if the bytes make no sense to it
	 */
	void control(byte[] header, byte[] message);

}
