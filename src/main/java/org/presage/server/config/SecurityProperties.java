package org.presage.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

import io.grpc.TlsServerCredentials;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

import org.presage.server.security.Role;

/**
 * Who may call the gRPC API, and over what, under {@code presage.security.}.
 *
 * @param plaintext whether other machines may reach the server in plaintext (false)
 * @param tls the server's certificate, and what clients' ones are verified with
 * @param tokens bearer tokens that have roles (none)
 * @param certificates client certificates that have roles (none)
 * @param watch how often the files are looked at for new versions, at least 0; 0 for
 * never (2 s)
 */
public record SecurityProperties(@DefaultValue("false") boolean plaintext, @DefaultValue Tls tls,
		@DefaultValue List<@Valid Token> tokens, @DefaultValue List<@Valid Certificate> certificates,
		@DefaultValue("2s") @DurationMin Duration watch) {

	/** Whether clients show a certificate. */
	public enum ClientAuth {

		/** They are not asked. */
		NONE(TlsServerCredentials.ClientAuth.NONE),
		/** They may; what is shown must be good. */
		OPTIONAL(TlsServerCredentials.ClientAuth.OPTIONAL),
		/** They must. */
		REQUIRED(TlsServerCredentials.ClientAuth.REQUIRE);

		private final TlsServerCredentials.ClientAuth grpc;

		ClientAuth(TlsServerCredentials.ClientAuth grpc) {
			this.grpc = grpc;
		}

		public TlsServerCredentials.ClientAuth grpc() {
			return this.grpc;
		}

	}

	/**
	 * The transport. All files are PEM.
	 *
	 * @param certificate of the server and those between it and its CA; absent for
	 * plaintext (absent)
	 * @param key of the server (absent)
	 * @param clientCa certificates that clients' ones are verified with; absent for no
	 * client certificates (absent)
	 * @param clientAuth none, optional or required (required with a client CA, none
	 * without)
	 */
	public record Tls(@Nullable Path certificate, @Nullable Path key, @Nullable Path clientCa,
			@Nullable ClientAuth clientAuth) {

		public ClientAuth clients() {
			if (this.clientAuth != null) {
				return this.clientAuth;
			}
			return (this.clientCa != null) ? ClientAuth.REQUIRED : ClientAuth.NONE;
		}

	}

	/**
	 * A bearer token, given by a file or by its digest, never by itself.
	 *
	 * @param name in messages
	 * @param tokenFile file with the token, 16 visible ASCII characters or more
	 * @param sha256 of the token, 64 hexadecimal digits
	 * @param roles of who has it: node, operator, reader
	 */
	public record Token(@NotBlank String name, @Nullable Path tokenFile,
			@Nullable @Pattern(regexp = "[0-9a-fA-F]{64}") String sha256, @NotEmpty Set<Role> roles) {
	}

	/**
	 * Verified client certificates, named by subject or by alternative name.
	 *
	 * @param subject as RFC 2253 writes it, for example {@code CN=gnb-1,O=Example}; * for
	 * all
	 * @param san a DNS name, URI, e-mail or IP address among its subject alternative
	 * names
	 * @param roles of who has it: node, operator, reader
	 */
	public record Certificate(@Nullable String subject, @Nullable String san, @NotEmpty Set<Role> roles) {
	}

}
