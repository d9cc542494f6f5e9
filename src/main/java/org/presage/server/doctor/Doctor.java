/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.grpc.server.autoconfigure.GrpcServerProperties;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.e2.dialect.Dialects;
import org.presage.ric.state.RedisLease;
import org.presage.ric.state.RedisSettings;
import org.presage.server.config.EdgeProperties;
import org.presage.server.config.GrpcAddress;
import org.presage.server.config.IntentProperties;
import org.presage.server.config.LeaseProperties;
import org.presage.server.config.NeighbourProperties;
import org.presage.server.config.LearnProperties;
import org.presage.server.config.OnosProperties;
import org.presage.server.config.OscProperties;
import org.presage.server.config.PresageProperties;
import org.presage.server.config.ReplicaProperties;
import org.presage.server.config.SecurityProperties;
import org.presage.server.config.ServerSettings;
import org.presage.server.config.TracingProperties;

/** Chooses what to look at, by what is configured. */
public final class Doctor {

	private static final Path CONTROL_GROUP = Path.of("/sys/fs/cgroup");

	private static final Path RUN = Path.of("/run");

	private final ServerSettings settings;

	private final Map<String, String> environment;

	private final List<String> hosts;

	private final Clock clock;

	/**
	 * @param environment variables, of which some name the shared data layer
	 * @param hosts names that clients connect to the server by; may be empty
	 */
	public Doctor(ServerSettings settings, Map<String, String> environment, List<String> hosts, Clock clock) {
		this.settings = settings;
		this.environment = Map.copyOf(environment);
		this.hosts = List.copyOf(hosts);
		this.clock = clock;
	}

	/**
	 * Looks at everything.
	 * @param found receives the findings of one check after the other
	 */
	public void look(Consumer<List<Finding>> found) {
		List<Check> checks = new ArrayList<>();
		checks.add(new ConfigurationCheck(this.settings, this.clock));
		if (this.settings.complete()) {
			PresageProperties presage = this.settings.get(PresageProperties.class);
			control(presage).ifPresent(checks::add);
			checks.add(new ModelCheck(presage, this.clock));
			checks
				.add(new MachineCheck(new Container(CONTROL_GROUP), MachineCheck.Jvm.own(), presage.loop().threads()));
			ports().ifPresent(checks::add);
			checks.add(new AddressCheck(peers(), this.clock));
			checks.add(new CertificateCheck(identities(), this.hosts, this.clock));
			checks.add(new TokenCheck(presage.security().tokens()));
			checks.add(new ClockCheck(RUN, managers(), this.clock));
			checks.add(new FolderCheck(places()));
			edges(checks, presage);
			IntentProperties intent = this.settings.get(IntentProperties.class);
			Path policies = intent.file();
			if (policies != null) {
				checks.add(new PolicyCheck(policies, intent.maxPolicies(), presage, this.clock));
			}
			Path neighbours = this.settings.get(NeighbourProperties.class).file();
			if (neighbours != null) {
				checks.add(new NeighbourCheck(neighbours));
			}
		}
		for (Check check : checks) {
			Findings findings = new Findings(check.name());
			try {
				check.look(findings);
			}
			catch (RuntimeException ex) {
				findings.fail("could not be looked at: " + ex, "This is a defect of the doctor; please tell.");
			}
			found.accept(findings.all());
		}
	}

	/**
	 * Only where there is a RIC. What cannot be read, the configuration's check reports.
	 */
	private Optional<Check> control(PresageProperties presage) {
		boolean attached = this.settings.get(OnosProperties.class).target() != null
				|| this.settings.get(OscProperties.class).enabled();
		if (!attached) {
			return Optional.empty();
		}
		try {
			return Optional.of(new ControlCheck(this.settings.get(EdgeProperties.class).settings(),
					new Dialects(presage.dialects())));
		}
		catch (InvalidInputException ex) {
			return Optional.empty();
		}
	}

	/** What cannot be read, the configuration's check reports. */
	private Optional<Check> lease() {
		try {
			String host = this.environment.getOrDefault(ReplicaProperties.HOST, "");
			return Optional.of(new LeaseCheck(this.settings.get(LeaseProperties.class),
					this.settings.get(ReplicaProperties.class).share(host).index(),
					RedisSettings.from(this.environment, RedisLease.NAMESPACE, Duration.ofSeconds(1)), this.clock));
		}
		catch (InvalidInputException ex) {
			return Optional.empty();
		}
	}

	/** What is between the server and the E2 nodes. */
	private void edges(List<Check> checks, PresageProperties presage) {
		EdgeProperties edge = this.settings.get(EdgeProperties.class);
		OnosProperties onos = this.settings.get(OnosProperties.class);
		OscProperties osc = this.settings.get(OscProperties.class);
		if (onos.target() != null || osc.enabled()) {
			checks.add(new HeldNodesCheck(edge.heldNodes()));
			lease().ifPresent(checks::add);
		}
		String topo = onos.topo();
		if (onos.target() != null && topo != null) {
			try {
				int style = new Dialects(presage.dialects()).get("presage.e2.dialect", edge.dialect()).style();
				checks.add(new TopologyCheck(topo, onos.connection(), edge.settings(), style, this.clock));
			}
			catch (InvalidInputException ex) {
				// The configuration's check has said so.
			}
		}
	}

	/** What the configuration's check refuses is not tried. */
	Optional<Check> ports() {
		try {
			this.settings.checkAddresses();
			GrpcAddress grpc = GrpcAddress.of(this.settings.get(GrpcServerProperties.class));
			return Optional.of(new PortCheck(listeners(grpc), grpc.socket()));
		}
		catch (InvalidConfigurationPropertyValueException ex) {
			return Optional.empty();
		}
	}

	private List<PortCheck.Listener> listeners(GrpcAddress grpc) {
		List<PortCheck.Listener> listeners = new ArrayList<>();
		if (grpc.socket() == null) {
			listeners.add(new PortCheck.Listener("gRPC", GrpcAddress.PORT,
					(grpc.host() != null) ? grpc.host().getHostAddress() : null, grpc.port()));
		}
		listeners.add(new PortCheck.Listener("HTTP", "server.port", this.settings.find("server.address"),
				port("server.port", "8080")));
		if (this.settings.find("management.server.port") != null) {
			listeners.add(new PortCheck.Listener("metrics", "management.server.port",
					this.settings.find("management.server.address"), port("management.server.port", "")));
		}
		OscProperties osc = this.settings.get(OscProperties.class);
		if (osc.enabled()) {
			listeners.add(new PortCheck.Listener("RMR", "presage.osc.rmr.port", osc.rmr().bind(), osc.rmr().port()));
			listeners.add(new PortCheck.Listener("RMR routes", "presage.osc.rmr.route-port", osc.rmr().bind(),
					osc.rmr().routePort()));
		}
		return listeners;
	}

	private int port(String key, String otherwise) {
		String port = this.settings.value(key, otherwise);
		return port.matches("\\d{1,5}") ? Integer.parseInt(port) : -1;
	}

	private List<AddressCheck.Peer> peers() {
		List<AddressCheck.Peer> peers = new ArrayList<>();
		OnosProperties onos = this.settings.get(OnosProperties.class);
		peer(peers, "E2 termination", "presage.onos.target", onos.target());
		peer(peers, "topology", "presage.onos.topo", (onos.target() != null) ? onos.topo() : null);
		OscProperties osc = this.settings.get(OscProperties.class);
		if (osc.enabled()) {
			peer(peers, "subscription manager", "presage.osc.subscription-manager", osc.subscriptionManager());
			peer(peers, "application manager", "presage.osc.app-manager", osc.appManager());
			peer(peers, "E2 manager", "presage.osc.e2-manager", osc.e2Manager());
			peer(peers, "route manager", "presage.osc.rmr.route-manager", osc.rmr().routeManager());
		}
		// Policies are kept there whatever RIC there is.
		redis(osc).ifPresent((redis) -> peer(peers, "shared data layer", "DBAAS_SERVICE_HOST",
				redis.host() + ':' + ((redis.sentinelPort() > 0) ? redis.sentinelPort() : redis.port())));
		peer(peers, "receiver of traces", "presage.tracing.endpoint",
				this.settings.get(TracingProperties.class).endpoint());
		return peers;
	}

	private static void peer(List<AddressCheck.Peer> peers, String what, String key, @Nullable String address) {
		if (address != null && !address.isBlank()) {
			peers.add(new AddressCheck.Peer(what, key, address));
		}
	}

	private Optional<RedisSettings> redis(OscProperties osc) {
		try {
			return RedisSettings.from(this.environment, osc.namespace(), Duration.ofSeconds(1));
		}
		catch (InvalidInputException ex) {
			return Optional.empty();
		}
	}

	/** HTTP servers of the RIC. */
	private List<URI> managers() {
		return peers().stream()
			.filter((peer) -> peer.address().startsWith("http://") && peer.key().startsWith("presage.osc."))
			.map(AddressCheck.Peer::uri)
			.toList();
	}

	private List<CertificateCheck.Identity> identities() {
		SecurityProperties.Tls server = this.settings.get(PresageProperties.class).security().tls();
		List<CertificateCheck.Identity> identities = new ArrayList<>();
		identities.add(new CertificateCheck.Identity("presage.security.tls", server.certificate(), server.key(),
				"client-ca", server.clientCa(), true));
		OnosProperties onos = this.settings.get(OnosProperties.class);
		if (onos.target() != null) {
			identities.add(new CertificateCheck.Identity("presage.onos.tls", onos.tls().certificate(), onos.tls().key(),
					"trust", onos.tls().trust(), false));
		}
		return identities;
	}

	private List<FolderCheck.Place> places() {
		List<FolderCheck.Place> places = new ArrayList<>();
		PresageProperties presage = this.settings.get(PresageProperties.class);
		OscProperties osc = this.settings.get(OscProperties.class);
		place(places, "presage.audit.file", presage.audit().file(), FolderCheck.Use.WRITE);
		LearnProperties learn = this.settings.get(LearnProperties.class);
		place(places, "presage.learn.store", learn.store(), FolderCheck.Use.WRITE);
		place(places, "presage.learn.folder", learn.enabled() ? learn.place() : null, FolderCheck.Use.WRITE);
		place(places, "presage.screen.traces", presage.screen().traces(), FolderCheck.Use.LIST);
		presage.dialects().forEach((file) -> place(places, "presage.dialects", file, FolderCheck.Use.READ));
		if (osc.enabled()) {
			place(places, "presage.osc.rmr.routes", osc.rmr().routes(), FolderCheck.Use.READ);
		}
		IntentProperties intent = this.settings.get(IntentProperties.class);
		if (redis(osc).isEmpty()) {
			boolean ric = osc.enabled() || this.settings.get(OnosProperties.class).target() != null;
			place(places, "presage.e2.held-nodes", ric ? this.settings.get(EdgeProperties.class).heldNodes() : null,
					FolderCheck.Use.WRITE);
			place(places, "presage.osc.state", osc.enabled() ? osc.state() : null, FolderCheck.Use.WRITE);
			place(places, "presage.intent.state", intent.state(), FolderCheck.Use.WRITE);
		}
		Path policies = intent.file();
		if (policies != null) {
			place(places, "presage.intent.file", policies,
					Files.isDirectory(policies) ? FolderCheck.Use.LIST : FolderCheck.Use.READ);
		}
		place(places, "java.io.tmpdir", Path.of(System.getProperty("java.io.tmpdir")), FolderCheck.Use.SCRATCH);
		return places;
	}

	private static void place(List<FolderCheck.Place> places, String key, @Nullable Path path, FolderCheck.Use use) {
		if (path != null) {
			places.add(new FolderCheck.Place(key, path, use));
		}
	}

}
