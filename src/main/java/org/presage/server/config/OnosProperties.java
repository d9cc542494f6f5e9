package org.presage.server.config;

import java.nio.file.Path;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import org.presage.e2.control.PrbControl;
import org.presage.ric.onos.OnosSettings;
import org.presage.ric.onos.OnosTls;

/**
 * How micro-ONOS is reached, under {@code presage.onos.}.
 *
 * @param target host:port of the E2 termination, or of the proxy beside this program;
 * absent for no micro-ONOS (absent)
 * @param topo host:port of the topology; absent for the nodes under
 * {@code presage.e2.nodes} only (absent)
 * @param tls of both connections
 * @param appId of this application (presage)
 * @param instance of this instance; must differ among those that run at the same time
 * (the host's name)
 * @param kpm service model of the reports
 * @param model service model of the control; absent parts follow from control
 */
@Validated
@ConfigurationProperties("presage.onos")
public record OnosProperties(@Nullable String target, @Nullable String topo, @DefaultValue @Valid Tls tls,
		@DefaultValue("presage") @NotEmpty String appId, @DefaultValue("presage-0") @NotEmpty String instance,
		@DefaultValue @Valid Kpm kpm, @DefaultValue Model model) {

	/**
	 * How the connections are protected.
	 *
	 * @param verification verified, unverified or plaintext (verified)
	 * @param trust PEM file of the authorities that are trusted; absent for the JVM's
	 * (absent)
	 * @param certificate PEM file of the client's certificate (absent)
	 * @param key PEM file of its private key (absent)
	 */
	public record Tls(@DefaultValue("verified") OnosTls.Verification verification, @Nullable Path trust,
			@Nullable Path certificate, @Nullable Path key) {
	}

	/**
	 * Service model of the reports.
	 *
	 * @param name (oran-e2sm-kpm)
	 * @param version (v2)
	 */
	public record Kpm(@DefaultValue("oran-e2sm-kpm") @NotEmpty String name,
			@DefaultValue("v2") @NotEmpty String version) {
	}

	/**
	 * Service model of the control.
	 *
	 * @param name absent for the usual one (absent)
	 * @param version (v1)
	 */
	public record Model(@Nullable String name, @DefaultValue("v1") String version) {
	}

	/**
	 * @param control how nodes are told
	 */
	public OnosSettings settings(String at, PrbControl control) {
		String name = this.model.name;
		return new OnosSettings(at, this.topo, connection(), this.appId, this.instance,
				new OnosSettings.Model(this.kpm.name, this.kpm.version),
				new OnosSettings.Model((name != null) ? name : control.serviceModel(), this.model.version));
	}

	OnosTls connection() {
		return new OnosTls(this.tls.verification, this.tls.trust, this.tls.certificate, this.tls.key);
	}

}
