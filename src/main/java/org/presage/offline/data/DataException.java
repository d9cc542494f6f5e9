package org.presage.offline.data;

/**
 * Training data that cannot be used; the message names file, place, what was expected and
 * what was found.
 */
public class DataException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public DataException(String message) {
		super(message);
	}

	public DataException(String message, Throwable cause) {
		super(message, cause);
	}

}
