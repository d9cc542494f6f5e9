package org.presage.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelPackage;

/** Finds model packages. */
public final class ModelFiles {

	/** The model that ships with the product. */
	public static final String BUILT_IN = "/models/default.presage";

	private ModelFiles() {
	}

	/** The package in a file, or the built-in one without a file. */
	public static ModelPackage read(@Nullable Path file) {
		if (file != null) {
			return ModelPackage.read(file);
		}
		try (InputStream in = ModelFiles.class.getResourceAsStream(BUILT_IN)) {
			if (in == null) {
				throw new ModelException("built-in model: expected the resource " + BUILT_IN + ", found none");
			}
			return ModelPackage.read(in, "built-in model");
		}
		catch (IOException ex) {
			throw new ModelException("built-in model: cannot be read: " + ex, ex);
		}
	}

}
