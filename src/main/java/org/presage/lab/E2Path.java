package org.presage.lab;

import org.presage.e2.actuator.PrbControl;
import org.presage.e2.dialect.Dialect;
import org.presage.kpi.SchemaException;

/**
 * What is spoken between a simulated cell and the loop.
 *
 * @param dialect of the reports
 * @param control messages
 */
public record E2Path(Dialect dialect, PrbControl control) {

	/** The simulator's own dialect, which loses nothing, and control of cells. */
	public static final E2Path DEFAULT = parse("presage:ccc");

	/**
	 * The path that {@code DIALECT:CONTROL} names, as {@code srsran:rc-a}.
	 * @throws SchemaException if it names none
	 */
	public static E2Path parse(String text) {
		int colon = text.lastIndexOf(':');
		try {
			return new E2Path(Dialect.load(text.substring(0, Math.max(0, colon))),
					PrbControl.of(text.substring(colon + 1)));
		}
		catch (IllegalArgumentException ex) {
			throw new SchemaException("E2 path", "DIALECT:CONTROL, as presage:ccc or srsran:rc-a",
					'"' + text + "\": " + ex.getMessage());
		}
	}

}
