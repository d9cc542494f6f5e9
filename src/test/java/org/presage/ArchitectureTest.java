package org.presage;

import ai.djl.ndarray.NDArray;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The house rules of docs/architecture.md. */
@AnalyzeClasses(packages = "org.presage", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

	private static final String ROOT = "org.presage.";

	@ArchTest
	static final ArchRule kpiStandsAlone = only("kpi");

	@ArchTest
	static final ArchRule statisticsStandAlone = only("stats");

	@ArchTest
	static final ArchRule plannerKnowsOnlyStatistics = only("planner", "stats");

	@ArchTest
	static final ArchRule timeStandsAlone = only("time");

	@ArchTest
	static final ArchRule worldModelKnowsKpis = only("worldmodel..", "kpi");

	@ArchTest
	static final ArchRule monitorKnowsModels = only("monitor", "kpi", "worldmodel..", "time");

	@ArchTest
	static final ArchRule controlKnowsNoEdges = only("control", "kpi", "worldmodel..", "planner", "monitor", "time");

	@ArchTest
	static final ArchRule auditKnowsTheLoop = only("audit", "kpi", "worldmodel", "planner", "control", "time");

	@ArchTest
	static final ArchRule intentKnowsTheLoop = only("intent", "control", "planner", "kpi", "json", "state", "monitor",
			"time");

	@ArchTest
	static final ArchRule onlyOnePackageKnowsJsonSchemas = noClasses().that()
		.resideOutsideOfPackage(ROOT + "intent")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("com.networknt..");

	@ArchTest
	static final ArchRule edgesKnowTheLoop = only("e2..", "kpi", "control", "monitor", "time", "worldmodel", "json",
			"state");

	@ArchTest
	static final ArchRule accessKnowsCalls = only("e2.access", "monitor", "time");

	@ArchTest
	static final ArchRule perStandsAlone = only("e2.per");

	@ArchTest
	static final ArchRule kpmKnowsBytes = only("e2.kpm", "e2.per", "e2.common");

	@ArchTest
	static final ArchRule rcKnowsBytes = only("e2.rc", "e2.per", "e2.common");

	@ArchTest
	static final ArchRule rsmKnowsBytes = only("e2.rsm", "e2.per");

	@ArchTest
	static final ArchRule e2apKnowsBytes = only("e2.ap", "e2.per", "e2.common");

	@ArchTest
	static final ArchRule dialectsKnowKpis = only("e2.dialect", "e2.kpm", "e2.per", "e2.common", "kpi");

	@ArchTest
	static final ArchRule cccKnowsQuotas = only("e2.ccc", "e2.per", "e2.common", "e2.rc");

	@ArchTest
	static final ArchRule actuatorsKnowMessages = only("e2.actuator", "e2.ccc", "e2.rc", "e2.rsm", "e2.per",
			"e2.common", "control");

	@ArchTest
	static final ArchRule whatEdgesShareKnowsNone = only("e2.edge", "e2.actuator", "e2.common", "e2.dialect", "e2.kpm",
			"e2.per", "kpi", "control", "monitor", "time");

	@ArchTest
	static final ArchRule routerKnowsNoMessages = only("e2.rmr", "e2.edge", "monitor", "kpi", "time");

	@ArchTest
	static final ArchRule oscKnowsMessages = only("e2.osc", "e2.per", "e2.common", "e2.kpm", "e2.rc", "e2.ccc",
			"e2.rsm", "e2.actuator", "e2.dialect", "e2.ap", "e2.rmr", "e2.edge", "kpi", "monitor", "time", "control",
			"json", "state");

	@ArchTest
	static final ArchRule jsonKnowsHowToRefuse = only("json", "kpi");

	@ArchTest
	static final ArchRule stateIsText = only("state", "json", "kpi", "monitor");

	@ArchTest
	static final ArchRule onlyOneClassKnowsRedis = noClasses().that()
		.doNotHaveFullyQualifiedName(ROOT + "state.RedisStore")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.lettuce..", "reactor..");

	@ArchTest
	static final ArchRule onlyOneClassIsAnHttpClient = noClasses().that()
		.haveNameNotMatching("org\\.presage\\.e2\\.osc\\.RestClient(\\$.*)?")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("java.net.http..");

	@ArchTest
	static final ArchRule codecsAreJavaAlone = noClasses().that()
		.resideInAnyPackage(ROOT + "e2.per", ROOT + "e2.common", ROOT + "e2.kpm", ROOT + "e2.rc", ROOT + "e2.rsm",
				ROOT + "e2.ap")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..", "io.grpc..", "ai.onnxruntime..", "tools.jackson..",
				"com.fasterxml..");

	@ArchTest
	static final ArchRule trainingKnowsModels = only("training", "kpi", "worldmodel..", "stats", "time");

	@ArchTest
	static final ArchRule screeningKnowsModelsAndTraces = only("screen", "kpi", "worldmodel..", "planner", "control",
			"training", "time", "monitor");

	@ArchTest
	static final ArchRule reportKnowsTheJudgement = only("report", "kpi", "worldmodel..", "training", "time");

	@ArchTest
	static final ArchRule simulatorIsANode = only("sim..", "control", "kpi", "e2..", "time", "json");

	@ArchTest
	static final ArchRule servicesKnowTheLoop = only("api..", "kpi", "worldmodel", "worldmodel.net", "planner",
			"control", "audit", "e2.grpc..", "screen", "training");

	@ArchTest
	static final ArchRule webKnowsWhatItShows = only("web", "kpi", "worldmodel", "worldmodel.net", "planner", "control",
			"monitor", "audit", "api..", "e2.access", "e2.grpc..", "time");

	@ArchTest
	static final ArchRule onlyOnePackageRunsOnnx = noClasses().that()
		.resideOutsideOfPackage(ROOT + "worldmodel.onnx")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("ai.onnxruntime..", "ai.onnx..");

	@ArchTest
	static final ArchRule onlyOnePackageTraces = noClasses().that()
		.resideOutsideOfPackage(ROOT + "trace")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.opentelemetry..");

	@ArchTest
	static final ArchRule tracesKnowTheLoop = only("trace", "control", "kpi", "monitor", "time");

	@ArchTest
	static final ArchRule onlyOnePackageRunsTorch = noClasses().that()
		.resideOutsideOfPackage(ROOT + "worldmodel.torch")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("ai.djl..");

	/** See docs/decisions.md: their memory may be gone when the gradient comes back. */
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
		.resideInAnyPackage(ROOT + "control", ROOT + "e2..", ROOT + "config", ROOT + "monitor", ROOT + "web",
				ROOT + "worldmodel.onnx", ROOT + "doctor")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage(ROOT + "training", ROOT + "report", ROOT + "worldmodel.torch", ROOT + "sim", ROOT + "lab");

	@ArchTest
	static final ArchRule onlyTracesAndAuditRunDuckDb = noClasses().that()
		.resideOutsideOfPackages(ROOT + "training", ROOT + "audit")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.duckdb..", "java.sql..");

	@ArchTest
	static final ArchRule springStaysOutside = noClasses().that()
		.resideOutsideOfPackages(ROOT + "config", ROOT + "cli", ROOT + "doctor", ROOT + "web")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework..");

	@ArchTest
	static final ArchRule onlyTimeReadsTheClock = noClasses().that()
		.resideOutsideOfPackage(ROOT + "time")
		.should()
		.callMethod(System.class, "nanoTime")
		.orShould()
		.callMethod(System.class, "currentTimeMillis")
		.orShould()
		.callMethod(java.time.Instant.class, "now")
		.orShould()
		.callMethod(java.time.LocalDateTime.class, "now");

	@ArchTest
	static final ArchRule everythingRandomIsSeeded = noClasses().should()
		.callConstructor(java.util.Random.class)
		.orShould()
		.callConstructor(java.util.SplittableRandom.class)
		.orShould()
		.callMethod(Math.class, "random");

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
