/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.io.InputStream;

import io.grpc.BindableService;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;

import org.presage.api.v1.ControlLoopServiceGrpc;
import org.presage.api.v1.AttachRequest;
import org.presage.server.security.MessageSizeLimit;

/**
 * The control loop's service with a parser that does not throw: gRPC would end the stream
 * with UNKNOWN and no cause.
 */
public final class LenientRequests implements BindableService {

	private static final String ATTACH = ControlLoopServiceGrpc.getAttachMethod().getFullMethodName();

	/** Stands for a message that could not be parsed; compared by identity. */
	private static final AttachRequest MALFORMED = AttachRequest.newBuilder().build();

	/** Stands for a message that was too large to be unpacked; compared by identity. */
	private static final AttachRequest OVERSIZED = AttachRequest.newBuilder().build();

	private final ControlLoopService service;

	public LenientRequests(ControlLoopService service) {
		this.service = service;
	}

	/** See {@link ControlLoopService#shutdown}. */
	public void shutdown() {
		this.service.shutdown();
	}

	/** See {@link ControlLoopService#suspend}. */
	public void suspend(String reason) {
		this.service.suspend(reason);
	}

	/** See {@link ControlLoopService#resume}. */
	public void resume() {
		this.service.resume();
	}

	/** What a stream with this report ends with; null if it can be read. */
	static @Nullable Status unreadable(AttachRequest request, MessageSizeLimit sizes) {
		if (request == MALFORMED) {
			return Status.INVALID_ARGUMENT
				.withDescription("expected a presage.v1.AttachRequest, found bytes that are none");
		}
		return (request == OVERSIZED) ? sizes.exceeded(ATTACH) : sizes.judge(request, ATTACH);
	}

	@Override
	public ServerServiceDefinition bindService() {
		ServerServiceDefinition strict = this.service.bindService();
		MethodDescriptor<AttachRequest, ?> attach = ControlLoopServiceGrpc.getAttachMethod();
		ServiceDescriptor.Builder descriptor = ServiceDescriptor.newBuilder(strict.getServiceDescriptor().getName())
			.setSchemaDescriptor(strict.getServiceDescriptor().getSchemaDescriptor());
		MethodDescriptor<AttachRequest, ?> lenient = attach
			.toBuilder(new LenientMarshaller(attach.getRequestMarshaller()), attach.getResponseMarshaller())
			.build();
		strict.getServiceDescriptor()
			.getMethods()
			.forEach((method) -> descriptor.addMethod(method.getFullMethodName().equals(ATTACH) ? lenient : method));
		ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(descriptor.build());
		for (ServerMethodDefinition<?, ?> method : strict.getMethods()) {
			if (method.getMethodDescriptor().getFullMethodName().equals(ATTACH)) {
				definition.addMethod(redefine(lenient, method));
			}
			else {
				definition.addMethod(method);
			}
		}
		return definition.build();
	}

	@SuppressWarnings("unchecked")
	private static <Q, R> ServerMethodDefinition<Q, R> redefine(MethodDescriptor<Q, R> descriptor,
			ServerMethodDefinition<?, ?> method) {
		return ServerMethodDefinition.create(descriptor, (ServerCallHandler<Q, R>) method.getServerCallHandler());
	}

	private record LenientMarshaller(
			MethodDescriptor.Marshaller<AttachRequest> strict) implements MethodDescriptor.Marshaller<AttachRequest> {

		@Override
		public InputStream stream(AttachRequest value) {
			return this.strict.stream(value);
		}

		@Override
		public AttachRequest parse(InputStream stream) {
			try {
				return this.strict.parse(stream);
			}
			catch (StatusRuntimeException ex) {
				return (ex.getStatus().getCode() == Status.Code.RESOURCE_EXHAUSTED) ? OVERSIZED : MALFORMED;
			}
		}

	}

}
