/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control.metrics;

import java.util.List;

import io.micrometer.core.instrument.Meter.Type;

/**
 * Every metric of Presage: its name in Prometheus, type, unit, description and labels.
 * All meters are registered through this enum, so that Prometheus gets a description of
 * each; {@code docs/metrics.md} and the descriptions in the Grafana dashboard are
 * generated from it.
 */
public enum Metric implements RegisteredMetric {

	DECISION_LATENCY("wm_decision_latency_seconds", Type.TIMER, "seconds",
			"Time from the receipt of a report to its decision. Buckets: 1, 2, 5, 10, 20, 50, 100, 1000 ms."),

	DECISIONS("wm_decisions_total", Type.COUNTER, "decisions",
			"Decisions by outcome: `planned`, or why the cell is held: `warming_up` (its window is not full), "
					+ "`deadline` (budget exceeded), `no_model`, `model_failed`, `failed` (a defect of Presage), "
					+ "`surprised` (the cell does not behave as the model expects), "
					+ "`infeasible` (its slices need more PRBs than it has), `distrusted` "
					+ "(control had no effect or was refused), `rate_limited` (too soon after the last change), `stale` "
					+ "(late, old or repeated report), `implausible` (the report cannot be true), `blind` (too "
					+ "little is measured), `off_step` (reports come at another period than the model's step); "
					+ "`rolled_back`: the last change is undone because KPIs collapsed.",
			"outcome"),

	DEADLINE_MISSED("wm_deadline_missed_total", Type.COUNTER, "decisions",
			"Decisions that exceeded their budget, `presage.loop.budget`. Their cells are held."),

	CYCLE_MAX("wm_cycle_max_seconds", Type.GAUGE, "seconds",
			"Longest cycle of the control loop in the last minute. Reading it does not reset it."),

	CYCLES_OVER_BUDGET("wm_cycles_over_budget_total", Type.COUNTER, "cycles",
			"Cycles of the control loop that took longer than `presage.loop.budget`."),

	CYCLES_FAILED("wm_cycles_failed_total", Type.COUNTER, "cycles",
			"Cycles of the control loop that a defect or a lack of memory ended. Streams whose report was lost end with "
					+ "`INTERNAL`; the planning thread goes on."),

	TASKS_FAILED("wm_tasks_failed_total", Type.COUNTER, "runs",
			"Runs of scheduled tasks that failed, by the timer that they run on. Periodic tasks go on.", "timer"),

	PLAN_ITERATIONS("wm_plan_iterations", Type.DISTRIBUTION_SUMMARY, "iterations",
			"Optimiser iterations of a plan. They fall under load."),

	PLAN_REGRET("wm_plan_regret", Type.DISTRIBUTION_SUMMARY, "ratio",
			"Regret of decisions drawn at random, one each `presage.regret.period`: 0 is the best plan that a deep "
					+ "search finds from the same report, 1 is as good as to hold. It rises under load. Decisions from "
					+ "which nothing is to gain do not count. Buckets: 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1."),

	PLAN_NONFINITE("wm_plan_nonfinite_total", Type.COUNTER, "plans",
			"Candidate plans whose score was NaN or infinite."),

	ROLLOUT_STEPS("wm_rollout_steps_total", Type.COUNTER, "steps",
			"Imagined steps: candidate plans times the steps of the horizon."),

	INFERENCE_LATENCY("wm_inference_latency_seconds", Type.TIMER, "seconds",
			"Time of one run of a graph of the model: `encode` (once a report), `propose` (once a plan, if the model "
					+ "proposes) or `imagine` (once an iteration). Buckets: 1, 2, 5, 10, 20, 50, 100, 1000 ms.",
			"graph"),

	FRAMES("wm_frames_total", Type.COUNTER, "frames",
			"Frames by result: `accepted`, `gap` (accepted, but frames are missing before it: the window restarts), "
					+ "`repeated`, `late` (older than the newest frame), `old` (older than `presage.loop.max-age`), "
					+ "`implausible` (right in form, false in content: see "
					+ "`wm_false_data_total`), `off_step` (at another period than the model's step), "
					+ "`rejected` (a field is wrong, or a limit is exceeded).",
			"result"),

	REPORTS_LIMITED("wm_reports_limited_total", Type.COUNTER, "reports",
			"Reports above `presage.stream.reports-per-second`. `wm_frames_total` counts them as `rejected`."),

	KPI_UNKNOWN("wm_kpi_unknown_total", Type.COUNTER, "values",
			"Values of KPIs that are not in the model's schema. The loop ignores them."),

	KPI_IMPLAUSIBLE("wm_kpi_implausible_total", Type.COUNTER, "values",
			"Impossible values, such as CQI 1835, by KPI (gRPC API) or measurement (E2). They are treated as missing, "
					+ "or the report is refused (`presage.plausibility.out-of-range`).",
			"measurement"),

	FALSE_DATA("wm_false_data_total", Type.COUNTER, "reports",
			"Reports that are right in form and cannot be true, by cause: `zero_served`, `frozen`, `duplicate`, "
					+ "`scale_step`, `shifted`, `repeated_value`, `value_count`, `overlap`, `unexpected` (one KPI is far "
					+ "from what the model expects; that alone holds no cell). The dashboard shows the cell.",
			"cause"),

	UNSEEN("wm_unseen_total", Type.COUNTER, "reports",
			"Reports of cells that are held because they are not seen as the model needs them, by cause. Outcome `blind`: "
					+ "`no_kpi` (no KPI of the model is measured), `objective` (a KPI that the objective reads is missing), "
					+ "`others` (too few of the other KPIs are measured). Outcome `off_step`: `faster`, `slower` (the "
					+ "period of the reports is not the model's step), `coarse_time` (several reports have one time "
					+ "stamp). Outcome `warming_up`: `gaps` (pauses restart the window before it is full). The decision's "
					+ "detail and the log name the KPIs and the periods.",
			"cause"),

	REPORT_CONFLICTS("wm_report_conflicts_total", Type.COUNTER, "reports",
			"Reports that are rejected because their cell is reported already: `source` (by another stream or RIC), "
					+ "`kind` (as a whole, and this is of a slice, or the other way round). `wm_frames_total` counts them as "
					+ "`rejected`.",
			"conflict"),

	CELLS("wm_cells", Type.GAUGE, "cells",
			"Cells with a window: they report, or did within `presage.loop.silent-after`."),

	BUFFER_SIZE("wm_buffer_size", Type.GAUGE, "frames", "Frames in the windows of all cells."),

	SURPRISE_SCORE("wm_surprise_score", Type.GAUGE, "ratio",
			"Mean squared error over predicted variance, smoothed over all cells. About 1 while the model is right."),

	INTERVAL_COVERAGE("wm_interval_coverage", Type.GAUGE, "ratio",
			"Share of KPIs, one step ahead, inside the interval of the decision, by level in percent. Smoothed over "
					+ "all cells; right if it is the level.",
			"level"),

	INTERVAL_COVERAGE_UNCORRECTED("wm_interval_coverage_uncorrected", Type.GAUGE, "ratio",
			"Share of KPIs, one step ahead, inside the interval as calibrated in training, by level in percent. "
					+ "Smoothed over all cells.",
			"level"),

	INTERVAL_SCALE("wm_interval_scale", Type.GAUGE, "ratio",
			"Width of the interval of the decision over its width as calibrated in training, by level in percent. "
					+ "Mean over KPIs and cells, smoothed.",
			"level"),

	FORECAST_ERROR("wm_forecast_error", Type.GAUGE, "ratio",
			"Root mean square error of forecasts in predicted standard deviations, by forecast: `raw` (the "
					+ "network's) and `corrected` (by the errors of the cell). Over all steps and KPIs whose "
					+ "allocations came true, smoothed over about a thousand reports; absent before the first.",
			"forecast"),

	NEIGHBOURS("wm_neighbours_total", Type.COUNTER, "neighbours",
			"Neighbours of cells when they were planned, or held with a forecast, by what was known of them: "
					+ "`used` (its announced plan is), "
					+ "`stale` (its newest plan is more than three intervals off, or was received too long before), "
					+ "`absent` (it has announced nothing). Only of models that know announced plans.",
			"state"),

	ANNOUNCED_ERROR("wm_announced_error_prbs", Type.DISTRIBUTION_SUMMARY, "PRBs",
			"Distance between the allocation that a cell announced for an interval and the one in force in it, by `step` "
					+ "of the plan that announced it: 1 (the next interval), 2, 4 and so on, up to the model's horizon. "
					+ "Only of cells while `presage.neighbours` knows any. Those that are held announce one step, and "
					+ "count at step 1 alone.",
			"step"),

	CORRECTION_FROZEN("wm_correction_frozen_total", Type.COUNTER, "reports",
			"Reports of which the correction learnt nothing, because the cell was held or the report may be false."),

	MODEL_INFO("wm_model_info", Type.GAUGE, "always 1", "The serving model; absent without one.", "version",
			"architecture", "device"),

	DEVICE_FALLBACK("wm_device_fallback", Type.GAUGE, "0 or 1",
			"1 while the model runs on the CPU although `presage.model.device=cuda` requests a GPU."),

	UPDATE("wm_update_total", Type.COUNTER, "models", "Models that replaced the serving one."),

	UPDATE_FAILED("wm_update_failed_total", Type.COUNTER, "models",
			"Model packages that could not be loaded. The model before keeps serving."),

	TRAIN_LOSS("wm_train_loss", Type.GAUGE, "standard deviations",
			"CRPS of the serving model on its test data, in standard deviations of the training data."),

	CONTROL("wm_control_total", Type.COUNTER, "decisions",
			"Decisions to be carried out: `sent`, and their result: `acknowledged`, `refused`, `timed_out`, "
					+ "`took_effect` or `no_effect` (as the cell's reports show).",
			"status"),

	E2_REPORTING("wm_e2_reporting", Type.GAUGE, "subscriptions", "E2 subscriptions that deliver indications."),

	E2_INDICATIONS("wm_e2_indications_total", Type.COUNTER, "indications",
			"E2 indications by result: `taken`, `stale` (too old), `future` (the node's clock is wrong), `malformed`, "
					+ "`dropped` (the loop's queue is full).",
			"result"),

	E2_RENEWED("wm_e2_renewed_total", Type.COUNTER, "subscriptions",
			"E2 subscriptions that were repeated, by reason: `error` (refused or failed), `ended` (by the RIC), "
					+ "`silence` (no indications), `model` (another model needs another step).",
			"reason"),

	E2_ABSURD_TIMES("wm_e2_absurd_times_total", Type.COUNTER, "indications",
			"Indications whose header time was more than a day off: the time of receipt was used instead. The `time` of "
					+ "the node's dialect is wrong, or its clock."),

	E2_UNKNOWN_GRAMMAR("wm_e2_unknown_grammar", Type.GAUGE, "cells",
			"Cells that are not subscribed to because the grammar of their node is not known: set "
					+ "`presage.e2.nodes[].grammar`."),

	E2_CONTROL_WAITING("wm_e2_control_waiting", Type.GAUGE, "cells",
			"Cells that are to be controlled, and whose decisions are not sent until the topology lists their node "
					+ "(micro-ONOS), a route table was received (O-RAN SC), or the lease is held."),

	E2_VANISHED("wm_e2_vanished_total", Type.COUNTER, "nodes",
			"E2 nodes that left the RIC within 10 s of being sent a message, by kind of message: `subscription`, "
					+ "`control`.",
			"after"),

	E2_HELD("wm_e2_nodes_held", Type.GAUGE, "nodes",
			"E2 nodes that vanished twice and are sent no `subscription` (and so no control), or no `control`, until "
					+ "an operator releases them.",
			"from"),

	OSC_SUBSCRIPTIONS("wm_osc_subscriptions", Type.GAUGE, "subscriptions",
			"Subscriptions that the O-RAN SC RIC has accepted. `wm_e2_reporting` shows those that deliver."),

	OSC_IGNORED("wm_osc_ignored_total", Type.COUNTER, "messages",
			"Messages of the O-RAN SC RIC that were ignored, by reason: `unknown_subscription` (of another xApp, or "
					+ "just ended), `other_node`, `malformed`, `unexpected_answer` (late, repeated, or for another "
					+ "xApp), `other_type`.",
			"reason"),

	RMR_MESSAGES("wm_rmr_messages_total", Type.COUNTER, "messages",
			"Messages of the O-RAN SC message router (RMR): `received`; to send: `queued`, `no_route`, `full` (the "
					+ "peer does not read, or is unavailable), `too_large`, `closed`.",
			"result"),

	RMR_DROPPED("wm_rmr_dropped_total", Type.COUNTER, "messages",
			"RMR messages that were lost. Received: `length` (ends the connection), `header`, `payload`, `version`, "
					+ "`handler`. Sent: `expired` (not connected within 2 s), `broken` (the connection ended). "
					+ "`connections`: of 256 connections one was closed for a new one. `slow`: a connection was "
					+ "closed because a message was not whole after 10 s. `memory`: all connections together held too much; "
					+ "the one whose message began first was closed.",
			"reason"),

	RMR_CONNECTIONS("wm_rmr_connections", Type.GAUGE, "connections",
			"Open RMR connections: `in` (opened by peers), `out` (opened by Presage).", "direction"),

	RMR_UNREACHABLE("wm_rmr_unreachable_total", Type.COUNTER, "attempts", "Failed attempts to connect to an RMR peer."),

	RMR_ROUTES("wm_rmr_routes", Type.GAUGE, "entries",
			"Entries of the RMR route table in use: routes, and nodes with an owner."),

	RMR_TABLES("wm_rmr_tables_total", Type.COUNTER, "tables",
			"Route tables from the RMR route manager: `taken` or `refused`.", "result"),

	RMR_SKIPPED("wm_rmr_records_skipped_total", Type.COUNTER, "records",
			"Records of RMR route tables, or parts of them, that were skipped; the rest of the table is used. By reason: "
					+ "`fields` (too few), `type` (no message type), `endpoint` (not host:port), `node` (name too long), "
					+ "`unknown` (kind of record), `outside` (of any table), `early` (an update before a full table).",
			"reason"),

	RMR_HELD("wm_rmr_held_octets", Type.GAUGE, "octets",
			"Buffers of incoming RMR messages that are not complete, of all connections. At most 64 MiB, or four of "
					+ "the longest messages."),

	LEASE_HELD("wm_lease_held", Type.GAUGE, "servers",
			"1 if this server holds the lease of its cells, or nothing guards them; 0 if it is a standby, which neither "
					+ "subscribes to cells of a RIC nor controls them. By index among the replicas.",
			"replica"),

	LEASE_LOST("wm_lease_lost_total", Type.COUNTER, "leases",
			"Leases lost while cells were controlled: no answer of the shared data layer, or another server took it.",
			"replica"),

	STATE_MISSED("wm_state_missed_total", Type.COUNTER, "operations",
			"Reads and writes that the state file or the O-RAN SC RIC's shared data layer did not answer. The copy in "
					+ "memory is used."),

	POLICIES("wm_policies", Type.GAUGE, "policies",
			"Operators' policies: `enforced`, or `not_enforced` (outside their time, overridden, or infeasible).",
			"state"),

	POLICY_REFUSED("wm_policy_refused_total", Type.COUNTER, "policies",
			"Policies, and messages about them, that were refused: `malformed`, `size`, `schema`, `meaning` "
					+ "(contradictory or infeasible), `type`, `operation`, `id`, `owned` (created over another way), "
					+ "`full`, `state` (stored before a restart, and damaged).",
			"reason"),

	POLICY_CHANGED("wm_policy_changed_timestamp_seconds", Type.GAUGE, "seconds",
			"When the effect of the policies last changed, in seconds since 1970. 0: never."),

	POLICY_RELOAD("wm_policy_reload_total", Type.COUNTER, "reloads", "Changes of policy files that took effect."),

	POLICY_RELOAD_FAILED("wm_policy_reload_failed_total", Type.COUNTER, "reloads",
			"Changes of policy files that could not be used. The policies before stay in force."),

	NEIGHBOURS_RELOAD("wm_neighbours_reload_total", Type.COUNTER, "reloads",
			"Changes of the file of neighbours that took effect."),

	NEIGHBOURS_RELOAD_FAILED("wm_neighbours_reload_failed_total", Type.COUNTER, "reloads",
			"Changes of the file of neighbours that could not be used. The relation before stays in force."),

	AUDIT_DROPPED("wm_audit_dropped_total", Type.COUNTER, "decisions",
			"Decisions missing from the audit file: too many at once, or the file cannot be written."),

	TRANSITIONS("wm_transitions_total", Type.COUNTER, "reports",
			"Answered reports, and frames of `Update`, by what the store of transitions does with them: `kept`, or why not: "
					+ "`settling` (first frames after a start, a gap or a change), `stale`, `implausible`, `blind`, `off_step`, "
					+ "`distrusted`, `rolled_back`, `no_action` (PRBs not known), `other_model` (no model, or other frames).",
			"result"),

	TRANSITIONS_DROPPED("wm_transitions_dropped_total", Type.COUNTER, "reports",
			"Answered reports missing from the store of transitions: too many at once, or the file cannot be written."),

	STORED_ROWS("wm_stored_rows", Type.GAUGE, "rows",
			"Rows in the store of transitions: frames in `newest`, windows in `reservoir`.", "part"),

	EXCITATION("wm_excitation_ratio", Type.GAUGE, "ratio",
			"Share of the variance of the PRBs that the newest KPIs and their squares do not explain linearly, by group. Near "
					+ "0 their effect cannot be learnt; a high value proves nothing. NaN until a few hundred frames are kept.",
			"group"),

	FORECAST_CRPS("wm_forecast_crps", Type.GAUGE, "deviations",
			"CRPS of the forecasts of running cells over the whole horizon, for the PRBs in force, in standard deviations of "
					+ "the training data: mean of about 1,000 windows, each of which counts 2 at most. NaN without a store."),

	DRIFT_ALARMS("wm_drift_alarms_total", Type.COUNTER, "alarms",
			"Alarms that forecasts of running cells got worse: `drift` of a group, or `data_fault` of one node or its values.",
			"kind"),

	CHALLENGERS("wm_challengers_total", Type.COUNTER, "models",
			"Models trained while the server ran, by verdict: `promoted`, `rejected`, `rolled_back`, `abandoned`.",
			"verdict"),

	LEARN_PHASE("wm_learn_phase", Type.GAUGE, "",
			"1 for what learning does now, 0 for the others: `idle`, `copying`, `training`, `shadow`, `canary`.",
			"phase"),

	TRAINED_WINDOWS("wm_trained_windows_total", Type.COUNTER, "windows",
			"Windows of transitions that challengers were trained on, counted when one is made."),

	CHALLENGER_ADVANTAGE("wm_challenger_advantage", Type.GAUGE, "deviations",
			"By how much the CRPS of the challenger in shadow is lower than the champion's: `mean`, and `least` with 95 % "
					+ "confidence at all times together. NaN without one.",
			"bound"),

	TRACES_DROPPED("wm_traces_dropped_total", Type.COUNTER, "spans",
			"Spans, and decisions to be traced, that did not reach the trace collector: it is unavailable, or there "
					+ "were too many at once."),

	CALLS_REFUSED("wm_calls_refused_total", Type.COUNTER, "calls",
			"Refused calls by reason and required role (`node`, `operator`, `reader`, `none`): `identity` "
					+ "(unauthenticated caller), `role` (the caller lacks it), `streams` (too many), `message_size`, "
					+ "`memory` (more octets than the server keeps unanswered), `malformed` (octets that are no "
					+ "request), `defect` (the service failed; see the log), `cross_site` (a web request from another "
					+ "site's page), `handshake` (TLS failed, or the client certificate is not accepted), `connection` "
					+ "(a web connection whose request did not arrive in time, or one too many).",
			"reason", "role"),

	SECURITY_RELOAD("wm_security_reload_total", Type.COUNTER, "reloads",
			"Changes of certificate, key and token files that took effect."),

	SECURITY_RELOAD_FAILED("wm_security_reload_failed_total", Type.COUNTER, "reloads",
			"Changes of certificate, key and token files that could not be used. The ones before stay in use."),

	CERTIFICATE_EXPIRY("wm_certificate_expiry_timestamp_seconds", Type.GAUGE, "seconds",
			"When the server's certificate expires, in seconds since 1970. Absent without TLS.");

	private final String prometheusName;

	private final Type type;

	private final String unit;

	private final String description;

	private final List<String> tags;

	Metric(String prometheusName, Type type, String unit, String description, String... tags) {
		this.prometheusName = prometheusName;
		this.type = type;
		this.unit = unit;
		this.description = description;
		this.tags = List.of(tags);
	}

	/** Name in Prometheus, with unit and {@code _total}. */
	@Override
	public String prometheusName() {
		return this.prometheusName;
	}

	/** Timers and summaries are histograms in Prometheus. */
	public Type type() {
		return this.type;
	}

	/** What is counted or measured; only seconds are a part of the name. */
	@Override
	public String unit() {
		return this.unit;
	}

	/** Plain English, with names and values of labels in backquotes. */
	@Override
	public String description() {
		return this.description;
	}

	/** Names of the labels. */
	@Override
	public List<String> tags() {
		return this.tags;
	}

}
