/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs tasks on all processors. */
final class AllProcessors {

	private AllProcessors() {
	}

	/**
	 * Runs tasks to their ends; returns their results in the order of the tasks.
	 * @param failed what is said if one throws a checked exception or an error; an
	 * unchecked exception is thrown as it is
	 */
	static <T> List<T> run(List<Callable<T>> tasks, String failed) throws InterruptedException {
		List<T> results = new ArrayList<>();
		try (ExecutorService pool = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
			for (Future<T> result : pool.invokeAll(tasks)) {
				results.add(result.get());
			}
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof RuntimeException failure) {
				throw failure;
			}
			throw new IllegalStateException(failed, ex.getCause());
		}
		return results;
	}

}
