package org.presage.e2.osc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Numbers of the RAN functions of each node: what the E2 manager tells, or what is
 * configured. Thread-safe.
 */
public final class RanFunctions {

	/** Last arc of E2SM-KPM's OID. */
	private static final int KPM = 2;

	private final OscSettings settings;

	private final Map<String, NodeDetails> nodes = new ConcurrentHashMap<>();

	public RanFunctions(OscSettings settings) {
		this.settings = settings;
	}

	void learn(NodeDetails node) {
		this.nodes.put(node.name(), node);
	}

	int kpm(String node) {
		return of(node, KPM, this.settings.kpmFunction());
	}

	int control(String node) {
		return of(node, this.settings.controlModel(), this.settings.controlFunction());
	}

	private int of(String node, int model, int otherwise) {
		NodeDetails known = this.nodes.get(node);
		return (known == null) ? otherwise : known.functions()
			.stream()
			.filter((function) -> function.oid().matches("1\\.3\\.6\\.1\\.4\\.1\\.53148\\.1\\.\\d+\\.2\\." + model))
			.mapToInt(NodeDetails.Function::id)
			.findFirst()
			.orElse(otherwise);
	}

}
