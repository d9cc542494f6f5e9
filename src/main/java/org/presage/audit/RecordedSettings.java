package org.presage.audit;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.InvalidInputException;
import org.presage.control.CellIntent;
import org.presage.control.ControlSettings;
import org.presage.planner.CemSettings;
import org.presage.planner.GridSettings;
import org.presage.planner.MppiSettings;
import org.presage.planner.OptimizerSettings;
import org.presage.planner.PatternSettings;
import org.presage.planner.RandomSettings;

/**
 * The settings of a run as JSON: search with its seed, objective, bounds and slices, all
 * of {@link ControlSettings}; and what operators want over them. Numbers survive bit for
 * bit.
 */
public final class RecordedSettings {

	/** The settings of another version have other fields: they must not be guessed. */
	private static final JsonMapper JSON = JsonMapper.builder()
		.addMixIn(OptimizerSettings.class, Kind.class)
		.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
				DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
				DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	private RecordedSettings() {
	}

	/** Says in JSON which optimiser it is, so that the planner need not know of JSON. */
	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
	@JsonSubTypes({ @JsonSubTypes.Type(value = CemSettings.class, name = "cem"),
			@JsonSubTypes.Type(value = MppiSettings.class, name = "mppi"),
			@JsonSubTypes.Type(value = RandomSettings.class, name = "random"),
			@JsonSubTypes.Type(value = GridSettings.class, name = "grid"),
			@JsonSubTypes.Type(value = PatternSettings.class, name = "pattern") })
	private interface Kind {

	}

	static String json(ControlSettings settings) {
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
