package org.presage.intent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

	private static final String SLICE_MIN = OF_SLICE + Policy.MIN;

	private static final String SLICE_MAX = OF_SLICE + Policy.MAX;

	private final SortedMap<String, Said> counts = new TreeMap<>();

	/**
	 * @param policies that are about the cell or slice, in the order in which they count
	 */
	Verdict(List<Policy> policies) {
		for (int rank = 0; rank < policies.size(); rank++) {
			Policy policy = policies.get(rank);
			for (Map.Entry<String, Object> said : policy.statements().entrySet()) {
				String key = key(policy, said.getKey());
				if (contradicted(key, said.getValue()) == null) {
					this.counts.putIfAbsent(key, new Said(policy, rank, said.getValue()));
				}
			}
		}
	}

	private static String key(Policy policy, String path) {
		return (policy.scope().ofSlices() && path.startsWith(Policy.PRBS)) ? OF_SLICE + path : path;
	}

	/**
	 * Where the fewest PRBs of one policy are more than the most of another one, the one
	 * that counts less is not heard, as if it had not said so.
	 * @return what is heard already and contradicts the value; null for nothing
	 */
	private @Nullable Said contradicted(String key, Object value) {
		return switch (key) {
			case Policy.MIN -> below((Integer) value, Policy.MAX);
			case SLICE_MIN -> below((Integer) value, SLICE_MAX);
			case Policy.MAX -> above((Integer) value, Policy.MIN);
			case SLICE_MAX -> above((Integer) value, SLICE_MIN);
			default -> null;
		};
	}

	private @Nullable Said below(int fewest, String key) {
		Said most = this.counts.get(key);
		return (most != null && (Integer) most.value() < fewest) ? most : null;
	}

	private @Nullable Said above(int most, String key) {
		Said fewest = this.counts.get(key);
		return (fewest != null && (Integer) fewest.value() > most) ? fewest : null;
	}

	/**
	 * Who is heard in place of a policy's statement; the policy itself if it is heard.
	 */
	Policy heard(Policy policy, String path) {
		String key = key(policy, path);
		Said contradicts = contradicted(key, Objects.requireNonNull(policy.statements().get(path)));
		Said said = (contradicts != null) ? contradicts : this.counts.get(key);
		return (said != null) ? said.by() : policy;
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
