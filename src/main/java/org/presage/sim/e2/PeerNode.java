package org.presage.sim.e2;

import java.util.List;

import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.kpm.ActionDefinition;

/** An E2 node behind the peer. */
public interface PeerNode {

	/** As the E2 termination names it. */
	String id();

	/** Its cells. */
	List<CellGlobalId.Nr> cells();

	/** Names of the measurements that it offers. */
	List<String> measurements();

	/** The grammar that it speaks. */
	default Grammar grammar() {
		return Grammar.STANDARD;
	}

	/** Name of a cell in KPM v2.00. */
	default String objectId(CellGlobalId.Nr cell) {
		return "%s%09x".formatted(cell.plmn(), cell.nci());
	}

	/** Whether a definition asks for reports of a cell. */
	default boolean isAsked(CellGlobalId.Nr cell, ActionDefinition asked) {
		return grammar().isV200() ? objectId(cell).equals(asked.cellObjectId()) : cell.equals(asked.cell());
	}

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
	 * Carries out control.
	 * @throws IllegalArgumentException if the bytes make no sense to it
	 */
	void control(byte[] header, byte[] message);

}
