/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.Resource;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.validation.FieldError;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonResult;

/**
 * What the server would be configured with, read as it reads it but without starting
 * anything; all errors are reported at once.
 */
public final class ServerSettings {

	/** Value of a variable that Kubernetes sets for the port of a Service. */
	private static final String SERVICE_PORT = "(tcp|udp|sctp)://.*";

	/** Where a key has its value from that nobody set. */
	public static final String DEFAULT = "default";

	/** Keys of which the value is not shown. */
	private static final String SECRETS = "presage.tracing.headers.";

	private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("presage");

	/**
	 * What Kubernetes puts into the environment for each Service whose name begins with
	 * presage, and compose for the image.
	 */
	private static final String NOT_MEANT = "presage\\.(image|port|service)(\\..*)?|presage\\.[a-z0-9.]+\\.(port|service)\\..*";

	/** Outside brackets. */
	private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])[A-Z](?![^\\[]*])");

	/** Unknown keys of one source that are named. */
	private static final int MOST_UNKNOWN = 20;

	private static final String RANGE = "docs/configuration.md has its range.";

	private final ConfigurableEnvironment environment;

	private final Map<String, Object> bound = new LinkedHashMap<>();

	private final List<Problem> problems = new ArrayList<>();

	/** Unknown keys of the source that is being read. */
	private int unknown;

	private final int keys;

	private int unbound;

	/**
	 * A key with its effective value.
	 *
	 * @param key as docs/configuration.md has it, with numbers and names
	 * @param value that the server uses; null for none
	 * @param origin file and line, {@code the command line}, {@code the environment}, or
	 * {@link #DEFAULT}
	 */
	@JsonResult
	public record Setting(String key, @JsonInclude @Nullable String value, String origin) {
	}

	/**
	 * Something that is wrong with a key.
	 *
	 * @param key that it is about
	 * @param found what is wrong with it
	 * @param remedy what to do
	 * @param fatal whether the server does not start so, or does not do what is asked for
	 */
	public record Problem(String key, String found, String remedy, boolean fatal) {
	}

	private ServerSettings(ConfigurableEnvironment environment) {
		this.environment = environment;
		Map<String, Class<?>> types = types();
		this.keys = look(KnownKeys.read());
		try (ValidatorFactory validation = Validation.buildDefaultValidatorFactory()) {
			BindHandler handler = new ValidationBindHandler(new SpringValidatorAdapter(validation.getValidator()));
			types.forEach((prefix, type) -> bind(prefix, type, handler));
			bind("spring.grpc.server", GrpcServerProperties.class, handler);
			bind("server", ServerProperties.class, handler);
		}
		for (InvalidInputException contradiction : Contradictions.in(this)) {
			this.problems.add(new Problem(contradiction.field(),
					"expected " + contradiction.expected() + ", found " + contradiction.found(),
					"Change one of the two keys.", true));
		}
	}

	/**
	 * Reads what a server would that is about to start.
	 * @param environment of the server, with all its sources
	 */
	public static ServerSettings of(ConfigurableEnvironment environment) {
		return new ServerSettings(environment);
	}

	/**
	 * Reads what a server with these arguments would.
	 * @param arguments as {@code --key=value}
	 * @throws IllegalArgumentException if a file cannot be read, or is no YAML
	 */
	public static ServerSettings read(String... arguments) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
		try {
			ConfigDataEnvironmentPostProcessor.applyTo(environment);
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException("configuration: " + BindFailure.line(ex), ex);
		}
		ConfigurationPropertySources.attach(environment);
		return new ServerSettings(environment);
	}

	/** Records of properties, by prefix. */
	static Map<String, Class<?>> types() {
		Map<String, Class<?>> types = new TreeMap<>();
		ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
		scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
		for (BeanDefinition found : scan.findCandidateComponents(ServerSettings.class.getPackageName())) {
			Class<?> type = ClassUtils.resolveClassName(String.valueOf(found.getBeanClassName()),
					ServerSettings.class.getClassLoader());
			types.put(type.getAnnotation(ConfigurationProperties.class).value(), type);
		}
		return types;
	}

	/** Finds keys of Presage that nothing reads; returns how many are read. */
	private int look(KnownKeys known) {
		int read = 0;
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource named) {
				List<ConfigurationPropertyName> names = named.stream()
					.filter((name) -> OURS.isAncestorOf(name))
					.toList();
				this.unknown = 0;
				for (ConfigurationPropertyName name : names) {
					if (this.unknown > MOST_UNKNOWN) {
						// Each search takes time, and nobody reads more.
						break;
					}
					if (known.contains(name) || isEnvironment(source) && known.containsUnderscored(name)) {
						read++;
					}
					else {
						unknown(name, source, known);
					}
				}
			}
		}
		return read;
	}

	private void unknown(ConfigurationPropertyName name, ConfigurationPropertySource source, KnownKeys known) {
		boolean environmental = isEnvironment(source);
		if (++this.unknown > MOST_UNKNOWN) {
			this.problems.add(new Problem(OURS + ".*",
					"expected keys of docs/configuration.md, found more than " + MOST_UNKNOWN + " unknown ones",
					"Is it the right file?", !environmental));
			return;
		}
		ConfigurationProperty property = source.getConfigurationProperty(name);
		String value = (property != null) ? String.valueOf(property.getValue()) : "";
		if (environmental && (name.toString().matches(NOT_MEANT) || value.matches(SERVICE_PORT))) {
			return;
		}
		this.problems.add(new Problem(name.toString(),
				"expected a key of docs/configuration.md, found an unknown one in " + place(source, property)
						+ (environmental ? ", it has no effect" : ""),
				known.similar(name).map((like) -> "Did you mean " + like + '?').orElse("Remove it."), !environmental));
	}

	private static boolean isEnvironment(ConfigurationPropertySource source) {
		return name(source).equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
	}

	private static String name(ConfigurationPropertySource source) {
		return (source.getUnderlyingSource() instanceof PropertySource<?> one) ? one.getName() : "";
	}

	/** The file and line of a key, where it has one. */
	private static String place(ConfigurationPropertySource source, @Nullable ConfigurationProperty property) {
		Origin origin = (property != null) ? property.getOrigin() : null;
		Origin inner = (origin instanceof PropertySourceOrigin wrapped) ? wrapped.getOrigin() : origin;
		if (inner instanceof TextResourceOrigin text && text.getLocation() != null) {
			Resource file = text.getResource();
			return ((file != null) ? file.getFilename() : name(source)) + ", line "
					+ (text.getLocation().getLine() + 1);
		}
		return switch (name(source)) {
			case StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME -> "the environment";
			case StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME -> "the system properties of Java";
			case CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME -> "the command line";
			default -> name(source);
		};
	}

	private <T> void bind(String prefix, Class<T> type, BindHandler handler) {
		try {
			this.bound.put(type.getName(), Objects
				.requireNonNull(Binder.get(this.environment).bindOrCreate(prefix, Bindable.of(type), handler)));
		}
		catch (BindException ex) {
			this.unbound++;
			explain(ex);
		}
	}

	private void explain(BindException failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof BindValidationException invalid) {
				invalid.getValidationErrors().forEach((error) -> {
					String field = (error instanceof FieldError one) ? '.' + key(one.getField()) : "";
					String found = (error instanceof FieldError one) ? ", found " + one.getRejectedValue() : "";
					wrong(invalid.getValidationErrors().getName() + field, error.getDefaultMessage() + found, RANGE);
				});
				return;
			}
		}
		String key = failure.getName().toString();
		String line = BindFailure.line(failure);
		ConfigurationProperty property = failure.getProperty();
		boolean service = property != null && String.valueOf(property.getValue()).matches(SERVICE_PORT);
		wrong(key, line.startsWith(key + ": ") ? line.substring(key.length() + 2) : line, service
				? "Kubernetes sets this variable for a Service of that name: set enableServiceLinks: false in the pod."
				: RANGE);
	}

	/** The key of a Java field; what is in brackets is a number or a user's own name. */
	private static String key(String field) {
		return CAPITAL.matcher(field).replaceAll((found) -> '-' + found.group().toLowerCase(Locale.ROOT));
	}

	private void wrong(String key, String found, String remedy) {
		Problem problem = new Problem(key, found, remedy, true);
		// A record within a record is validated with each of them.
		if (!this.problems.contains(problem)) {
			this.problems.add(problem);
		}
	}

	/**
	 * The effective value of each key of Presage, by key: of those that are set, and of
	 * those that have their default.
	 */
	public List<Setting> settings() {
		SortedMap<String, Setting> settings = new TreeMap<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource named) {
				named.stream().filter(OURS::isAncestorOf).forEach((name) -> {
					ConfigurationProperty property = source.getConfigurationProperty(name);
					String key = name.toString();
					settings.putIfAbsent(key.replace("-", ""), new Setting(key,
							key.startsWith(SECRETS) ? "***" : resolved(property), place(source, property)));
				});
			}
		}
		for (KnownKeys.Described known : KnownKeys.read().described(OURS.toString())) {
			String key = known.name().replace("-", "");
			Setting set = settings.get(key);
			if (set != null) {
				settings.put(key, new Setting(known.name(), set.value(), set.origin()));
			}
			else if (settings.keySet()
				.stream()
				.noneMatch((other) -> other.startsWith(key + '.') || other.startsWith(key + '['))) {
				settings.put(key,
						new Setting(known.name(), known.otherwise().isEmpty() ? null : known.otherwise(), DEFAULT));
			}
		}
		return List.copyOf(settings.values());
	}

	private @Nullable String resolved(@Nullable ConfigurationProperty property) {
		return (property != null) ? this.environment.resolvePlaceholders(String.valueOf(property.getValue())) : null;
	}

	/** What is wrong, in no order. */
	public List<Problem> problems() {
		return List.copyOf(this.problems);
	}

	/** Number of Presage keys that are set, including those of the packaged file. */
	public int keys() {
		return this.keys;
	}

	/** Whether everything could be bound, so that the properties are there. */
	public boolean complete() {
		return this.unbound == 0;
	}

	/**
	 * Bound properties.
	 * @throws IllegalStateException unless {@link #complete}
	 */
	public <T> T get(Class<T> type) {
		Object value = this.bound.get(type.getName());
		if (value == null) {
			throw new IllegalStateException(type.getSimpleName() + " could not be bound");
		}
		return type.cast(value);
	}

	/**
	 * Checks the addresses of all servers.
	 * @throws InvalidConfigurationPropertyValueException naming the one that is empty
	 */
	public void checkAddresses() {
		GrpcAddress.refuseEmpty(this.environment);
	}

	/** A single value, or null. */
	public @Nullable String find(String key) {
		return this.environment.getProperty(key);
	}

	/** The same; empty if it could not be bound. */
	<T> Optional<T> find(Class<T> type) {
		Object value = this.bound.get(type.getName());
		return Optional.ofNullable((value != null) ? type.cast(value) : null);
	}

	/** A single value, for example {@code server.port}. */
	public String value(String key, String otherwise) {
		return this.environment.getProperty(key, otherwise);
	}

}
