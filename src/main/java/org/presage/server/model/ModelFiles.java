/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelPackage;

/** Finds model packages. */
public final class ModelFiles {

	/** The model that is served when none is named. */
	public static final Path DEFAULT = Path.of("builtin:default");

	/** The model of {@code --slices}. */
	public static final Path SLICES = Path.of("builtin:slices");

	private static final String SCHEME = "builtin:";

	private ModelFiles() {
	}

	/**
	 * Whether a path names a model that ships with the product, as {@code builtin:NAME}.
	 */
	public static boolean isBuiltIn(Path file) {
		return name(file).startsWith(SCHEME);
	}

	/**
	 * The last part: Spring puts a folder of its own before a configured path with a
	 * colon.
	 */
	private static String name(Path file) {
		Path last = file.getFileName();
		return (last != null) ? last.toString() : "";
	}

	/** Where a built-in model lies on the class path. */
	public static String resource(Path builtIn) {
		return "/models/" + name(builtIn).substring(SCHEME.length()) + ".presage";
	}

	/** The package in a file or of a built-in name; the default one without either. */
	public static ModelPackage read(@Nullable Path file) {
		Path named = (file != null) ? file : DEFAULT;
		return isBuiltIn(named) ? builtIn(named) : ModelPackage.read(named);
	}

	private static ModelPackage builtIn(Path file) {
		String name = name(file);
		String resource = resource(file);
		try (InputStream in = ModelFiles.class.getResourceAsStream(resource)) {
			if (in == null) {
				throw new ModelException(name, DEFAULT + " or " + SLICES, "no such model");
			}
			return ModelPackage.read(in, name);
		}
		catch (IOException ex) {
			throw new ModelException(name + ": cannot be read: " + ex, ex);
		}
	}

}
