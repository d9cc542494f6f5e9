/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.util.concurrent.TimeUnit;

import io.grpc.DecompressorRegistry;
import io.grpc.ServerInterceptor;
import io.grpc.netty.NettyServerBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ssl.SslBundleRegistrar;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleKey;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.grpc.server.GlobalServerInterceptor;
import org.springframework.grpc.server.ServerBuilderCustomizer;
import org.springframework.grpc.server.service.DefaultGrpcServiceConfigurer;
import org.springframework.grpc.server.service.GrpcServiceConfigurer;

import org.presage.base.Clock;
import org.presage.control.metrics.Metric;
import org.presage.server.config.PresageProperties;
import org.presage.server.security.AccessControl;
import org.presage.server.security.CallFailures;
import org.presage.server.security.ClientLoads;
import org.presage.server.security.HandshakeFailures;
import org.presage.server.security.LazyGzip;
import org.presage.server.security.LenientRequests;
import org.presage.server.security.PingFloods;
import org.presage.server.security.ReceivedOctets;
import org.presage.server.security.Refusals;
import org.presage.server.security.RequestCheck;
import org.presage.server.security.ServerTls;
import org.presage.server.security.StreamLimit;
import org.presage.server.security.TransportFailures;
import org.presage.server.web.RequestGuard;

/** Wires who may reach and call the server, and how much. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

	private static final String BUNDLE = "presage.security.tls";

	/**
	 * The transport takes this much, or four times what is allowed, so that a client can
	 * learn by how much its message is too large.
	 */
	private static final int TRANSPORT_BYTES = 16 << 20;

	private static final long LARGER = 4;

	/**
	 * What a connection, and a stream of it, may send before the server has read it. By
	 * default gRPC lets this grow to 8 MB.
	 */
	private static final int FLOW_CONTROL_BYTES = 256 << 10;

	/** On one connection at a time; gRPC has no limit. */
	private static final int CALLS = 128;

	/** For TLS and the preface of HTTP/2 together; gRPC's own limit is two minutes. */
	private static final int HANDSHAKE_SECONDS = 10;

	@Bean
	ServerSecurity serverSecurity(PresageProperties properties, GrpcServerProperties grpc, Clock clock,
			MeterRegistry meters) {
		return new ServerSecurity(properties.security(), grpc, clock, meters);
	}

	/**
	 * Spring makes the transport of a bundle that it looks up by name in these
	 * properties, and asks for the bundles before it reads them, and the address.
	 */
	@Bean
	SslBundleRegistrar serverCertificate(ServerSecurity security, GrpcServerProperties grpc,
			PresageProperties properties) {
		security.address().applyTo(grpc);
		ServerTls tls = security.tls();
		if (tls == null) {
			return (bundles) -> {
			};
		}
		grpc.getSsl().setBundle(BUNDLE);
		grpc.getSsl().setClientAuth(properties.security().tls().clients().grpc());
		return (bundles) -> bundles.registerBundle(BUNDLE,
				SslBundle.of(null, SslBundleKey.NONE, SslOptions.NONE, SslBundle.DEFAULT_PROTOCOL, tls.managers()));
	}

	@Bean
	Refusals refusals(MeterRegistry meters, Clock clock) {
		return new Refusals(meters, clock);
	}

	@Bean(initMethod = "listen", destroyMethod = "close")
	HandshakeFailures handshakeFailures(Refusals refusals) {
		return new HandshakeFailures(refusals);
	}

	@Bean(initMethod = "listen", destroyMethod = "close")
	PingFloods pingFloods(Clock clock) {
		return new PingFloods(clock);
	}

	@Bean(initMethod = "listen", destroyMethod = "close")
	TransportFailures transportFailures(Clock clock) {
		return new TransportFailures(clock);
	}

	@Bean
	@GlobalServerInterceptor
	@Order(0)
	AccessControl accessControl(ServerSecurity security, Refusals refusals) {
		return new AccessControl(security.identities(), security.isLocal(), refusals);
	}

	/** After the access control, which knows whose stream it is. */
	@Bean
	@GlobalServerInterceptor
	@Order(1)
	ServerInterceptor streamLimit(PresageProperties properties, Clock clock, MeterRegistry meters, Refusals refusals) {
		PresageProperties.Stream stream = properties.stream();
		return new StreamLimit(
				new ClientLoads(stream.perClient(), stream.reportsPerSecond(), stream.cellsPerClient(),
						properties.loop().silentAfter().toNanos(), clock, Metric.REPORTS_LIMITED.counter(meters)),
				refusals);
	}

	@Bean
	@GlobalServerInterceptor
	@Order(2)
	RequestCheck requestCheck(GrpcServerProperties grpc, Refusals refusals) {
		return new RequestCheck(maxBytes(grpc), refusals);
	}

	@Bean
	@GlobalServerInterceptor
	@Order(Ordered.HIGHEST_PRECEDENCE)
	CallFailures callFailures(Refusals refusals, Clock clock) {
		return new CallFailures(refusals, clock);
	}

	/** Spring's own, whose services parse leniently. */
	@Bean
	GrpcServiceConfigurer serviceConfigurer(ApplicationContext context) {
		DefaultGrpcServiceConfigurer standard = new DefaultGrpcServiceConfigurer(context);
		standard.afterPropertiesSet();
		return (service, factory) -> LenientRequests.of(standard.configure(service, factory));
	}

	/**
	 * The web server is made before all else, and must not bring what it does not need
	 * yet.
	 */
	@Bean
	FilterRegistrationBean<RequestGuard> requestGuard(ObjectProvider<ServerSecurity> security,
			ObjectProvider<Refusals> refusals, Clock clock) {
		FilterRegistrationBean<RequestGuard> guard = new FilterRegistrationBean<>(
				new RequestGuard(() -> security.getObject().identities(), refusals::getObject, clock));
		guard.addUrlPatterns(RequestGuard.PATHS);
		guard.setOrder(Ordered.HIGHEST_PRECEDENCE);
		return guard;
	}

	@Bean
	ServerBuilderCustomizer<NettyServerBuilder> transportLimits(GrpcServerProperties grpc, PresageProperties properties,
			Refusals refusals) {
		long largest = LARGER * maxBytes(grpc);
		int most = (int) Math.min(Integer.MAX_VALUE, Math.max(TRANSPORT_BYTES, largest));
		PresageProperties.Stream stream = properties.stream();
		return (builder) -> builder.maxInboundMessageSize(most)
			.flowControlWindow(FLOW_CONTROL_BYTES)
			.maxConcurrentCallsPerConnection(Math.max(CALLS, stream.perClient()))
			.addStreamTracerFactory(new ReceivedOctets(stream.maxMemory().toBytes(), largest, refusals))
			.decompressorRegistry(DecompressorRegistry.getDefaultInstance().with(new LazyGzip(), true))
			.handshakeTimeout(HANDSHAKE_SECONDS, TimeUnit.SECONDS);
	}

	private static int maxBytes(GrpcServerProperties grpc) {
		return (int) Math.min(Integer.MAX_VALUE, grpc.getInbound().getMessage().getMaxSize().toBytes());
	}

}
