package org.presage.worldmodel.net;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The architectures by the names that users give. */
public final class Architectures {

	/** The one that is used when nothing is said. */
	public static final String DEFAULT = "ms3m";

	private static final Map<String, Function<NetworkSpec, Network>> BY_NAME = new TreeMap<>(
			Map.of(DEFAULT, Ms3m::new));

	private Architectures() {
	}

	/**
	 * @throws IllegalArgumentException if no architecture has the name
	 */
	public static Network build(NetworkSpec spec) {
		Function<NetworkSpec, Network> constructor = BY_NAME.get(spec.architecture());
		if (constructor == null) {
			throw new IllegalArgumentException(
					"architecture: expected one of " + BY_NAME.keySet() + ", found " + spec.architecture());
		}
		return constructor.apply(spec);
	}

}
