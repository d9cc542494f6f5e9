/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.state;

import java.util.Optional;
import java.util.Set;

/**
 * What survives a restart of the xApp: a few short texts by key. No method fails because
 * of what is behind the store: where that is unavailable, the memory of this process
 * answers. Thread-safe.
 */
public interface StateStore extends AutoCloseable {

	/** Empty if there is none. */
	Optional<String> get(String key);

	/**
	 * @return whether it will survive a restart; if not, it is in the memory of this
	 * process, and written as soon as it can be
	 */
	boolean set(String key, String value);

	/**
	 * Nothing happens if there is none.
	 * @return whether that will survive a restart, as of {@link #set}
	 */
	boolean remove(String key);

	/** Keys that have a value, sorted. */
	Set<String> keys();

	@Override
	void close();

}
