package org.presage.server.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/**
 * The keys that records of properties bind. What Spring does not know it leaves alone, so
 * that a key with a slip of the pen has no effect and nobody hears of it.
 */
final class KnownKeys {

	private final Map<String, Class<?>> records;

	/**
	 * @param records by the prefix that they are bound to
	 */
	KnownKeys(Map<String, Class<?>> records) {
		this.records = Map.copyOf(records);
	}

	/** Whether a record binds it, or a part of it. */
	boolean contains(ConfigurationPropertyName name) {
		return this.records.entrySet().stream().anyMatch((entry) -> {
			ConfigurationPropertyName prefix = ConfigurationPropertyName.of(entry.getKey());
			return prefix.equals(name)
					|| prefix.isAncestorOf(name) && binds(entry.getValue(), name, prefix.getNumberOfElements());
		});
	}

	/** Whether a value of this type has something at the rest of the name. */
	private static boolean binds(Type type, ConfigurationPropertyName name, int from) {
		if (from == name.getNumberOfElements()) {
			return true;
		}
		Class<?> raw = raw(type);
		if (Collection.class.isAssignableFrom(raw)) {
			return name.isNumericIndex(from) && binds(argument(type, 0), name, from + 1);
		}
		if (Map.class.isAssignableFrom(raw)) {
			return !raw(argument(type, 1)).isRecord() || binds(argument(type, 1), name, from + 1);
		}
		RecordComponent component = raw.isRecord() ? component(raw, name.getElement(from, Form.UNIFORM)) : null;
		return component != null && binds(component.getGenericType(), name, from + 1);
	}

	private static @Nullable RecordComponent component(Class<?> type, String uniform) {
		for (RecordComponent component : type.getRecordComponents()) {
			if (component.getName().toLowerCase(Locale.ROOT).equals(uniform)) {
				return component;
			}
		}
		return null;
	}

	private static Class<?> raw(Type type) {
		if (type instanceof ParameterizedType generic) {
			return raw(generic.getRawType());
		}
		return (type instanceof Class<?> one) ? one : Object.class;
	}

	private static Type argument(Type type, int index) {
		return (type instanceof ParameterizedType generic) ? generic.getActualTypeArguments()[index] : Object.class;
	}

	/** The key that may have been meant, if one is like it. */
	Optional<String> like(ConfigurationPropertyName name) {
		String text = name.toString();
		return all().stream()
			.filter((key) -> distance(shape(text), shape(key)) <= Math.max(2, text.length() / 6)
					|| last(text).equals(last(key)))
			.min(Comparator.comparingInt((key) -> distance(shape(text), shape(key))));
	}

	private static String shape(String key) {
		return key.toLowerCase(Locale.ROOT).replaceAll("\\[[^]]*]|-", "");
	}

	private static String last(String key) {
		return shape(key.substring(key.lastIndexOf('.') + 1));
	}

	/** Every key, with {@code [N]} and {@code NAME} where one is free. */
	List<String> all() {
		List<String> keys = new ArrayList<>();
		this.records.forEach((prefix, type) -> collect(prefix, type, keys));
		return keys;
	}

	private static void collect(String key, Type type, List<String> keys) {
		Class<?> raw = raw(type);
		if (raw.isRecord()) {
			for (RecordComponent component : raw.getRecordComponents()) {
				String name = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
				collect(key + '.' + name, component.getGenericType(), keys);
			}
		}
		else if (Collection.class.isAssignableFrom(raw) && raw(argument(type, 0)).isRecord()) {
			collect(key + "[N]", argument(type, 0), keys);
		}
		else if (Map.class.isAssignableFrom(raw)) {
			collect(key + ".NAME", argument(type, 1), keys);
		}
		else {
			keys.add(key);
		}
	}

	/** Levenshtein: letters to put in, take out or replace. */
	private static int distance(String one, String other) {
		int[] row = new int[other.length() + 1];
		for (int j = 0; j <= other.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= one.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= other.length(); j++) {
				int replaced = diagonal + ((one.charAt(i - 1) == other.charAt(j - 1)) ? 0 : 1);
				diagonal = row[j];
				row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
			}
		}
		return row[other.length()];
	}

}
