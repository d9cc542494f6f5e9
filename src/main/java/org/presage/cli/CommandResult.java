/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

import org.presage.base.JsonResult;
import org.presage.worldmodel.ModelManifest;

/**
 * What a command writes with {@code --json}: one object with the fields of both parts.
 *
 * @param head the same for every command
 * @param result of this command
 */
@JsonResult
record CommandResult<T>(@JsonUnwrapped ResultHead head, @JsonUnwrapped T result) {

	/** A result about a model; null for none. */
	static <T> CommandResult<T> of(long seed, @Nullable ModelManifest model, T result) {
		return new CommandResult<>(ResultHead.of(seed, model), result);
	}

}
