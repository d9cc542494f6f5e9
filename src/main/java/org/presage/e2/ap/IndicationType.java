package org.presage.e2.ap;

/** RICindicationType. */
public enum IndicationType {

	/** What was subscribed to is told. */
	REPORT,
	/** The node waits for a control message. */
	INSERT

}
