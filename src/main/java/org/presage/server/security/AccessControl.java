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
 * Lets a call pass whose caller has the role that {@link MethodRoles} wants. A caller is
 * known by a bearer token or, without one, by the certificate of its TLS session. While
 * no identity is configured everybody passes, but for operators' RPCs on a server that
 * other machines reach.
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
		String method = call.getMethodDescriptor().getFullMethodName();
		Role role = MethodRoles.required(method);
		if (role == null) {
			return pass(Caller.at(call), call, headers, next);
		}
		if (this.identities.isEmpty()) {
			if (role == Role.OPERATOR && !this.local) {
				return this.refusals.refuse(call, Refusals.Reason.ROLE,
						Status.PERMISSION_DENIED.withDescription(method
								+ ": expected role operator, on a server that other "
								+ "machines reach from presage.security.tokens or presage.security.certificates, found "
								+ "neither configured"));
			}
			return pass(Caller.at(call), call, headers, next);
		}
		String authorization = headers.get(CallHeaders.AUTHORIZATION);
		X509Certificate certificate = certificate(call);
		Caller caller = caller(authorization, certificate);
		if (caller == null) {
			return this.refusals.refuse(call, Refusals.Reason.IDENTITY,
					Status.UNAUTHENTICATED
						.withDescription(method + ": expected a bearer token of presage.security.tokens or "
								+ "a client certificate of presage.security.certificates with role " + role.label()
								+ ", found " + found(authorization, certificate)));
		}
		if (!caller.roles().contains(role)) {
			return this.refusals.refuse(call, Refusals.Reason.ROLE, Status.PERMISSION_DENIED.withDescription(
					method + ": expected role " + role.label() + ", found " + caller.name() + " without it"));
		}
		return pass(caller, call, headers, next);
	}

	private static <Q, R> ServerCall.Listener<Q> pass(Caller caller, ServerCall<Q, R> call, Metadata headers,
			ServerCallHandler<Q, R> next) {
		return Contexts.interceptCall(caller.in(Context.current()), call, headers, next);
	}

	private @Nullable Caller caller(@Nullable String authorization, @Nullable X509Certificate certificate) {
		if (authorization != null) {
			return this.identities.ofAuthorization(authorization);
		}
		return (certificate != null) ? this.identities.ofCertificate(certificate) : null;
	}

	static boolean isBearer(String authorization) {
		return authorization.regionMatches(true, 0, CallHeaders.SCHEME, 0, CallHeaders.SCHEME.length());
	}

	private static String found(@Nullable String authorization, @Nullable X509Certificate certificate) {
		if (authorization != null) {
			return isBearer(authorization) ? "another token" : "an authorization that is no bearer token";
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
