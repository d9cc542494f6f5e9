package org.presage.worldmodel;

/**
 * A model package cannot be used, or a model could not be run; the message says which
 * field and why.
 */
public class ModelException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public ModelException(String message) {
		super(message);
	}

	public ModelException(String message, Throwable cause) {
		super(message, cause);
	}

	/** A field of a package that is not what it must be. */
	public static ModelException field(String field, Object expected, Object found) {
		return new ModelException(field + ": expected " + expected + ", found " + found);
	}

}
