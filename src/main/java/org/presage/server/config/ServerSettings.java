/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

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
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.validation.FieldError;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/**
 * What the server would be configured with, read as it reads it but without starting
 * anything; all errors are reported at once.
 */
public final class ServerSettings {

	private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("presage");

	/**
	 * What Kubernetes puts into the environment for a service that is called presage, and
	 * compose for the image.
	 */
	private static final String NOT_MEANT = "presage\\.(image|port|service)(\\..*)?|presage\\.[a-z0-9.]+\\.(port|service)\\..*";

	private final ConfigurableEnvironment environment;

	private final Map<String, Object> bound = new LinkedHashMap<>();

	private final List<Problem> problems = new ArrayList<>();

	private final int keys;

	private int unbound;

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
		}
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
			throw new IllegalArgumentException(
					"configuration: " + NestedExceptionUtils.getMostSpecificCause(ex).getMessage(), ex);
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
				for (ConfigurationPropertyName name : names) {
					if (known.contains(name)) {
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
		Object underlying = source.getUnderlyingSource();
		String origin = (underlying instanceof PropertySource<?> one) ? one.getName() : "";
		boolean environmental = origin.equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
		if (environmental && name.toString().matches(NOT_MEANT)) {
			return;
		}
		String where = environmental ? "the environment"
				: origin.equals(CommandLinePropertySource.COMMAND_LINE_PROPERTY_SOURCE_NAME) ? "the command line"
						: origin;
		this.problems.add(new Problem(name.toString(), "no such key, it has no effect (" + where + ')',
				known.similar(name)
					.map((like) -> "Did you mean " + like + '?')
					.orElse("Take it out; docs/configuration.md has every key."),
				!environmental));
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
					String field = (error instanceof FieldError one) ? '.' + one.getField() : "";
					String found = (error instanceof FieldError one) ? ", found " + one.getRejectedValue() : "";
					wrong(invalid.getValidationErrors().getName() + field, error.getDefaultMessage() + found);
				});
				return;
			}
		}
		String key = failure.getName().toString();
		String line = BindFailure.line(failure);
		wrong(key, line.startsWith(key + ": ") ? line.substring(key.length() + 2) : line);
	}

	private void wrong(String key, String found) {
		Problem problem = new Problem(key, found, "docs/configuration.md has its range.", true);
		// A record within a record is validated with each of them.
		if (!this.problems.contains(problem)) {
			this.problems.add(problem);
		}
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

	/** A single value, for example {@code server.port}. */
	public String value(String key, String otherwise) {
		return this.environment.getProperty(key, otherwise);
	}

}
