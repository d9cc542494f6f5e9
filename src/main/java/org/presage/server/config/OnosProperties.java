/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import org.presage.base.InvalidInputException;
import org.presage.e2.control.PrbControl;
import org.presage.ric.onos.OnosSettings;
import org.presage.ric.onos.OnosTls;

/**
 * How micro-ONOS is reached, under {@code presage.onos.}.
 *
 * @param target host:port of the E2 termination, or of the proxy beside this program;
 * none: no micro-ONOS
 * @param topo host:port of the topology, whose cells are subscribed to; none: only the
 * nodes of {@code presage.e2.nodes}
 * @param tls of both connections
 * @param appId identity of this application
 * @param instance identity of this instance. Instances with the same identity compete for
 * indications
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
	 * @param verification how the servers' certificates are verified. {@code unverified}
	 * is common among programs of micro-ONOS, and lets an attacker on the path read and
	 * change everything
	 * @param trust PEM file of the trusted authorities; none: those of the JVM
	 * @param certificate PEM file of the client's certificate
	 * @param key PEM file of the client's private key
	 */
	public record Tls(@DefaultValue("verified") OnosTls.Verification verification, @Nullable Path trust,
			@Nullable Path certificate, @Nullable Path key) {
	}

	/**
	 * Service model of the reports.
	 *
	 * @param name name of the service model of the reports
	 * @param version version of the service model of the reports
	 */
	public record Kpm(@DefaultValue("oran-e2sm-kpm") @NotEmpty String name,
			@DefaultValue("v2") @NotEmpty String version) {
	}

	/**
	 * Service model of the control.
	 *
	 * @param name name of the service model of control; none: {@code oran-e2sm-ccc},
	 * {@code oran-e2sm-rc} or {@code oran-e2sm-rsm}, by {@code presage.e2.control}
	 * @param version version of the service model of control
	 */
	public record Model(@Nullable String name, @DefaultValue("v1") String version) {
	}

	/**
	 * How nodes are controlled. onos-e2t has no plugin of E2SM-CCC; those of E2SM-RSM and
	 * E2SM-RC come with it.
	 * @throws InvalidInputException if control is active that it cannot carry
	 */
	public PrbControl control(EdgeProperties edge) {
		PrbControl chosen = edge.control();
		if (chosen == PrbControl.CCC && this.model.name == null && edge.mode() == EdgeProperties.Mode.ACTIVE) {
			throw new InvalidInputException("presage.e2.control",
					"rsm, rc-a or rc-b: onos-e2t has no plugin of E2SM-CCC. If yours has one, set "
							+ "presage.onos.model.name to its name",
					"ccc");
		}
		return (chosen != null) ? chosen : PrbControl.RSM;
	}

	/**
	 * @param control how controls are sent to nodes
	 */
	public OnosSettings settings(String at, PrbControl control) {
		String name = this.model.name;
		return new OnosSettings(at, this.topo, connection(), this.appId, this.instance,
				new OnosSettings.Model(this.kpm.name, this.kpm.version),
				new OnosSettings.Model((name != null) ? name : control.serviceModel(), this.model.version));
	}

	/** How both connections are protected. */
	public OnosTls connection() {
		return new OnosTls(this.tls.verification, this.tls.trust, this.tls.certificate, this.tls.key);
	}

}
