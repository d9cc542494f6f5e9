/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.NearestName;

/**
 * The keys that this program and its libraries read, from the configuration metadata that
 * their builds generate. Spring ignores a key that it does not know; this class detects
 * such a key. Immutable.
 */
public final class KnownKeys {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	private static final Pattern COLLECTION = Pattern.compile("java\\.util\\.(?:List|Set|Collection)<(.+)>");

	private static final Pattern MAP = Pattern.compile("java\\.util\\.Map<[^,]+,\\s*(.+)>");

	private static final Pattern CODE = Pattern.compile("\\{@code\\s+([^}]*)}");

	private static final Pattern TAG = Pattern.compile("<[^>]+>");

	/** Characters of a key that are compared with known ones, which are shorter. */
	private static final int LONGEST = 200;

	private final SortedMap<String, Pattern> keys = new TreeMap<>();

	private final SortedMap<String, Described> described = new TreeMap<>();

	/**
	 * A key for people; a list or a map of objects is one key.
	 *
	 * @param name of the key
	 * @param description what it means
	 * @param otherwise its default; empty if there is none
	 */
	public record Described(String name, String description, String otherwise) {
	}

	private KnownKeys() {
	}

	/**
	 * Reads the metadata of all jars.
	 * @throws IllegalStateException if this program was built without metadata
	 */
	public static KnownKeys read() {
		KnownKeys known = new KnownKeys();
		try {
			for (URL file : Collections.list(KnownKeys.class.getClassLoader().getResources(METADATA))) {
				try (InputStream in = file.openStream()) {
					for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
						String name = property.path("name").asString();
						known.describe(name, property);
						known.add(name, Pattern.quote(uniform(name)), property.path("type").asString(""));
					}
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		if (known.under("presage").isEmpty()) {
			throw new IllegalStateException(METADATA + ": expected keys of presage, found none. Build with Maven.");
		}
		return known;
	}

	private void describe(String name, JsonNode property) {
		String text = CODE.matcher(property.path("description").asString("")).replaceAll("$1");
		text = TAG.matcher(text).replaceAll("");
		text = text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1) + '.';
		this.described.put(name, new Described(name, text, property.path("defaultValue").asString("")));
	}

	/** The keys below a prefix with their meanings and defaults. */
	public List<Described> described(String prefix) {
		return this.described.values().stream().filter((key) -> key.name().startsWith(prefix + '.')).toList();
	}

	/** The metadata ends at lists and maps; their elements are records. */
	private void add(String name, String pattern, String type) {
		Matcher collection = COLLECTION.matcher(type);
		Matcher map = MAP.matcher(type);
		if (collection.matches()) {
			addElements(name + "[N]", pattern + "\\[\\d+]", collection.group(1));
			this.keys.putIfAbsent(name, Pattern.compile(pattern + "(\\[\\d+])?"));
		}
		else if (map.matches() && isRecord(map.group(1))) {
			String named = pattern + "(\\.[^.\\[]+|\\[[^]]+])";
			this.keys.put(name + ".NAME", Pattern.compile(named));
			addElements(name + ".NAME", named, map.group(1));
		}
		else if (map.matches()) {
			this.keys.put(name + ".NAME", Pattern.compile(pattern + "[.\\[].+"));
		}
		else {
			this.keys.put(name, Pattern.compile(pattern));
		}
	}

	private void addElements(String name, String pattern, String type) {
		if (isRecord(type)) {
			for (RecordComponent component : ClassUtils.resolveClassName(type, null).getRecordComponents()) {
				String key = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
				add(name + '.' + key, pattern + "\\." + uniform(key), component.getGenericType().getTypeName());
			}
		}
	}

	private static boolean isRecord(String type) {
		return type.startsWith("org.presage.") && ClassUtils.resolveClassName(type, null).isRecord();
	}

	private static String uniform(String name) {
		return name.toLowerCase(Locale.ROOT).replace("-", "");
	}

	/** Returns whether one of the keys is this, or starts with it. */
	public boolean contains(ConfigurationPropertyName name) {
		String text = uniform(name.toString());
		return this.keys.values()
			.stream()
			.anyMatch((key) -> key.matcher(text).matches() || starts(key, text + '.') || starts(key, text + '['));
	}

	/**
	 * Returns whether an environment variable means one of the keys in which all dashes
	 * became underscores, as {@code PRESAGE_LOOP_MAX_CELLS}: Spring reads these too.
	 */
	boolean containsUnderscored(ConfigurationPropertyName name) {
		String text = joined(name.toString());
		return this.keys.keySet().stream().anyMatch((key) -> joined(key).equals(text));
	}

	private static String joined(String name) {
		return uniform(name).replace(".", "").replaceAll("\\[(\\d+|n)]", "[n]");
	}

	private static boolean starts(Pattern key, String text) {
		Matcher matcher = key.matcher(text);
		return !matcher.matches() && matcher.hitEnd();
	}

	/**
	 * Returns the keys below a prefix, with {@code [N]} and {@code NAME} where one is
	 * free.
	 */
	public List<String> under(String prefix) {
		return this.keys.keySet().stream().filter((key) -> key.startsWith(prefix + '.')).toList();
	}

	/** Returns the most similar key with the same first element, if one is similar. */
	Optional<String> similar(ConfigurationPropertyName name) {
		String text = name.toString();
		if (text.length() > LONGEST) {
			return Optional.empty();
		}
		return under(name.getElement(0, ConfigurationPropertyName.Form.ORIGINAL)).stream()
			.filter((key) -> NearestName.distance(shape(text), shape(key)) <= Math.max(2, text.length() / 6)
					|| last(text).equals(last(key)))
			.min(Comparator.comparingInt((key) -> NearestName.distance(shape(text), shape(key))));
	}

	private static String shape(String key) {
		return uniform(key).replaceAll("\\[[^]]*]", "");
	}

	private static String last(String key) {
		return shape(key.substring(key.lastIndexOf('.') + 1));
	}

}
