/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.audit;

import java.util.Arrays;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

import org.presage.base.InvalidInputException;
import org.presage.control.CellIntent;
import org.presage.control.ControlSettings;
import org.presage.planner.OptimizerSettings;

/**
 * The settings of a run as JSON: search with its seed, objective, bounds and slices, all
 * of {@link ControlSettings}; and what operators want over them. Numbers survive bit for
 * bit.
 */
public final class RecordedSettings {

	/** The settings of another version have other fields: they must not be guessed. */
	private static final JsonMapper JSON = JsonMapper.builder()
		.addMixIn(OptimizerSettings.class, Kind.class)
		.registerSubtypes(kinds())
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
				DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
				DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	private RecordedSettings() {
	}

	/** Says in JSON which optimiser it is, so that the planner need not know of JSON. */
	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	private interface Kind {

	}

	/** All optimisers there are, as {@code cem} for {@code CemSettings}. */
	private static NamedType[] kinds() {
		return Arrays.stream(OptimizerSettings.class.getPermittedSubclasses())
			.map((kind) -> new NamedType(kind,
					kind.getSimpleName().replaceFirst("Settings$", "").toLowerCase(Locale.ROOT)))
			.toArray(NamedType[]::new);
	}

	/** What the planner of a server uses. */
	public static String json(ControlSettings settings) {
		return JSON.writeValueAsString(settings);
	}

	/** What an operator wanted of a cell or slice. */
	public static String json(CellIntent intent) {
		return JSON.writeValueAsString(intent);
	}

	/**
	 * @throws InvalidInputException if they are of another version of this program
	 */
	public static ControlSettings read(String json) {
		return read("settings", "those", json, ControlSettings.class);
	}

	/**
	 * @throws InvalidInputException if it is of another version of this program
	 */
	public static CellIntent readIntent(String json) {
		CellIntent intent = read("intent", "that", json, CellIntent.class);
		return intent.equals(CellIntent.NONE) ? CellIntent.NONE : intent;
	}

	private static <T> T read(String field, String which, String json, Class<T> type) {
		try {
			return JSON.readValue(json, type);
		}
		catch (JacksonException ex) {
			throw new InvalidInputException(field, which + " of this version of presage", ex.getOriginalMessage());
		}
	}

}
