package org.presage.intent;

/** How a policy came. */
public enum Source {

	/** By a message of the A1 mediator. */
	A1,
	/** By the web server of this program. */
	REST,
	/** From a file; the only way on which it can be changed. */
	FILE

}
