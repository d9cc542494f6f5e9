package org.presage.control.metrics;

/**
 * Names of the metrics as Micrometer has them; Prometheus shows dots as underscores and
 * adds units.
 */
public final class MetricNames {

	/** From receipt of a report to its decision. */
	public static final String DECISION_LATENCY = "wm.decision.latency";

	/** One run of a graph; tag {@code graph}. */
	public static final String INFERENCE_LATENCY = "wm.inference.latency";

	/** Optimiser iterations of the last plan. */
	public static final String PLAN_ITERATIONS = "wm.plan.iterations";

	/** Decisions; tag {@code outcome}. */
	public static final String DECISIONS = "wm.decisions";

	/** Decisions to be carried out, and what became of them; tag {@code status}. */
	public static final String CONTROLS = "wm.control";

	/** Decisions that came after their deadline. */
	public static final String DEADLINE_MISSED = "wm.deadline.missed";

	/** Longest cycle of the loop since the last scrape. */
	public static final String CYCLE_MAX = "wm.cycle.max";

	/** Frames; tag {@code result}. */
	public static final String FRAMES = "wm.frames";

	/**
	 * How far frames are from what was expected: mean squared error in predicted standard
	 * deviations; 1 is calm.
	 */
	public static final String SURPRISE = "wm.surprise.score";

	/** Share of the KPIs inside the interval that was sent; tag {@code level}. */
	public static final String INTERVAL_COVERAGE = "wm.interval.coverage";

	/**
	 * The same for the interval as it left the training, before any correction online;
	 * tag {@code level}.
	 */
	public static final String INTERVAL_COVERAGE_UNCORRECTED = "wm.interval.coverage.uncorrected";

	/**
	 * How many times as wide as it left the training an interval is now; tag
	 * {@code level}.
	 */
	public static final String INTERVAL_SCALE = "wm.interval.scale";

	/** Models that took the place of another one. */
	public static final String UPDATES = "wm.update";

	/** Packages that could not be loaded or did not fit. */
	public static final String UPDATE_FAILED = "wm.update.failed";

	/** CRPS of the serving model on its test part, train standard deviations. */
	public static final String TRAIN_LOSS = "wm.train.loss";

	/** Frames held in all windows. */
	public static final String BUFFER_SIZE = "wm.buffer.size";

	/** Imagined steps: plans times horizon. */
	public static final String ROLLOUT_STEPS = "wm.rollout.steps";

	/** Plans whose score was NaN or infinite. */
	public static final String NON_FINITE = "wm.plan.nonfinite";

	/** 1; tags {@code version, architecture, device}. */
	public static final String MODEL_INFO = "wm.model.info";

	/** 1 while the processor is used although CUDA was asked for. */
	public static final String DEVICE_FALLBACK = "wm.device.fallback";

	/** Cells that have a window. */
	public static final String CELLS = "wm.cells";

	/** Values in reports whose KPI name is not in the schema. */
	public static final String UNKNOWN_KPIS = "wm.kpi.unknown";

	/** Values that cannot be, taken as absent; tag {@code measurement}. */
	public static final String IMPLAUSIBLE_KPIS = "wm.kpi.implausible";

	/** Indications from an E2 termination; tag {@code result}. */
	public static final String E2_INDICATIONS = "wm.e2.indications";

	/** Subscriptions that the O-RAN SC RIC has accepted. */
	public static final String OSC_SUBSCRIPTIONS = "wm.osc.subscriptions";

	/** Messages of the O-RAN SC RIC that were left alone, by reason. */
	public static final String OSC_IGNORED = "wm.osc.ignored";

	/** Subscriptions that were made anew; tag {@code reason}. */
	public static final String E2_RENEWED = "wm.e2.renewed";

	/** Subscriptions that deliver indications. */
	public static final String E2_REPORTING = "wm.e2.reporting";

	/** Messages of the router, received and sent; tag {@code result}. */
	public static final String RMR_MESSAGES = "wm.rmr.messages";

	/** Messages of the router that were lost; tag {@code reason}. */
	public static final String RMR_DROPPED = "wm.rmr.dropped";

	/** Connections of the router; tag {@code direction}. */
	public static final String RMR_CONNECTIONS = "wm.rmr.connections";

	/** Attempts to connect to a peer of the router that failed. */
	public static final String RMR_UNREACHABLE = "wm.rmr.unreachable";

	/** Routes and nodes with an owner in the route table in use. */
	public static final String RMR_ROUTES = "wm.rmr.routes";

	/** Route tables that were sent to us; tag {@code result}. */
	public static final String RMR_TABLES = "wm.rmr.tables";

	/** Reads and writes that the RIC's shared data layer did not answer. */
	public static final String STATE_MISSED = "wm.state.missed";

	/** Policies of operators; tag {@code state}. */
	public static final String POLICIES = "wm.policies";

	/** Policies and messages about them that were not taken; tag {@code reason}. */
	public static final String POLICY_REFUSED = "wm.policy.refused";

	/** When what policies want changed last, seconds since 1970; 0 for never. */
	public static final String POLICY_CHANGED = "wm.policy.changed";

	/** Changed files of policies that were taken. */
	public static final String POLICY_RELOADED = "wm.policy.reload";

	/** Changed files of policies that could not be used. */
	public static final String POLICY_RELOAD_FAILED = "wm.policy.reload.failed";

	/** Decisions that were not written to the audit file. */
	public static final String AUDIT_DROPPED = "wm.audit.dropped";

	/** Calls that were refused; tags {@code reason, role}. */
	public static final String CALLS_REFUSED = "wm.calls.refused";

	/** Reports above the limit of their client. */
	public static final String REPORTS_LIMITED = "wm.reports.limited";

	/** Changed certificates, keys and tokens that were taken from their files. */
	public static final String SECURITY_RELOADED = "wm.security.reload";

	/** Changed files of certificates, keys and tokens that could not be used. */
	public static final String SECURITY_RELOAD_FAILED = "wm.security.reload.failed";

	/** When the server's certificate ends, seconds since 1970. */
	public static final String CERTIFICATE_END = "wm.certificate.end";

	/** Traces that were not delivered. */
	public static final String TRACES_DROPPED = "wm.traces.dropped";

	private MetricNames() {
	}

}
