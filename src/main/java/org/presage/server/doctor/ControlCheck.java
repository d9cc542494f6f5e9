/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.presage.base.InvalidInputException;
import org.presage.e2.control.PrbControl;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.dialect.Dialects;
import org.presage.ric.CellTarget;
import org.presage.ric.EdgeSettings;

/** Whether control can do at the configured nodes what it is meant to do. */
final class ControlCheck implements Check {

	private final EdgeSettings settings;

	private final Dialects dialects;

	/**
	 * @param settings of an edge that is configured
	 */
	ControlCheck(EdgeSettings settings, Dialects dialects) {
		this.settings = settings;
		this.dialects = dialects;
	}

	@Override
	public String name() {
		return "control";
	}

	@Override
	public void look(Findings findings) {
		PrbControl control = this.settings.control();
		for (Map.Entry<String, List<CellTarget>> used : byDialect().entrySet()) {
			Dialect dialect;
			try {
				dialect = this.dialects.get("presage.e2.dialect", used.getKey());
			}
			catch (InvalidInputException ex) {
				// The check of the configuration reports it.
				continue;
			}
			ControlRules rules = control.rules(dialect);
			findings.ok(control + " to nodes of dialect " + dialect.name() + ": the ceiling is in "
					+ rules.ceiling().name().toLowerCase(Locale.ROOT)
					+ ((rules.groups() == ControlRules.Groups.FIRST) ? ", one message for each slice" : ""));
			if (control == PrbControl.RC_B && dialect.control() == null) {
				findings.warn("dialect " + dialect.name() + " does not say which ratio its nodes apply",
						"Use the dialect oai or xslice, or say control.ceiling in a dialect of your own.");
			}
			if (control.addressesDevice() && rules.limits() == ControlRules.Limits.DEVICE) {
				device(findings, dialect, used.getValue());
			}
			if (control == PrbControl.CCC && rules.least(true).dedicated() > 0) {
				used.getValue()
					.stream()
					.filter((target) -> target.cell().nci() == 0)
					.forEach((target) -> findings.warn(
							target.id() + ": nodes of dialect " + dialect.name() + " refuse ccc for NR cell identity 0",
							"Give the cell another identity in the node's configuration."));
			}
		}
	}

	private void device(Findings findings, Dialect dialect, List<CellTarget> targets) {
		findings.warn(
				"presage.e2.control " + this.settings.control() + ": nodes of dialect " + dialect.name()
						+ " limit one device, in downlink and uplink, in percent of the carrier of their first cell",
				"Use presage.e2.control=ccc, which limits the slice in the cell's downlink.");
		Map<String, Integer> cells = new LinkedHashMap<>();
		targets.forEach((target) -> cells.merge(target.node(), 1, Integer::sum));
		cells.forEach((node, count) -> {
			if (count > 1 && dialect.style() == 1) {
				findings.warn(node + " has " + count + " cells, and its reports name no devices: nothing is sent to it",
						"Use presage.e2.control=ccc.");
			}
		});
	}

	private Map<String, List<CellTarget>> byDialect() {
		Map<String, List<CellTarget>> used = new LinkedHashMap<>();
		used.put(this.settings.dialect(), new ArrayList<>());
		for (CellTarget target : this.settings.targets()) {
			used.computeIfAbsent(target.dialect(), (name) -> new ArrayList<>()).add(target);
		}
		return used;
	}

}
