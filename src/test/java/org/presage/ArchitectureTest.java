/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import picocli.CommandLine.Command;

import org.presage.base.Clock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/** The house rules of docs/architecture.md. */
@AnalyzeClasses(packages = "org.presage", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

	private static final String ROOT = "org.presage.";

	/** What lies below everything else. */
	private static final String[] DOMAIN = { "base", "kpi", "kpi.plausibility", "planner", "worldmodel",
			"worldmodel.net", "worldmodel.correction" };

	@ArchTest
	static final ArchRule noCyclesBetweenPackages = slices().matching(ROOT + "(**)").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule noCyclesBetweenRooms = slices().matching(ROOT + "(*)..").should().beFreeOfCycles();

	@ArchTest
	static final ArchRule base = only("base");

	@ArchTest
	static final ArchRule kpi = only("kpi", "base");

	@ArchTest
	static final ArchRule plausibility = only("kpi.plausibility", "kpi", "base");

	@ArchTest
	static final ArchRule planner = only("planner", "base");

	@ArchTest
	static final ArchRule worldModel = only("worldmodel..", "kpi", "base");

	@ArchTest
	static final ArchRule metrics = only("control.metrics", "base");

	@ArchTest
	static final ArchRule control = only("control", with("control.metrics"));

	@ArchTest
	static final ArchRule audit = only("audit", with("control", "control.metrics", "database"));

	@ArchTest
	static final ArchRule database = only("database", "base");

	@ArchTest
	static final ArchRule learning = only("learning", with("control", "control.metrics", "database"));

	@ArchTest
	static final ArchRule explain = only("explain", with("control"));

	/** E2 messages could be a library of their own: no loop, no model, no I/O. */
	@ArchTest
	static final ArchRule e2 = only("e2..", "base", "kpi");

	@ArchTest
	static final ArchRule asn1 = only("e2.asn1", "base");

	@ArchTest
	static final ArchRule serviceModels = only("e2.sm..", "e2.asn1", "base");

	@ArchTest
	static final ArchRule e2ap = only("e2.ap", "e2.asn1", "e2.sm.common", "base");

	@ArchTest
	static final ArchRule dialects = only("e2.dialect", "e2.asn1", "e2.sm..", "kpi", "base");

	@ArchTest
	static final ArchRule ric = only("ric..", "e2..", "control..", "kpi", "base");

	@ArchTest
	static final ArchRule whatRicsShare = only("ric", "e2..", "control..", "kpi", "base");

	@ArchTest
	static final ArchRule messageRouter = only("ric.osc.rmr", "control.metrics", "base");

	@ArchTest
	static final ArchRule state = only("ric.state", "ric", "control.metrics", "kpi", "base");

	@ArchTest
	static final ArchRule offline = only("offline..",
			with("worldmodel.onnx", "worldmodel.torch", "control", "control.metrics"));

	@ArchTest
	static final ArchRule data = only("offline.data", "kpi", "worldmodel", "base");

	@ArchTest
	static final ArchRule evaluation = only("offline.evaluation", "offline.data", "kpi", "worldmodel..", "base");

	@ArchTest
	static final ArchRule neighbours = only("offline.neighbours", "offline.data", "offline.evaluation", "kpi", "base");

	@ArchTest
	static final ArchRule rivals = only("offline.rivals", "base");

	@ArchTest
	static final ArchRule effects = only("offline.effects", "offline.data", "offline.evaluation", "kpi", "worldmodel..",
			"base");

	@ArchTest
	static final ArchRule api = only("api..",
			with("control", "audit", "explain", "e2..", "offline.screening", "offline.data"));

	@ArchTest
	static final ArchRule client = only("client", "api..", "audit", "offline.screening", "kpi", "base");

	@ArchTest
	static final ArchRule sim = only("sim..", "client", "api..", "ric..", "e2..", "control", "kpi", "base");

	@ArchTest
	static final ArchRule benchmark = only("benchmark", with("worldmodel.onnx", "worldmodel.torch", "control", "audit",
			"e2..", "ric..", "offline..", "api..", "client", "sim.."));

	@ArchTest
	static final ArchRule security = only("server.security", "api", "control.metrics", "base");

	@ArchTest
	static final ArchRule a1 = only("server.a1", "control", "control.metrics", "planner", "kpi", "ric.state", "base");

	@ArchTest
	static final ArchRule tracing = only("server.tracing", "control", "kpi", "base");

	@ArchTest
	static final ArchRule onlyCommandsKnowTheServersWiring = noClasses().that()
		.resideOutsideOfPackages(ROOT + "cli", ROOT + "server..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + "server..");

	@ArchTest
	static final ArchRule streamsKnowTheirContextOnly = noClasses().that()
		.haveNameMatching("org\\.presage\\.server\\.grpc\\.(AttachedStream|StreamContext)(\\$.*)?")
		.should()
		.dependOnClassesThat()
		.haveSimpleName("ControlLoopService");

	@ArchTest
	static final ArchRule onlyOnePackageKnowsJsonSchemas = onlyIn("server.a1", "com.networknt..");

	@ArchTest
	static final ArchRule onlyStateAndLeaseKnowRedis = noClasses().that()
		.doNotHaveFullyQualifiedName(ROOT + "ric.state.RedisStore")
		.and()
		.doNotHaveFullyQualifiedName(ROOT + "ric.state.RedisLease")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.lettuce..", "reactor..");

	@ArchTest
	static final ArchRule onlyTwoClassesAreHttpClients = noClasses().that()
		.haveNameNotMatching("org\\.presage\\.(ric\\.osc\\.RestClient|client\\.StatusClient)(\\$.*)?")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("java.net.http..");

	@ArchTest
	static final ArchRule codecsAreJavaAlone = noClasses().that()
		.resideInAnyPackage(ROOT + "e2.asn1", ROOT + "e2.ap", ROOT + "e2.sm..", ROOT + "e2.control")
		.and()
		.resideOutsideOfPackage(ROOT + "e2.sm.ccc")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "io.grpc..", "ai.onnxruntime..", "tools.jackson..",
				"com.fasterxml..");

	@ArchTest
	static final ArchRule onlyOnePackageRunsOnnx = onlyIn("worldmodel.onnx", "ai.onnxruntime..", "ai.onnx..");

	/** A plain scheduler ends a periodic task at its first exception, without a word. */
	@ArchTest
	static final ArchRule scheduledTasksSurvive = noClasses().that()
		.doNotHaveFullyQualifiedName(ROOT + "base.TaskTimer")
		.should()
		.callMethod(Executors.class, "newSingleThreadScheduledExecutor")
		.orShould()
		.callMethod(Executors.class, "newSingleThreadScheduledExecutor", ThreadFactory.class)
		.orShould()
		.callMethod(Executors.class, "newScheduledThreadPool", int.class)
		.orShould()
		.callMethod(Executors.class, "newScheduledThreadPool", int.class, ThreadFactory.class)
		.orShould()
		.dependOnClassesThat()
		.haveFullyQualifiedName(ScheduledThreadPoolExecutor.class.getName());

	@ArchTest
	static final ArchRule onlyOnePackageTraces = onlyIn("server.tracing", "io.opentelemetry..");

	@ArchTest
	static final ArchRule onlyOnePackageRunsTorch = onlyIn("worldmodel.torch", "ai.djl..");

	/**
	 * See docs/decisions/models-and-training.md: their memory may be gone when the
	 * gradient comes back.
	 */
	@ArchTest
	static final ArchRule noJavaNumbersWhereGradientsFlow = noClasses().that()
		.resideInAPackage(ROOT + "worldmodel.torch")
		.should()
		.callMethod(NDArray.class, "mul", Number.class)
		.orShould()
		.callMethod(NDArray.class, "div", Number.class)
		.orShould()
		.callMethod(NDArray.class, "sub", Number.class)
		.orShould()
		.callMethod(NDArray.class, "add", Number.class)
		.orShould()
		.callMethod(NDArray.class, "pow", Number.class)
		.orShould()
		.callMethod(NDArray.class, "maximum", Number.class);

	@ArchTest
	static final ArchRule servingLoadsNoTraining = noClasses().that()
		.resideInAnyPackage(ROOT + "base", ROOT + "kpi", ROOT + "planner", ROOT + "worldmodel", ROOT + "worldmodel.net",
				ROOT + "worldmodel.onnx", ROOT + "control..", ROOT + "database", ROOT + "audit", ROOT + "learning",
				ROOT + "explain", ROOT + "e2..", ROOT + "ric..", ROOT + "api..", ROOT + "client", ROOT + "server..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + "offline.training", ROOT + "offline.evaluation", ROOT + "offline.effects",
				ROOT + "offline.report", ROOT + "worldmodel.torch", ROOT + "sim..", ROOT + "benchmark");

	@ArchTest
	static final ArchRule onlyTracesAndStoresRunDuckDb = noClasses().that()
		.resideOutsideOfPackages(ROOT + "offline.data", ROOT + "database", ROOT + "audit", ROOT + "learning")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.duckdb..", "java.sql..");

	@ArchTest
	static final ArchRule springStaysOutside = noClasses().that()
		.resideOutsideOfPackages(ROOT + "server..", ROOT + "cli")
		.or()
		.resideInAnyPackage(ROOT + "server.a1", ROOT + "server.tracing", ROOT + "server.grpc")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..");

	@ArchTest
	static final ArchRule onlyBaseReadsTheClock = noClasses().that()
		.resideOutsideOfPackage(ROOT + "base")
		.should()
		.callMethod(System.class, "nanoTime")
		.orShould()
		.callMethod(System.class, "currentTimeMillis")
		.orShould()
		.callMethod(java.time.Instant.class, "now")
		.orShould()
		.callMethod(java.time.LocalDateTime.class, "now");

	/**
	 * The server's configuration and the commands with their options pass it on; all else
	 * is given a clock.
	 */
	@ArchTest
	static final ArchRule onlyCompositionRootsUseTheSystemClock = noClasses().that()
		.doNotHaveFullyQualifiedName(ROOT + "server.PresageServer")
		.and()
		.doNotHaveFullyQualifiedName(ROOT + "cli.ServerOptions")
		.and()
		.areNotAnnotatedWith(Command.class)
		.should()
		.getField(Clock.class, "SYSTEM");

	@ArchTest
	static final ArchRule everythingRandomIsSeeded = noClasses().should()
		.callConstructor(java.util.Random.class)
		.orShould()
		.callConstructor(java.util.SplittableRandom.class)
		.orShould()
		.callMethod(Math.class, "random");

	/**
	 * The files of ONOS give its messages their names; all other public types have one of
	 * their own.
	 */
	@ArchTest
	static void noTwoPublicTypesShareName(JavaClasses classes) {
		Map<String, List<String>> byName = classes.stream()
			.filter((type) -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC))
			.filter((type) -> !type.getPackageName().startsWith(ROOT + "ric.onos.v1beta1"))
			// Generated: messages are called as what they carry, and only the room api
			// maps one to the other.
			.filter((type) -> !type.getPackageName().equals(ROOT + "api.v1"))
			.collect(Collectors.groupingBy(JavaClass::getSimpleName,
					Collectors.mapping(JavaClass::getName, Collectors.toList())));
		assertThat(byName.values()).allSatisfy((types) -> assertThat(types).hasSize(1));
	}

	private static String[] with(String... more) {
		return Stream.concat(Arrays.stream(DOMAIN), Arrays.stream(more)).toArray(String[]::new);
	}

	private static ArchRule onlyIn(String room, String... libraries) {
		return noClasses().that()
			.resideOutsideOfPackage(ROOT + room)
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage(libraries);
	}

	/**
	 * Classes of a room use only these rooms of Presage; {@code ..} includes what is
	 * inside.
	 */
	private static ArchRule only(String who, String... others) {
		String[] allowed = new String[others.length + 2];
		allowed[0] = ROOT + who;
		allowed[1] = "org.jspecify..";
		for (int i = 0; i < others.length; i++) {
			allowed[i + 2] = ROOT + others[i];
		}
		return classes().that()
			.resideInAPackage(ROOT + who)
			.should()
			.onlyDependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe("are allowed", (target) -> {
				String name = target.getPackageName();
				return !name.startsWith("org.presage") || matches(allowed, name);
			}));
	}

	private static boolean matches(String[] allowed, String name) {
		for (String pattern : allowed) {
			String exact = pattern.endsWith("..") ? pattern.substring(0, pattern.length() - 2) : pattern;
			if (name.equals(exact) || (pattern.endsWith("..") && name.startsWith(exact + "."))) {
				return true;
			}
		}
		return false;
	}

}
