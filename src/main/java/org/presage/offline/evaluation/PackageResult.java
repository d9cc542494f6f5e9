/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.ser.std.StdSerializer;

import org.presage.base.JsonResult;

/**
 * A judged package and what it has seen of the judged rows; null, written as
 * {@code "unknown"}, where its files are others.
 *
 * @param created ISO-8601
 * @param trainedOnThisData whether its training files are the judged ones
 * @param judgedRowsInTrain judged rows that it was trained on
 * @param judgedRowsInValid judged rows that chose its epoch
 */
@JsonResult
@JsonInclude(JsonInclude.Include.ALWAYS)
public record PackageResult(String version, String architecture, int window, int horizon, String created,
		@JsonSerialize(nullsUsing = PackageResult.Unknown.class) @Nullable Boolean trainedOnThisData,
		@JsonSerialize(nullsUsing = PackageResult.Unknown.class) @Nullable Long judgedRowsInTrain,
		@JsonSerialize(nullsUsing = PackageResult.Unknown.class) @Nullable Long judgedRowsInValid) {

	/** Headers of {@link #facts()}. */
	public static final List<String> HEADERS = List.of("version", "architecture", "window", "horizon", "created",
			"trained on these files", "judged rows that it was trained on", "that chose its epoch");

	private static final String UNKNOWN = "unknown";

	/** For a table. */
	public List<String> facts() {
		return List.of(this.version, this.architecture, Integer.toString(this.window), Integer.toString(this.horizon),
				this.created, known(this.trainedOnThisData), known(this.judgedRowsInTrain),
				known(this.judgedRowsInValid));
	}

	private static String known(@Nullable Object value) {
		return (value != null) ? value.toString() : UNKNOWN;
	}

	/** Writes null as a text. */
	static final class Unknown extends StdSerializer<Object> {

		Unknown() {
			super(Object.class);
		}

		@Override
		public void serialize(@Nullable Object value, JsonGenerator out, SerializationContext context) {
			out.writeString(UNKNOWN);
		}

	}

}
