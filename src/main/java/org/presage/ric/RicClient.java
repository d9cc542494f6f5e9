/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import org.jspecify.annotations.Nullable;

/**
 * What an edge needs of a RIC. Calls return at once; what comes back comes on threads of
 * the RIC's connection.
 */
public interface RicClient extends AutoCloseable {

	/**
	 * Subscribes to a cell, or opens the stream of an earlier subscription again.
	 * @param trigger E2SM-KPM-EventTriggerDefinition
	 * @param definition E2SM-KPM-ActionDefinition
	 * @param listener receives what comes, on one thread at a time
	 */
	Stream subscribe(CellTarget target, byte[] trigger, byte[] definition, Listener listener);

	/**
	 * Ends a cell's subscription: to leave its stream does not.
	 * @param done is run when the RIC has answered, or does not
	 */
	void unsubscribe(CellTarget target, Runnable done);

	/**
	 * Prepares to subscribe again because nothing comes, though nothing failed.
	 * @param done subscribes
	 */
	default void renew(CellTarget target, Runnable done) {
		unsubscribe(target, done);
	}

	/**
	 * Lets what comes next take a new connection: the present one may lead nowhere.
	 */
	default void reconnect() {
	}

	/**
	 * Why no control can be sent to a node yet: what the RIC must tell first is not
	 * known. Called for every report.
	 * @return null if control can be sent, or if waiting would not help
	 */
	default @Nullable String waiting(String node) {
		return null;
	}

	/** Sends a control, once. */
	void control(CellTarget target, byte[] header, byte[] message, ControlAnswer answer);

	@Override
	void close();

	/** A cell's indications. */
	interface Stream {

		/** Leaves it: the listener receives nothing any more. */
		void cancel(String why);

	}

	/** Receives what comes of a subscription. */
	interface Listener {

		/** The RIC has said something. */
		void received();

		/**
		 * An indication has come.
		 * @param header E2SM-KPM-IndicationHeader
		 * @param message E2SM-KPM-IndicationMessage
		 */
		void indicated(byte[] header, byte[] message);

		/** It could not be made, or has ended with an error. Nothing follows. */
		void failed(String detail);

		/**
		 * The node, or the RIC for it, refuses it, and may go on doing so. Nothing
		 * follows.
		 */
		void refused(String detail);

		/**
		 * The RIC was not reached, or the connection to it has ended, so that the node is
		 * not the reason. Nothing follows.
		 */
		void disconnected(String detail);

		/** The RIC has ended it. Nothing follows. */
		void ended(String detail);

	}

}
