/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.sm.common.UeId;
import org.presage.kpi.CellId;

/**
 * The device that a control is addressed to, and the cell whose carrier its percentages
 * are of.
 *
 * @param ue a device of the controlled cell; where quotas limit slices, nodes do not read
 * it
 * @param carrier the cell itself, or the node's first cell
 */
record ControlAddress(UeId ue, CellTarget carrier) {

	/**
	 * The address of a control that is addressed to a cell or a slice, or to a device of
	 * a node whose quotas limit slices.
	 */
	static ControlAddress ofSlice(CellTarget target, @Nullable UeId reported, UeId configured) {
		return new ControlAddress((reported != null) ? reported : configured, target);
	}

	/**
	 * The address of a control that limits one device. The device of a report counts only
	 * if no other cell of the node reports it too, the configured one only if the node
	 * has no other cell: otherwise it may be in another cell.
	 * @param siblings all cells of the node, the controlled one among them, in the node's
	 * order
	 * @param devices the device that a cell's newest report names first; null if it names
	 * none
	 * @throws InvalidInputException if no device is certain to be in the cell
	 */
	static ControlAddress ofDevice(CellTarget target, List<CellTarget> siblings,
			Function<CellId, @Nullable UeId> devices, UeId configured) {
		UeId reported = devices.apply(target.id());
		CellTarget first = siblings.isEmpty() ? target : siblings.getFirst();
		if (reported == null && siblings.size() <= 1) {
			return new ControlAddress(configured, first);
		}
		if (reported == null) {
			throw new InvalidInputException("device",
					"one that a report of " + target.id() + " names, as its node has " + siblings.size() + " cells",
					"none");
		}
		for (CellTarget other : siblings) {
			if (!other.id().equals(target.id()) && Objects.equals(devices.apply(other.id()), reported)) {
				throw new InvalidInputException("device", "one that only " + target.id() + " reports",
						reported + ", which " + other.id() + " reports too");
			}
		}
		return new ControlAddress(reported, first);
	}

	/** Whether a control of these rules limits one device only. */
	static boolean limitsDevice(ControlRules rules, boolean addressesDevice) {
		return addressesDevice && rules.limits() == ControlRules.Limits.DEVICE;
	}

}
