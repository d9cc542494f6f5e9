package org.presage.sim.e2;

import java.util.List;

import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.kpm.ActionDefinition;

/** An E2 node behind the peer. */
public interface PeerNode {

	/** As the E2 termination names it. */
	String id();

	/** Its cells. */
	List<CellGlobalId.Nr> cells();

	/** Names of the measurements that it offers. */
	List<String> measurements();

	/**
	 * Whether it can measure all that is asked for. Nodes that are asked for one thing
	 * that they do not know report nothing at all.
	 */
	default boolean knows(ActionDefinition asked) {
		return asked.measurements()
			.stream()
			.allMatch((measurement) -> measurements().contains(String.valueOf(measurement.name())));
	}

	/**
	 * Whether it reports a cell to who has asked for this: without a cell in the
	 * question, all of its cells.
	 */
	default boolean reports(ActionDefinition asked, CellGlobalId.Nr cell) {
		return (asked.cell() != null) ? cell.equals(asked.cell()) : cells().contains(cell);
	}

	/** What it does with control and subscriptions although nobody asks for it. */
	default ControlHabits habits() {
		return new ControlHabits();
	}

	/**
	 * Carries out control.
	 * @throws NodeRefusal if it does not carry out what it has read
	 * @throws IllegalArgumentException if the bytes make no sense to it
	 */
	void control(byte[] header, byte[] message);

}
