/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import org.presage.base.InvalidInputException;
import org.presage.e2.control.PrbControl;
import org.presage.ric.osc.OscSettings;
import org.presage.ric.osc.rmr.RmrSettings;

/**
 * How the near-RT RIC of O-RAN SC is reached, under {@code presage.osc.}.
 *
 * @param enabled whether the xApp connects to an O-RAN SC RIC
 * @param name name of the xApp, as it is onboarded
 * @param instance name of this instance
 * @param host host under which the RIC reaches the web server of Presage. With {@code
 * rmr} in place of {@code http} it must be that of the message router, because the
 * subscription manager derives it so. The web server must listen there: {@code
 * server.address}
 * @param httpPort port of the same; 0: {@code server.port}
 * @param rmr the message router
 * @param subscriptionManager URL of the subscription manager; empty: the E2 termination
 * receives the subscriptions itself
 * @param appManager URL of the application manager; empty: not registered
 * @param e2Manager URL of the E2 manager; empty: only the nodes of {@code
 * presage.e2.nodes}
 * @param poll pause between two queries to the E2 manager
 * @param timeout longest time to wait for an answer over HTTP
 * @param requestor first of the 256 RIC requestor ids that control uses in turn. It
 * should differ among xApps
 * @param noticeTimeout longest time to wait for a subscription that the manager has
 * accepted, however short {@code presage.e2.silence} is
 * @param kpmFunction RAN function of E2SM-KPM where the E2 manager does not name it
 * @param controlFunction RAN function of the service model of control where the E2
 * manager does not name it; none: 4 for {@code ccc}, 3 for {@code rc-a} and {@code
 * rc-b}, 102 for {@code rsm}
 * @param state file of the subscriptions' ids, which are reused after a restart. Not used
 * where the environment names a shared data layer ({@code DBAAS_SERVICE_HOST}, …)
 * @param namespace namespace of the same in the shared data layer: keys are
 * {@code {namespace},key}
 */
@Validated
@ConfigurationProperties("presage.osc")
public record OscProperties(@DefaultValue("false") boolean enabled, @DefaultValue("presage") @NotEmpty String name,
		@DefaultValue("presage-0") @NotEmpty String instance,
		@DefaultValue("service-ricxapp-presage-http.ricxapp") @NotEmpty String host,
		@DefaultValue("0") @Min(0) @Max(65_535) int httpPort, @DefaultValue @Valid Rmr rmr,
		@DefaultValue("http://service-ricplt-submgr-http.ricplt:8088") String subscriptionManager,
		@DefaultValue("http://service-ricplt-appmgr-http.ricplt:8080") String appManager,
		@DefaultValue("http://service-ricplt-e2mgr-http.ricplt:3800") String e2Manager,
		@DefaultValue("5s") @DurationMin(millis = 100) Duration poll,
		@DefaultValue("3s") @DurationMin(millis = 10) Duration timeout,
		@DefaultValue("16384") @Min(0) @Max(65_535) int requestor,
		@DefaultValue("15s") @DurationMin(millis = 100) Duration noticeTimeout,
		@DefaultValue("2") @Min(0) @Max(4095) int kpmFunction, @Min(0) @Max(4095) @Nullable Integer controlFunction,
		@DefaultValue("presage-osc.json") Path state, @DefaultValue("presage") @NotEmpty String namespace) {

	/**
	 * The message router.
	 *
	 * @param host host under which the RIC reaches the message router
	 * @param bind address that the message router listens on. RMR has neither encryption
	 * nor authentication, see docs/security.md
	 * @param port port for messages; 0: any
	 * @param routePort port for route tables; 0: any, −1: none
	 * @param routes file with an initial route table, for static setups
	 * @param routeManager host:port of the route manager that is asked for a route table;
	 * none: the router waits for one
	 * @param queue messages that may wait for one peer
	 * @param maxPayload longest message in octets. All connections together hold at most
	 * 64 MiB of incoming messages that are not whole, or four of the longest, and 64 MiB
	 * of outgoing ones
	 */
	public record Rmr(@DefaultValue("service-ricxapp-presage-rmr.ricxapp") @NotEmpty String host,
			@DefaultValue("0.0.0.0") @NotEmpty String bind, @DefaultValue("4560") @Min(0) @Max(65_535) int port,
			@DefaultValue("4561") @Min(-1) @Max(65_535) int routePort, @Nullable Path routes,
			@Nullable String routeManager, @DefaultValue("1000") @Min(1) @Max(65_536) int queue,
			@DefaultValue("1048576") @Min(1024) @Max(16_777_216) int maxPayload) {

		RmrSettings settings(Duration retry) {
			return SettingKeys.under("presage.osc.rmr.", () -> new RmrSettings(this.host, this.bind, this.port,
					this.routePort, this.routes, this.routeManager, this.queue, this.maxPayload, retry.toMillis()));
		}

	}

	/**
	 * @param retry longest pause between two attempts to connect
	 * @throws InvalidInputException naming the key that is wrong
	 */
	public OscSettings settings(PrbControl control, Duration retry) {
		Integer own = this.controlFunction;
		host("host", this.host);
		host("rmr.host", this.rmr.host);
		return new OscSettings(this.host, this.httpPort, this.rmr.settings(retry), this.requestor,
				this.noticeTimeout.toMillis(), this.kpmFunction, (own != null) ? own : control.serviceModelNumber(),
				control.serviceModelNumber(), "presage.e2.control, presage.osc.control-function");
	}

	private static void host(String key, String host) {
		if (!host.matches("[^:/\\s]+")) {
			throw new InvalidInputException("presage.osc." + key, "a host without a port", '"' + host + '"');
		}
	}

}
