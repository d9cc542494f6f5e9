/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.security.cert.X509Certificate;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

import org.presage.api.CallHeaders;

/**
 * Lets a call pass whose caller may act in the role that {@link MethodRoles} requires. A
 * caller is known by a bearer token or, without one, by the certificate of its TLS
 * session. While no identity is configured everybody passes, except to operators' RPCs on
 * a server that other machines reach.
 */
public final class AccessControl implements ServerInterceptor {

	private final Identities identities;

	private final boolean local;

	private final Refusals refusals;

	/**
	 * @param local whether only this machine reaches the server
	 */
	public AccessControl(Identities identities, boolean local, Refusals refusals) {
		this.identities = identities;
		this.local = local;
		this.refusals = refusals;
	}

	@Override
	public <Q, R> ServerCall.Listener<Q> interceptCall(ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		Role role = MethodRoles.required(call.getMethodDescriptor().getFullMethodName());
		if (role == null) {
			return pass(Caller.at(call), call, headers, next);
		}
		String authorization = headers.get(CallHeaders.AUTHORIZATION);
		X509Certificate certificate = certificate(call);
		Caller caller = this.identities.caller(authorization, certificate);
		Refusals.Reason refusal = this.identities.judge(caller, role, role != Role.OPERATOR || this.local);
		if (refusal == null) {
			return pass((caller != null) ? caller : Caller.at(call), call, headers, next);
		}
		Status status = (refusal == Refusals.Reason.IDENTITY) ? Status.UNAUTHENTICATED : Status.PERMISSION_DENIED;
		return this.refusals.refuse(call, refusal, status.withDescription(call.getMethodDescriptor().getFullMethodName()
				+ ": expected " + explain(caller, role, authorization, certificate)));
	}

	private String explain(@Nullable Caller caller, Role role, @Nullable String authorization,
			@Nullable X509Certificate certificate) {
		if (this.identities.isEmpty()) {
			return "role " + role.label() + ", on a server that other machines reach from presage.security.tokens or "
					+ "presage.security.certificates, found neither configured";
		}
		return (caller != null) ? "role " + role.label() + ", found " + caller.name() + " without it"
				: "a bearer token of presage.security.tokens or a client certificate of presage.security.certificates "
						+ "with role " + role.label() + ", found " + found(authorization, certificate);
	}

	private static <Q, R> ServerCall.Listener<Q> pass(Caller caller, ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		return Contexts.interceptCall(caller.in(Context.current()), call, headers, next);
	}

	private static String found(@Nullable String authorization, @Nullable X509Certificate certificate) {
		if (authorization != null) {
			return Identities.isBearer(authorization) ? "another token" : "an authorization that is no bearer token";
		}
		return (certificate != null)
				? "a certificate of " + certificate.getSubjectX500Principal().getName() + ", which is none of them"
				: "neither";
	}

	/** The client's own one; null without one. */
	private static @Nullable X509Certificate certificate(ServerCall<?, ?> call) {
		SSLSession session = call.getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION);
		try {
			return (session != null && session.getPeerCertificates()[0] instanceof X509Certificate own) ? own : null;
		}
		catch (SSLPeerUnverifiedException ex) {
			return null;
		}
	}

}
