/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.io.InputStream;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.PrototypeMarshaller;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * Parses requests without an exception, with which gRPC would end a call as UNKNOWN and
 * without a cause. In place of a message that cannot be read comes one that stands for
 * it, which {@link RequestCheck} recognises.
 *
 * @param <Q> type of the requests
 */
public final class LenientRequests<Q> implements MethodDescriptor.Marshaller<Q> {

	private final MethodDescriptor.Marshaller<Q> strict;

	private final String type;

	/** Compared by identity. */
	private final Q malformed;

	/** Stands for a message that unpacks to too much. Compared by identity. */
	private final Q oversized;

	/** What a request is. */
	enum Kind {

		/** A message. */
		READABLE,
		/** Octets that are no message of its type. */
		MALFORMED,
		/** One that unpacks to more than the transport takes. */
		OVERSIZED

	}

	@SuppressWarnings("unchecked")
	private LenientRequests(MethodDescriptor.Marshaller<Q> strict, Message prototype) {
		this.strict = strict;
		this.type = prototype.getDescriptorForType().getFullName();
		this.malformed = (Q) prototype.newBuilderForType().build();
		this.oversized = (Q) prototype.newBuilderForType().build();
	}

	/** The same service, whose requests are parsed leniently. */
	public static ServerServiceDefinition of(ServerServiceDefinition strict) {
		ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(strict.getServiceDescriptor().getName())
			.setSchemaDescriptor(strict.getServiceDescriptor().getSchemaDescriptor());
		var methods = strict.getMethods().stream().map(LenientRequests::lenient).toList();
		methods.forEach((method) -> descriptor.addMethod(method.getMethodDescriptor()));
		ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(descriptor.build());
		methods.forEach(definition::addMethod);
		return definition.build();
	}

	private static <Q, R> ServerMethodDefinition<Q, R> lenient(ServerMethodDefinition<Q, R> method) {
		MethodDescriptor<Q, R> strict = method.getMethodDescriptor();
		if (!(strict.getRequestMarshaller() instanceof PrototypeMarshaller<Q> marshaller)
				|| !(marshaller.getMessagePrototype() instanceof Message prototype)) {
			return method;
		}
		LenientRequests<Q> lenient = new LenientRequests<>(marshaller, prototype);
		ServerCallHandler<Q, R> handler = method.getServerCallHandler();
		return ServerMethodDefinition.create(strict.toBuilder(lenient, strict.getResponseMarshaller()).build(),
				handler);
	}

	@Override
	public InputStream stream(Q value) {
		return this.strict.stream(value);
	}

	@Override
	public Q parse(InputStream stream) {
		try {
			return this.strict.parse(stream);
		}
		catch (RuntimeException ex) {
			return (ex instanceof StatusRuntimeException known
					&& known.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED) ? this.oversized : this.malformed;
		}
	}

	Kind kind(Object message) {
		return (message == this.malformed) ? Kind.MALFORMED
				: (message == this.oversized) ? Kind.OVERSIZED : Kind.READABLE;
	}

	/** Full name of the message. */
	String type() {
		return this.type;
	}

}
