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
 * @param enabled whether there is such an edge (false)
 * @param name of the xApp, as it is onboarded (presage)
 * @param instance name of this instance (the host's name)
 * @param host under which the RIC reaches the web server of this program
 * (service-ricxapp-presage-http.ricxapp)
 * @param httpPort under which it does; 0 for that of the web server (0)
 * @param rmr the message router
 * @param subscriptionManager URL; empty to ask the E2 termination itself
 * (http://service-ricplt-submgr-http.ricplt:8088)
 * @param appManager URL; empty not to register
 * (http://service-ricplt-appmgr-http.ricplt:8080)
 * @param e2Manager URL; empty for the nodes under {@code presage.e2.nodes} only
 * (http://service-ricplt-e2mgr-http.ricplt:3800)
 * @param poll pause between two questions to the E2 manager, at least 100 ms (5 s)
 * @param timeout of an answer over HTTP, at least 10 ms (3 s)
 * @param requestor first of 256 RIC requestor ids of control, 0 to 65,535 (16384)
 * @param noticeTimeout a subscription that the manager has accepted is waited for so
 * long, at least 100 ms (15 s)
 * @param kpmFunction RAN function of E2SM-KPM where the E2 manager does not tell, 0 to
 * 4095 (2)
 * @param controlFunction the same of the service model of control; absent for 3 (RC), 4
 * (CCC) or 102 (RSM) (absent)
 * @param state file of what must survive a restart, where DBAAS_SERVICE_HOST names no
 * shared data layer (presage-osc.json)
 * @param namespace of the same in the shared data layer (presage)
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
	 * @param host under which the RIC reaches it (service-ricxapp-presage-rmr.ricxapp)
	 * @param bind address that is listened on (0.0.0.0)
	 * @param port for messages, 0 for any (4560)
	 * @param routePort for route tables, 0 for any, -1 for none (4561)
	 * @param routes file with a route table to begin with; absent for none (absent)
	 * @param routeManager host:port that is asked for a route table; absent to wait for
	 * one (absent)
	 * @param queue messages that may wait for one peer, 1 to 65,536 (1000)
	 * @param maxPayload longest message in octets, 1024 to 16,777,216 (65536)
	 */
	public record Rmr(@DefaultValue("service-ricxapp-presage-rmr.ricxapp") @NotEmpty String host,
			@DefaultValue("0.0.0.0") @NotEmpty String bind, @DefaultValue("4560") @Min(0) @Max(65_535) int port,
			@DefaultValue("4561") @Min(-1) @Max(65_535) int routePort, @Nullable Path routes,
			@Nullable String routeManager, @DefaultValue("1000") @Min(1) @Max(65_536) int queue,
			@DefaultValue("65536") @Min(1024) @Max(16_777_216) int maxPayload) {

		RmrSettings settings(Duration retry) {
			try {
				return new RmrSettings(this.host, this.bind, this.port, this.routePort, this.routes, this.routeManager,
						this.queue, this.maxPayload, retry.toMillis());
			}
			catch (IllegalArgumentException ex) {
				String message = String.valueOf(ex.getMessage())
					.replaceFirst("^routeManager", "route-manager")
					.replaceFirst("^routePort", "route-port")
					.replaceFirst("^maxPayload", "max-payload");
				throw new IllegalArgumentException("presage.osc.rmr." + message, ex);
			}
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
				control.serviceModelNumber());
	}

	private static void host(String key, String host) {
		if (!host.matches("[^:/\\s]+")) {
			throw new InvalidInputException("presage.osc." + key, "a host without a port", '"' + host + '"');
		}
	}

}
