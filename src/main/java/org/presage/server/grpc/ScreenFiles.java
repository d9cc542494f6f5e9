/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.presage.api.v1.ScreenRequest;
import org.presage.api.v1.TracePart;
import org.presage.base.InvalidInputException;
import org.presage.offline.screening.Injection;
import org.presage.offline.screening.ScreeningJob;
import org.presage.offline.screening.ScreeningSettings;

/**
 * Reads requests; the files that they name must lie in one directory.
 *
 * @param directory of traces, schema files and packages
 */
record ScreenFiles(Path directory) {

	private static final int MAX_POLICIES = 64;

	private static final int DEFAULT_INJECT_FRAMES = 3;

	/**
	 * @throws IllegalArgumentException naming field, expected and found
	 */
	ScreeningJob job(ScreenRequest request) {
		if (request.getPoliciesCount() < 1 || request.getPoliciesCount() > MAX_POLICIES) {
			throw new InvalidInputException("policies", "1 to " + MAX_POLICIES, request.getPoliciesCount());
		}
		if (request.getTracesCount() == 0) {
			throw new InvalidInputException("traces", "at least one file name", "none");
		}
		if (request.getPart() == TracePart.UNRECOGNIZED) {
			throw new InvalidInputException("part", "a known one", request.getPartValue());
		}
		ScreeningSettings settings = new ScreeningSettings(request.getPart() != TracePart.TRACE_PART_ALL,
				request.getWindows(), request.getStress(),
				request.getInjectList().stream().map(Injection::parse).toList(),
				(request.getInjectFrames() == 0) ? DEFAULT_INJECT_FRAMES : request.getInjectFrames(),
				request.getWorst(), request.getSeed());
		return new ScreeningJob(
				request.getPoliciesList()
					.stream()
					.map((policy) -> new ScreeningJob.PolicyText(policy.getFile(), policy.getYaml()))
					.toList(),
				(policy, model) -> file("policy " + policy + ": model", model),
				request.getTracesList().stream().map((name) -> file("traces", name)).toList(),
				request.getSchema().isEmpty() ? null : file("schema", request.getSchema()), settings);
	}

	/**
	 * A plain file that lies in the directory itself: no path, and no link out of it.
	 */
	private Path file(String field, String name) {
		try {
			Path real = this.directory.resolve(name).toRealPath();
			if (Path.of(name).getNameCount() == 1 && !name.startsWith(".")
					&& this.directory.toRealPath().equals(real.getParent()) && Files.isRegularFile(real)) {
				return real;
			}
		}
		catch (IOException | InvalidPathException ex) {
			throw refused(field, name, ex);
		}
		throw refused(field, name, null);
	}

	private static IllegalArgumentException refused(String field, String name, @Nullable Exception cause) {
		return new InvalidInputException(field, "the name of a file in the directory of presage.screen.traces",
				"\"" + name + "\"", cause);
	}

}
