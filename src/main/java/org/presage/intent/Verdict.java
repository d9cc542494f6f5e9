package org.presage.intent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.presage.control.CellIntent;
import org.presage.control.KpiLimit;
import org.presage.control.PrbBounds;

/**
 * What policies mean for one cell or slice. They are asked in the order in which they
 * count, and of each statement the first one that is made counts, field by field. What a
 * policy for slices says of PRBs is about the slice, what others say is about the cell,
 * and both count.
 */
final class Verdict {

	/** Before statements about PRBs of a slice. */
	private static final String OF_SLICE = "slice.";

	private final SortedMap<String, Said> counts = new TreeMap<>();

	/**
	 * @param policies that are about the cell or slice, in the order in which they count
	 */
	Verdict(List<Policy> policies) {
		for (int rank = 0; rank < policies.size(); rank++) {
			Policy policy = policies.get(rank);
			for (Map.Entry<String, Object> said : policy.statements().entrySet()) {
				this.counts.putIfAbsent(key(policy, said.getKey()), new Said(policy, rank, said.getValue()));
			}
		}
		agree("");
		agree(OF_SLICE);
	}

	private static String key(Policy policy, String path) {
		return (policy.scope().ofSlices() && path.startsWith(Policy.PRBS)) ? OF_SLICE + path : path;
	}

	/**
	 * Where the fewest PRBs of one policy are more than the most of another one, the one
	 * that counts less is not heard.
	 */
	private void agree(String prefix) {
		Said min = this.counts.get(prefix + Policy.MIN);
		Said max = this.counts.get(prefix + Policy.MAX);
		if (min != null && max != null && (Integer) min.value() > (Integer) max.value()) {
			this.counts.remove(prefix + ((min.rank() < max.rank()) ? Policy.MAX : Policy.MIN));
		}
	}

	/**
	 * Who is heard in place of a policy's statement; the policy itself if it is heard.
	 */
	Policy heard(Policy policy, String path) {
		String key = key(policy, path);
		Said said = this.counts.get(key);
		if (said != null) {
			return said.by();
		}
		String other = key.endsWith(Policy.MIN) ? key.replace(Policy.MIN, Policy.MAX)
				: key.replace(Policy.MAX, Policy.MIN);
		return this.counts.getOrDefault(other, new Said(policy, 0, "")).by();
	}

	/** All that counts, by path; paths that begin with {@code slice.} are the slice's. */
	SortedMap<String, Said> counts() {
		return this.counts;
	}

	/** For the control loop. */
	CellIntent intent() {
		if (this.counts.isEmpty()) {
			return CellIntent.NONE;
		}
		Map<String, Double> weights = new TreeMap<>();
		List<KpiLimit> limits = new ArrayList<>();
		SortedMap<Integer, String> policies = new TreeMap<>();
		this.counts.forEach((path, said) -> {
			policies.put(said.rank(), said.by().id());
			if (path.startsWith(Policy.WEIGHT)) {
				weights.put(path.substring(Policy.WEIGHT.length()), (Double) said.value());
			}
			else if (said.value() instanceof KpiLimit limit) {
				limits.add(limit);
			}
		});
		Object budget = value(Policy.BUDGET);
		return new CellIntent(List.copyOf(policies.values()), bounds(""), bounds(OF_SLICE), weights, limits,
				(Double) value(Policy.RISK), (budget != null) ? (Integer) budget * 1_000_000L : null,
				value(Policy.MODE) == Policy.Mode.ADVISORY);
	}

	private PrbBounds bounds(String prefix) {
		return new PrbBounds((Integer) value(prefix + Policy.MIN), (Integer) value(prefix + Policy.MAX),
				(Integer) value(prefix + Policy.MAX_STEP));
	}

	private @Nullable Object value(String path) {
		Said said = this.counts.get(path);
		return (said != null) ? said.value() : null;
	}

}
