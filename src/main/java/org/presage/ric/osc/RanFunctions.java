package org.presage.ric.osc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

import org.presage.base.InvalidInputException;

/**
 * Numbers of the RAN functions of each node: what the E2 manager tells, or what is
 * configured. Thread-safe.
 */
public final class RanFunctions {

	private final OscSettings settings;

	private final Map<String, NodeDetails> nodes = new ConcurrentHashMap<>();

	public RanFunctions(OscSettings settings) {
		this.settings = settings;
	}

	void learn(NodeDetails node) {
		this.nodes.put(node.name(), node);
	}

	/** Some nodes give an OID of their own to E2SM-KPM: there the definition decides. */
	int kpm(String node) {
		return of(node, RanFunctions::isKpm, this.settings.kpmFunction());
	}

	private static boolean isKpm(NodeDetails.Function function) {
		try {
			return function.kpm().isPresent();
		}
		catch (InvalidInputException ex) {
			return true;
		}
	}

	int control(String node) {
		String oid = "1\\.3\\.6\\.1\\.4\\.1\\.53148\\.1\\.\\d+\\.2\\." + this.settings.controlModel();
		return of(node, (function) -> function.oid().matches(oid), this.settings.controlFunction());
	}

	private int of(String node, Predicate<NodeDetails.Function> wanted, int otherwise) {
		NodeDetails known = this.nodes.get(node);
		return (known == null) ? otherwise
				: known.functions()
					.stream()
					.filter(wanted)
					.mapToInt(NodeDetails.Function::id)
					.findFirst()
					.orElse(otherwise);
	}

}
