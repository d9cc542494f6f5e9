/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

/**
 * Message types, as the RIC's header {@code RIC_message_types.h} and the message table of
 * its application manager have them. The router keeps 0 to 99 for itself.
 */
public final class RmrTypes {

	/** Records of a route table, from the route manager. */
	public static final int ROUTE_TABLE = 20;

	/** Wanted: a route table. */
	public static final int ROUTE_TABLE_REQUEST = 21;

	/** Result of a route table. */
	public static final int ROUTE_TABLE_STATE = 22;

	/** Is the application well? */
	public static final int HEALTH_CHECK_REQUEST = 100;

	/** Text that begins with {@code OK} or {@code ERR}. */
	public static final int HEALTH_CHECK_RESPONSE = 101;

	/** RICsubscriptionRequest. */
	public static final int SUBSCRIPTION_REQUEST = 12010;

	/** RICsubscriptionResponse. */
	public static final int SUBSCRIPTION_RESPONSE = 12011;

	/** RICsubscriptionFailure. */
	public static final int SUBSCRIPTION_FAILURE = 12012;

	/** RICsubscriptionDeleteRequest. */
	public static final int SUBSCRIPTION_DELETE_REQUEST = 12020;

	/** RICsubscriptionDeleteResponse. */
	public static final int SUBSCRIPTION_DELETE_RESPONSE = 12021;

	/** RICsubscriptionDeleteFailure. */
	public static final int SUBSCRIPTION_DELETE_FAILURE = 12022;

	/** RICsubscriptionDeleteRequired. */
	public static final int SUBSCRIPTION_DELETE_REQUIRED = 12023;

	/** RICcontrolRequest. */
	public static final int CONTROL_REQUEST = 12040;

	/** RICcontrolAcknowledge. */
	public static final int CONTROL_ACKNOWLEDGE = 12041;

	/** RICcontrolFailure. */
	public static final int CONTROL_FAILURE = 12042;

	/** RICindication. */
	public static final int INDICATION = 12050;

	/** An A1 policy instance to create, change or delete. */
	public static final int A1_POLICY_REQUEST = 20010;

	/** Result of it. */
	public static final int A1_POLICY_RESPONSE = 20011;

	/** Wanted: the instances of an A1 policy type. */
	public static final int A1_POLICY_QUERY = 20012;

	private RmrTypes() {
	}

}
