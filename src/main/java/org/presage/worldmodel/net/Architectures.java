package org.presage.worldmodel.net;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import org.presage.base.InvalidInputException;

/** The architectures by the names that users give. */
public final class Architectures {

	/** The one that is used when nothing is said. */
	public static final String DEFAULT = "ms3m";

	/** Nothing changes. */
	public static final String PERSISTENCE = "persistence";

	/** The mean of the training part. */
	public static final String MEAN = "mean";

	/** Ridge autoregression of each KPI on its own past. */
	public static final String RIDGE_AR = "ridge-ar";

	/** Ridge vector autoregression with the action. */
	public static final String VARX = "varx";

	private static final Map<String, Function<NetworkSpec, Network>> BY_NAME = new TreeMap<>(Map.ofEntries(
			Map.entry(DEFAULT, Ms3m::new), Map.entry("wm-ms3m", WmMs3m::new), Map.entry("rssm", Rssm::new),
			Map.entry("mlp", Mlp::new), Map.entry("lstm", Lstm::new), Map.entry("transformer", Transformer::new),
			Map.entry("vae", Vae::new), Map.entry("dlinear", (spec) -> new DLinear(spec, true)),
			Map.entry("nlinear", (spec) -> new DLinear(spec, false)), Map.entry(PERSISTENCE, LinearModel::new),
			Map.entry(MEAN, LinearModel::new), Map.entry(RIDGE_AR, LinearModel::new),
			Map.entry(VARX, LinearModel::new)));

	private Architectures() {
	}

	/** All names, sorted. */
	public static Set<String> names() {
		return BY_NAME.keySet();
	}

	/**
	 * The network of a spec; an {@link Ensemble} if its size has several members.
	 * @throws IllegalArgumentException if no architecture has the name
	 */
	public static Network build(NetworkSpec spec) {
		Function<NetworkSpec, Network> constructor = BY_NAME.get(spec.architecture());
		if (constructor == null) {
			throw new InvalidInputException("architecture", "one of " + BY_NAME.keySet(), spec.architecture());
		}
		return (spec.size().members() > 1) ? new Ensemble(spec, constructor) : constructor.apply(spec);
	}

}
