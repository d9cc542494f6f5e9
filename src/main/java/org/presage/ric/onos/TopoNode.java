/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.presage.base.SettingNames;

/**
 * What the topology says of an E2 node.
 *
 * @param id as the E2 termination names it
 * @param cells that it contains and that can be read
 * @param measurements of our style of report, or of all
 * @param models OIDs and names of its service models
 * @param configured whether its cells are configured
 */
public record TopoNode(String id, int cells, int measurements, Set<String> models, boolean configured) {

	public TopoNode {
		models = Set.copyOf(models);
	}

	/** What was found. */
	public String found() {
		return this.cells + " cells, " + this.measurements + " measurements, service models "
				+ (this.models.isEmpty() ? "none" : new TreeSet<>(this.models));
	}

	/**
	 * What is missing, and what to configure instead; empty if nothing is.
	 * @param names of the settings of nodes
	 */
	public List<String> missing(SettingNames names) {
		List<String> missing = new ArrayList<>();
		if (this.cells == 0 && !this.configured) {
			missing.add("no cell, so nothing is subscribed to: set " + names.of("nodes") + "[].id=" + this.id
					+ " and its cells (onos-e2t reads cells from E2SM-KPM v2.00 and F1 setup only)");
		}
		if (this.measurements == 0 && !this.configured) {
			missing.add("no measurement, so all that the dialect reads are asked for, and one that the node does not "
					+ "know may silence its report: set " + names.of("nodes") + "[].measurements");
		}
		return missing;
	}

}
