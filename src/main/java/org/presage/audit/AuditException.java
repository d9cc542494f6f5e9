package org.presage.audit;

/** A record or a file of records cannot be used; the message says which and why. */
public class AuditException extends IllegalArgumentException {

	private static final long serialVersionUID = 1L;

	public AuditException(String message) {
		super(message);
	}

	/** A field of a record that is not what it must be. */
	static AuditException field(String field, Object expected, Object found) {
		return new AuditException(field + ": expected " + expected + ", found " + found);
	}

}
