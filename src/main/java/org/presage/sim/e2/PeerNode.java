/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
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

	/**
	 * Whether a definition asks for reports of a cell: without one in it, of all cells.
	 */
	default boolean isAsked(CellGlobalId.Nr cell, ActionDefinition asked) {
		if (grammar().isV200()) {
			return objectId(cell).equals(asked.cellObjectId());
		}
		return (asked.cell() != null) ? cell.equals(asked.cell()) : cells().contains(cell);
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

	/** What it does with control and subscriptions although nobody asks for it. */
	default ControlHabits habits() {
		return new ControlHabits();
	}

	/**
	 * Last arcs of the OIDs of the service models that it has for control: E2SM-RC, CCC
	 * and RSM.
	 */
	default List<Integer> controlModels() {
		return List.of(3, 4, 102);
	}

	/**
	 * Carries out control.
	 * @throws NodeRefusal if it does not carry out what it has read
	 * @throws IllegalArgumentException if the bytes make no sense to it
	 */
	void control(byte[] header, byte[] message);

}
