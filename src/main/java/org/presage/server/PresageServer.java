/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server;

import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

import io.grpc.ServerInterceptor;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.grpc.server.GlobalServerInterceptor;

import org.presage.audit.AuditTrail;
import org.presage.base.BackOff;
import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.TaskTimer;
import org.presage.control.ControlLoop;
import org.presage.control.ControlLoops;
import org.presage.control.ControlSettings;
import org.presage.control.DecisionRecorder;
import org.presage.control.DecisionTracer;
import org.presage.control.LoopMetrics;
import org.presage.control.LoopResources;
import org.presage.control.NeighbourPlans;
import org.presage.control.ModelTrial;
import org.presage.control.RegretMonitor;
import org.presage.control.ReportCheck;
import org.presage.control.Surprise;
import org.presage.control.metrics.Metric;
import org.presage.e2.dialect.Dialects;
import org.presage.kpi.CellShare;
import org.presage.kpi.KpiSchema;
import org.presage.learning.LiveComparison;
import org.presage.ric.E2Edge;
import org.presage.ric.EdgeSettings;
import org.presage.ric.Lease;
import org.presage.ric.NodeDiscovery;
import org.presage.ric.NodeGuard;
import org.presage.ric.onos.NodeModels;
import org.presage.ric.onos.OnosClient;
import org.presage.ric.onos.OnosSettings;
import org.presage.ric.onos.TopoWatch;
import org.presage.server.a1.PolicyStore;
import org.presage.server.config.EdgeProperties;
import org.presage.server.config.GrpcAddress;
import org.presage.server.config.OnosProperties;
import org.presage.server.config.LearnProperties;
import org.presage.server.config.NeighbourProperties;
import org.presage.server.config.PlausibilityProperties;
import org.presage.server.config.PresageProperties;
import org.presage.server.config.RegretProperties;
import org.presage.server.config.ReplicaProperties;
import org.presage.server.config.SettingKeys;
import org.presage.server.grpc.AuditService;
import org.presage.server.grpc.CellQuestions;
import org.presage.server.grpc.ControlLoopService;
import org.presage.server.grpc.ExplainService;
import org.presage.server.grpc.ScreenService;
import org.presage.server.grpc.StreamContext;
import org.presage.server.grpc.StreamLimits;
import org.presage.server.grpc.StreamMode;
import org.presage.server.learning.LearnConfiguration;
import org.presage.server.model.ModelService;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelRegistry;

/** Wires the server. */
@SpringBootConfiguration
@EnableAutoConfiguration
@EnableConfigurationProperties({ PresageProperties.class, EdgeProperties.class, OnosProperties.class,
		ReplicaProperties.class, PlausibilityProperties.class, RegretProperties.class, NeighbourProperties.class,
		LearnProperties.class })
@Import({ SecurityConfiguration.class, TracingConfiguration.class, IntentConfiguration.class, RicPaths.class,
		OscConfiguration.class, DashboardConfiguration.class, HeldNodesConfiguration.class, WebConfiguration.class,
		LeaseConfiguration.class, LearnConfiguration.class })
public class PresageServer {

	/**
	 * Frames that are read while there is no model to say otherwise: the standard ones of
	 * a wide NR carrier.
	 */
	private static final KpiSchema WITHOUT_MODEL = KpiSchema.standard(100, 275);

	@Bean
	Clock clock() {
		return Clock.SYSTEM;
	}

	@Bean
	ServerAddresses serverAddresses(Environment environment, ObjectProvider<ServerSecurity> security,
			ServerProperties http) {
		GrpcAddress.refuseEmpty(environment);
		return new ServerAddresses(DashboardConfiguration.isEnabled(environment), security, http);
	}

	@Bean
	ModelRegistry modelRegistry() {
		return new ModelRegistry();
	}

	@Bean(initMethod = "start")
	ModelService modelService(ModelRegistry registry, PresageProperties properties, Clock clock, MeterRegistry meters) {
		return new ModelService(registry, properties.model().file(), properties.model().device(),
				(model) -> ModelTrial.run(model, properties.settings(), SettingKeys.NAMES, clock), meters);
	}

	@Bean(destroyMethod = "shutdownNow")
	ScheduledExecutorService fileWatch(ModelService models, ServerSecurity security, PresageProperties properties,
			MeterRegistry meters) {
		ScheduledExecutorService watch = timer("file-watch", meters);
		every(properties.model().watch(), watch, models::check);
		every(properties.security().watch(), watch, security::check);
		return watch;
	}

	static void every(Duration period, ScheduledExecutorService watch, Runnable check) {
		if (period.isPositive()) {
			watch.scheduleWithFixedDelay(check, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
		}
	}

	@Bean
	LoopMetrics loopMetrics(MeterRegistry meters) {
		return new LoopMetrics(meters);
	}

	@Bean
	Surprise surprise(MeterRegistry meters) {
		return new Surprise(meters);
	}

	@Bean
	AuditTrail auditTrail(PresageProperties properties, Clock clock, MeterRegistry meters) {
		try {
			return AuditTrail.open(properties.audit().ring(), properties.audit().file(), properties.settings(), clock,
					Metric.AUDIT_DROPPED.counter(meters));
		}
		catch (InvalidInputException ex) {
			throw ex.inside("presage.audit.file: ");
		}
	}

	@Bean
	RegretMonitor regretMonitor(ModelRegistry registry, PresageProperties properties, RegretProperties regret,
			MeterRegistry meters, Clock clock) {
		return new RegretMonitor(registry, properties.settings(), regret.searched(), meters, clock);
	}

	@Bean(initMethod = "start")
	RegretWatch regretWatch(RegretMonitor monitor, RegretProperties regret, MeterRegistry meters) {
		return new RegretWatch(monitor, regret.period(), timer("regret", meters));
	}

	@Bean
	AuditService auditEndpoint(AuditTrail trail) {
		return new AuditService(trail);
	}

	@Bean
	NeighbourRelation neighbourRelation(NeighbourProperties neighbours, MeterRegistry meters) {
		return new NeighbourRelation(neighbours, meters);
	}

	@Bean
	NeighbourPlans neighbourPlans(NeighbourRelation relation, NeighbourProperties neighbours) {
		return new NeighbourPlans(relation, neighbours.reward());
	}

	/** Closed by their threads, which own them. */
	@Bean(destroyMethod = "")
	ControlLoops controlLoops(PresageProperties properties, ModelRegistry registry, ModelService loaded, Clock clock,
			LoopMetrics metrics, Surprise surprise, List<DecisionRecorder> recorders, DecisionTracer tracer,
			PolicyStore intents, PlausibilityProperties plausibility, NeighbourPlans neighbours, MeterRegistry meters) {
		ControlSettings settings = properties.settings();
		LoopResources resources = new LoopResources(settings.cells().maxCells(), DecisionRecorder.all(recorders),
				tracer, intents, new ReportCheck(plausibility.settings(), meters, clock), neighbours);
		int asked = properties.loop().threads();
		int threads = (asked > 0) ? asked : Runtime.getRuntime().availableProcessors();
		return new ControlLoops(IntStream.range(0, threads)
			.mapToObj((i) -> new ControlLoop(settings, registry, schema(registry).get(), clock, metrics, surprise,
					resources))
			.toList(), plausibility.refusesOutOfRange());
	}

	@Bean
	LoopThreads loopThreads(ControlLoops loops, Clock clock, MeterRegistry meters) {
		return new LoopThreads(loops, clock, Metric.CYCLES_FAILED.counter(meters));
	}

	@Bean
	LoopSupervisor loopsHealthIndicator(LoopThreads threads, ControlLoopService service, MeterRegistry meters) {
		return new LoopSupervisor(threads, service, timer("loop-watch", meters));
	}

	@Bean
	CountedFaults faultsHealthIndicator(MeterRegistry meters, ScheduledExecutorService fileWatch) {
		return new CountedFaults(meters, fileWatch);
	}

	/** A timer whose tasks' failures are counted. */
	static TaskTimer timer(String name, MeterRegistry meters) {
		return new TaskTimer(name, Clock.SYSTEM, Metric.TASKS_FAILED.counter(meters, name)::increment);
	}

	@Bean
	Dialects dialects(PresageProperties properties) {
		return new Dialects(properties.dialects());
	}

	@Bean
	CellShare cellShare(ReplicaProperties replicas, Environment environment) {
		return replicas.share(environment.getProperty(ReplicaProperties.HOST, ""));
	}

	@Bean
	ControlLoopService controlLoopEndpoint(ControlLoops loops, ModelRegistry registry, ModelService models, Clock clock,
			LoopMetrics metrics, MeterRegistry meters, Dialects dialects, PresageProperties properties,
			CellShare share) {
		StreamLimits limits = new StreamLimits(properties.stream().window(), properties.loop().maxFuture().toMillis(),
				share);
		StreamContext context = new StreamContext(loops, schema(registry), dialects, clock, metrics, meters, limits);
		return new ControlLoopService(context, models, () -> version(registry));
	}

	/** Closed before the loops: it still hears of what it has sent. */
	@Bean(initMethod = "start")
	@ConditionalOnProperty("presage.onos.target")
	E2Edge onosEdge(EdgeProperties edge, OnosProperties onos, Dialects dialects, ControlLoops loops,
			LoopThreads threads, ModelRegistry registry, CellShare share, Lease lease, NodeGuard guard,
			NeighbourRelation neighbours, Clock clock, MeterRegistry meters) {
		EdgeSettings settings = edge.settings(onos.control(edge));
		RandomGenerator random = new SplittableRandom(onos.instance().hashCode());
		OnosSettings at = onos.settings(String.valueOf(onos.target()), settings.control());
		String topo = at.topo();
		int style = dialects.get("presage.e2.dialect", settings.dialect()).style();
		NodeModels models = new NodeModels("presage.onos.topo", "presage.e2.control");
		NodeDiscovery cells = (topo == null) ? null
				: SettingKeys.under("presage.onos.",
						() -> TopoWatch.of(topo, at.tls(), settings, style, models, at.controlModel(),
								neighbours.ofRic("the topology"), clock,
								new BackOff(settings.timing().retryMs(), random)));
		OnosClient client = SettingKeys.under("presage.onos.",
				() -> new OnosClient(at, models, settings.timing().controlMs()));
		return SettingKeys.under("presage.e2.", () -> new E2Edge(settings, client, cells, dialects, schema(registry),
				loops, share, lease, guard, clock, meters, random));
	}

	@Bean
	CellQuestions cellQuestions(ControlLoops loops, ModelRegistry registry, PresageProperties properties,
			LiveComparison live) {
		return new CellQuestions(loops, registry, properties.settings(), live::challenger);
	}

	@Bean
	ExplainService explainEndpoint(CellQuestions questions) {
		return new ExplainService(questions);
	}

	@Bean
	ScreenService screenEndpoint(ModelRegistry registry, PresageProperties properties) {
		return new ScreenService(registry, properties.settings(), properties.screen().traces());
	}

	static Supplier<KpiSchema> schema(ModelRegistry registry) {
		return () -> {
			KpiSchema served = registry.schema();
			return (served != null) ? served : WITHOUT_MODEL;
		};
	}

	private static String version(ModelRegistry registry) {
		ModelManifest manifest = registry.manifest();
		return (manifest != null) ? manifest.version() : "";
	}

	@Bean
	@GlobalServerInterceptor
	ServerInterceptor streamMode() {
		return new StreamMode();
	}

	/** Streams end with a reason before the server stops listening. */
	@Bean
	StreamShutdown streamShutdown(ControlLoopService service) {
		return new StreamShutdown(service);
	}

	/** Tells the streams that the server stops. */
	static final class StreamShutdown {

		private final ControlLoopService service;

		StreamShutdown(ControlLoopService service) {
			this.service = service;
		}

		@EventListener(ContextClosedEvent.class)
		void closed() {
			this.service.shutdown();
		}

	}

}
