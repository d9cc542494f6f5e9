/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Rows of the tables in docs/configuration.md. Default and meaning of a key come from the
 * configuration metadata and thus from the records, type and range from the records.
 */
final class ConfigurationTable {

	private final KnownKeys known = KnownKeys.read();

	private final Map<String, JsonNode> metadata = new HashMap<>();

	private final PropertySource<?> defaults;

	ConfigurationTable() throws IOException {
		try (InputStream in = new ClassPathResource("META-INF/spring-configuration-metadata.json",
				KnownKeys.class.getClassLoader())
			.getInputStream()) {
			for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
				this.metadata.put(property.path("name").asString(), property);
			}
		}
		this.defaults = new YamlPropertySourceLoader().load("defaults", new ClassPathResource("application.yaml"))
			.getFirst();
	}

	List<String> keys() {
		return this.known.under("presage");
	}

	/** The table of all keys below these prefixes, in alphabetical order within each. */
	String of(String... prefixes) {
		StringBuilder table = new StringBuilder("| key | value | default | meaning |\n|---|---|---|---|\n");
		for (String prefix : prefixes) {
			List<String> keys = this.metadata.containsKey(prefix) ? List.of(prefix) : this.known.under(prefix);
			keys.forEach((key) -> table.append(row(key)));
		}
		return table.toString();
	}

	private String row(String key) {
		Parameter component = component(key);
		Class<?> type = raw(component.getParameterizedType());
		JsonNode property = this.metadata.get(key.replaceAll("\\.NAME$", ""));
		String meaning = (property != null) ? property.path("description").asString() : comment(component);
		return "| `" + key + "` | " + value(component.getParameterizedType(), component, key.endsWith("NAME")) + " | "
				+ initial(key, component, type) + " | " + markdown(meaning) + " |\n";
	}

	private static Parameter component(String key) {
		Map.Entry<String, Class<?>> root = ServerSettings.types()
			.entrySet()
			.stream()
			.filter((entry) -> key.startsWith(entry.getKey() + '.'))
			.reduce((shorter, longer) -> longer)
			.orElseThrow();
		Class<?> owner = root.getValue();
		Parameter found = null;
		for (String part : key.substring(root.getKey().length() + 1).split("\\.")) {
			if (!part.equals("NAME")) {
				String name = part.replace("[N]", "").replace("-", "");
				found = Arrays.stream(owner.getDeclaredConstructors()[0].getParameters())
					.filter((parameter) -> parameter.getName().equalsIgnoreCase(name))
					.findAny()
					.orElseThrow();
				owner = raw(element(found.getParameterizedType()));
			}
		}
		return Objects.requireNonNull(found);
	}

	private static Class<?> raw(Type type) {
		return (Class<?>) ((type instanceof ParameterizedType generic) ? generic.getRawType() : type);
	}

	private static Type element(Type type) {
		return (type instanceof ParameterizedType generic)
				? generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1] : type;
	}

	private static String value(Type type, AnnotatedElement ranged, boolean named) {
		Class<?> raw = raw(type);
		if (raw.isRecord()) {
			return named ? "object" : "objects";
		}
		if (type instanceof ParameterizedType) {
			String element = value(element(type), ranged, named);
			return Collection.class.isAssignableFrom(raw) ? "list of " + element.replace("path", "paths") : element;
		}
		if (raw.isEnum()) {
			return Arrays.stream(raw.getEnumConstants())
				.map((constant) -> '`' + constant.toString().toLowerCase(Locale.ROOT).replace('_', '-') + '`')
				.collect(Collectors.joining(", "));
		}
		String kind = switch (raw.getSimpleName()) {
			case "int", "long", "Integer" -> "integer";
			case "double", "Double" -> "number";
			case "boolean" -> "`true`, `false`";
			case "String" -> "text";
			case "DataSize" -> "size";
			default -> raw.getSimpleName().toLowerCase(Locale.ROOT);
		};
		String range = range(least(ranged), most(ranged));
		return range.isEmpty() ? kind : kind + ", " + range;
	}

	private static String range(@Nullable String least, @Nullable String most) {
		if (least == null) {
			return (most != null) ? "at most " + most : "";
		}
		return (most != null) ? least + " to " + most : least.equals("0") ? "0 or more" : "at least " + least;
	}

	private static @Nullable String least(AnnotatedElement component) {
		Min min = component.getAnnotation(Min.class);
		DecimalMin decimal = component.getAnnotation(DecimalMin.class);
		DurationMin duration = component.getAnnotation(DurationMin.class);
		return (min != null) ? String.valueOf(min.value()) : (decimal != null) ? decimal.value() : (duration != null)
				? text(Duration.ofSeconds(duration.seconds()).plusMillis(duration.millis())) : null;
	}

	private static @Nullable String most(AnnotatedElement component) {
		Max max = component.getAnnotation(Max.class);
		DecimalMax decimal = component.getAnnotation(DecimalMax.class);
		DurationMax duration = component.getAnnotation(DurationMax.class);
		return (max != null) ? String.valueOf(max.value())
				: (decimal != null) ? (decimal.inclusive() ? "" : "below ") + decimal.value() : (duration != null)
						? text(Duration.ofSeconds(duration.seconds()).plusMillis(duration.millis())) : null;
	}

	private static String text(Duration duration) {
		return duration.isZero() ? "0"
				: (duration.toMillisPart() > 0) ? duration.toMillis() + "ms" : duration.toSeconds() + "s";
	}

	/** A key in the program's own application.yaml has that default. */
	private String initial(String key, Parameter component, Class<?> type) {
		Object own = this.defaults.getProperty(key);
		JsonNode property = this.metadata.get(key);
		DefaultValue annotation = component.getAnnotation(DefaultValue.class);
		String value = (own != null) ? own.toString()
				: (property != null && property.has("defaultValue")) ? property.path("defaultValue").asString()
						: (annotation != null && annotation.value().length > 0) ? annotation.value()[0] : null;
		return (value == null) ? "none" : value.isEmpty() ? "empty" : '`' + value + '`';
	}

	/** The metadata has no descriptions of a list's elements. */
	private static String comment(Parameter component) {
		Class<?> owner = component.getDeclaringExecutable().getDeclaringClass();
		Path file = Path.of("src/main/java", owner.getName().replaceAll("\\$.*", "").replace('.', '/') + ".java");
		try {
			String source = Files.readString(file);
			String before = source.substring(0, source.indexOf("record " + owner.getSimpleName() + '('));
			Matcher found = Pattern
				.compile("@param " + component.getName() + " (.*?)(?=\\n\\s*\\* @|\\n\\s*\\*/)", Pattern.DOTALL)
				.matcher(before.substring(before.lastIndexOf("/**")));
			return found.find() ? found.group(1).replaceAll("\\s*\\n\\s*\\* ", " ") : "";
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String markdown(String javadoc) {
		String text = Pattern.compile("\\{@code ((?:[^{}]|\\{[^{}]*})*)}")
			.matcher(javadoc)
			.replaceAll((code) -> Matcher.quoteReplacement('`' + code.group(1) + '`'));
		text = Pattern.compile("docs/([\\w-]+)\\.md(#[\\w-]+)?").matcher(text).replaceAll(ConfigurationTable::link);
		text = text.replaceAll("</?strong>", "**").replace("|", "\\|");
		return text.matches("[a-z]([a-z ].*)") ? Character.toUpperCase(text.charAt(0)) + text.substring(1) : text;
	}

	private static String link(MatchResult file) {
		return '[' + file.group(1) + "](" + file.group(1) + ".md" + Objects.requireNonNullElse(file.group(2), "") + ')';
	}

}
