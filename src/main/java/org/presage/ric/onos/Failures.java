/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.util.List;
import java.util.Locale;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.Status;
import io.grpc.protobuf.StatusProto;
import org.jspecify.annotations.Nullable;

import org.presage.ric.onos.v1beta1.Error;

/** What an E2 termination says of a call that failed, in a line. */
final class Failures {

	private Failures() {
	}

	/** With the cause of the connection, if that failed. */
	static String text(Throwable failure) {
		Throwable cause = io.grpc.Status.fromThrowable(failure).getCause();
		return brief(failure) + ((cause != null) ? " (" + cause.getMessage() + ")" : "");
	}

	/**
	 * The gRPC status and the E2AP cause in its details; without a cause its description.
	 */
	static String brief(Throwable failure) {
		io.grpc.Status status = io.grpc.Status.fromThrowable(failure);
		Status details = details(failure);
		for (Any detail : (details != null) ? details.getDetailsList() : List.<Any>of()) {
			if (detail.is(Error.class)) {
				try {
					return status.getCode() + ": " + text(detail.unpack(Error.class).getCause());
				}
				catch (InvalidProtocolBufferException ex) {
					return status.getCode() + ": a cause that cannot be read";
				}
			}
		}
		return status.getCode() + ((status.getDescription() != null) ? ": " + status.getDescription() : "");
	}

	/** Whether it has a cause of E2AP. */
	static boolean isOfTheNode(Throwable failure) {
		Status details = details(failure);
		return details != null && details.getDetailsList().stream().anyMatch((detail) -> detail.is(Error.class));
	}

	private static @Nullable Status details(Throwable failure) {
		try {
			return StatusProto.fromThrowable(failure);
		}
		catch (IllegalArgumentException ex) {
			// Details that contradict their own status.
			return null;
		}
	}

	private static String text(Error.Cause cause) {
		String type = switch (cause.getCauseCase()) {
			case RIC -> cause.getRic().getType().name();
			case RIC_SERVICE -> cause.getRicService().getType().name();
			case PROTOCOL -> cause.getProtocol().getType().name();
			case TRANSPORT -> cause.getTransport().getType().name();
			case MISC -> cause.getMisc().getType().name();
			case UNKNOWN, CAUSE_NOT_SET -> "";
		};
		return (cause.getCauseCase().name().toLowerCase(Locale.ROOT) + ' ' + type).strip();
	}

}
