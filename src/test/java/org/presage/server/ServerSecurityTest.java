/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;

import org.presage.base.Clock;
import org.presage.server.config.PresageProperties;
import org.presage.testing.Pki;

import static org.assertj.core.api.Assertions.assertThat;

/** What may be configured together, and what is reported of what may not. */
class ServerSecurityTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private static Path folder;

	@EnableConfigurationProperties({ PresageProperties.class, GrpcServerProperties.class })
	static class Config {

		@Bean
		ServerSecurity security(PresageProperties properties, GrpcServerProperties grpc) {
			MeterRegistry meters = new SimpleMeterRegistry();
			return new ServerSecurity(properties.security(), grpc, Clock.SYSTEM, meters);
		}

	}

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Config.class);

	@BeforeAll
	static void issue() throws IOException {
		Pki ours = new Pki("our CA");
		ours.root(folder.resolve("ca.crt"));
		ours.issue(folder, "server");
		ours.issue(folder, "client");
		ours.issueExpired(folder, "expired");
		Files.writeString(folder.resolve("short.token"), "short");
	}

	private static String[] pairs(String keys) {
		return keys.replace("F/", folder + "/").replace("TLS", "presage.security.tls").split(" ");
	}

	@ParameterizedTest
	@CsvSource({ "spring.grpc.server.address=127.0.0.1", "spring.grpc.server.address=::1",
			"spring.grpc.server.address=0.0.0.0 presage.security.plaintext=true",
			"spring.grpc.server.address=0.0.0.0 TLS.certificate=F/server.crt TLS.key=F/server.key",
			"spring.grpc.server.address=0.0.0.0 spring.grpc.server.ssl.bundle=b",
			"spring.grpc.server.netty.domain-socket-path=/run/presage" })
	void whatIsSafeOrAskedForByNameStarts(String keys) {
		this.runner.withPropertyValues(pairs(keys)).run((context) -> assertThat(context).hasNotFailed());
	}

	@Test
	void onlyLoopbackIsLocal() {
		this.runner.withPropertyValues("spring.grpc.server.address=127.0.0.1")
			.run((context) -> assertThat(context.getBean(ServerSecurity.class).isLocal()).isTrue());
		this.runner.withPropertyValues(pairs("TLS.certificate=F/server.crt TLS.key=F/server.key"))
			.run((context) -> assertThat(context.getBean(ServerSecurity.class).isLocal()).isFalse());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
			"spring.grpc.server.port=1 | spring.grpc.server.address;'*';loopback;presage.security.plaintext=true",
			"spring.grpc.server.address=192.0.2.1 | spring.grpc.server.address;192.0.2.1;presage.security.tls.certificate",
			"spring.grpc.server.address=0.0.0.0 spring.grpc.server.ssl.bundle=b spring.grpc.server.ssl.enabled=false "
					+ "| spring.grpc.server.address;0.0.0.0",
			"TLS.certificate=F/server.crt | presage.security.tls;found no tls.key",
			"TLS.client-ca=F/ca.crt | presage.security.tls;found no tls.certificate",
			"TLS.certificate=F/server.crt TLS.key=F/client.key "
					+ "| presage.security.tls.key;expected the key of;another one",
			"TLS.certificate=F/expired.crt TLS.key=F/expired.key | presage.security.tls.certificate;valid now",
			"TLS.certificate=F/none.crt TLS.key=F/client.key "
					+ "| presage.security.tls.certificate;expected a readable PEM file",
			"TLS.certificate=F/server.key TLS.key=F/server.key | presage.security.tls.certificate;PEM of a certificate",
			"TLS.certificate=F/server.crt TLS.key=F/server.crt | presage.security.tls.key;PEM of a private key",
			"TLS.certificate=F/server.crt TLS.key=F/server.key TLS.client-ca=F/server.key "
					+ "| presage.security.tls.client-ca;PEM of a certificate",
			"TLS.certificate=F/server.crt TLS.key=F/server.key TLS.client-auth=required "
					+ "| presage.security.tls.client-auth;client-ca absent",
			"TLS.certificate=F/server.crt TLS.key=F/server.key TLS.client-ca=F/ca.crt TLS.client-auth=none "
					+ "| presage.security.tls.client-auth;none without;ca.crt",
			"TLS.certificate=F/server.crt TLS.key=F/server.key spring.grpc.server.ssl.bundle=b "
					+ "| presage.security.tls.certificate;found both" })
	void transportThatIsHalfConfiguredDoesNotStart(String keys, String told) {
		refuses(keys, told);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = {
					"presage.security.tokens[0].name=x presage.security.tokens[0].roles=node "
							+ "| presage.security.tokens[0].name;expected token-file or sha256, found neither",
					"presage.security.tokens[0].name=x presage.security.tokens[0].roles=node "
							+ "presage.security.tokens[0].token-file=F/short.token "
							+ "| presage.security.tokens[0].token-file;16 or more visible ASCII;5 characters",
					"presage.security.tokens[0].name=x presage.security.tokens[0].roles=node "
							+ "presage.security.tokens[0].token-file=F/none.token "
							+ "| presage.security.tokens[0].token-file;readable file;no such file",
					"presage.security.certificates[0].subject=CN=a presage.security.certificates[0].roles=node "
							+ "| presage.security.certificates;found plaintext",
					"presage.security.certificates[0].subject=nobody presage.security.certificates[0].roles=node "
							+ "TLS.certificate=F/server.crt TLS.key=F/server.key TLS.client-ca=F/ca.crt "
							+ "| presage.security.certificates[0].subject;CN=gnb-1,O=Example",
					"presage.security.certificates[0].roles=node "
							+ "TLS.certificate=F/server.crt TLS.key=F/server.key TLS.client-ca=F/ca.crt "
							+ "| presage.security.certificates[0].roles;subject or san, found neither" })
	void identityThatIsNobodyDoesNotStart(String keys, String told) {
		refuses("spring.grpc.server.address=127.0.0.1 " + keys, told);
	}

	private void refuses(String keys, String told) {
		this.runner.withPropertyValues(pairs(keys)).run((context) -> {
			assertThat(context).hasFailed();
			assertThat(context.getStartupFailure()).rootCause().message().contains(told.split(";")).hasLineCount(1);
		});
	}

}
