/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import org.presage.base.SettingNames;
import org.presage.control.ControlSettings;
import org.presage.control.EvidenceSettings;
import org.presage.control.GuardSettings;
import org.presage.control.KpiLimit;
import org.presage.control.Objective;
import org.presage.control.SearchSettings;
import org.presage.control.SlicePolicy;
import org.presage.planner.ActionSpace;
import org.presage.planner.MppiSettings;
import org.presage.server.model.ModelFiles;
import org.presage.server.security.Role;
import org.presage.worldmodel.onnx.Device;

import static org.assertj.core.api.Assertions.assertThat;

/** Every key has its default, takes another value, and refuses a wrong one by name. */
class PresagePropertiesTest {

	/** Key, a value that is not the default, and how it shows in the settings. */
	private static final Map<String, String> OTHERS = new HashMap<>();

	static {
		OTHERS.put("presage.loop.budget", "20ms");
		OTHERS.put("presage.loop.max-cells", "77");
		OTHERS.put("presage.loop.max-slices", "17");
		OTHERS.put("presage.loop.max-plan-memory", "99MB");
		OTHERS.put("presage.loop.window-capacity", "99");
		OTHERS.put("presage.loop.gap-steps", "7");
		OTHERS.put("presage.loop.silent-after", "11s");
		OTHERS.put("presage.loop.max-age", "13s");
		OTHERS.put("presage.loop.max-future", "17s");
		OTHERS.put("presage.loop.surprise-limit", "19");
		OTHERS.put("presage.loop.online-calibration", "false");
		OTHERS.put("presage.model.path", "/models/some.presage");
		OTHERS.put("presage.model.watch", "23s");
		OTHERS.put("presage.planner.preset", "mppi");
		OTHERS.put("presage.planner.population", "29");
		OTHERS.put("presage.planner.iterations", "31");
		OTHERS.put("presage.planner.knots", "5");
		OTHERS.put("presage.planner.seed", "37");
		OTHERS.put("presage.planner.levels", "19");
		OTHERS.put("presage.planner.batch", "3");
		OTHERS.put("presage.planner.proposals", "false");
		OTHERS.put("presage.loop.threads", "5");
		OTHERS.put("presage.model.device", "cpu");
		OTHERS.put("presage.reward.terminal.Delay", "-0.83");
		OTHERS.put("presage.reward.limits[0].kpi", "Delay");
		OTHERS.put("presage.reward.limits[0].max", "90");
		OTHERS.put("presage.reward.limits[0].epsilon", "0.03");
		OTHERS.put("presage.reward.limit-penalty", "7.9");
		OTHERS.put("presage.slices.joint", "false");
		OTHERS.put("presage.slices.policies.1-000002.min-prbs", "2");
		OTHERS.put("presage.slices.policies.1-000002.max-prbs", "30");
		OTHERS.put("presage.slices.policies.1-000002.max-step", "9");
		OTHERS.put("presage.slices.policies.1-000002.limits[0].kpi", "BLER");
		OTHERS.put("presage.slices.policies.1-000002.limits[0].max", "0.2");
		OTHERS.put("presage.action.min-prbs", "4");
		OTHERS.put("presage.action.max-prbs", "41");
		OTHERS.put("presage.action.max-step", "6");
		OTHERS.put("presage.reward.weights.SINR", "0.43");
		OTHERS.put("presage.reward.change-cost", "0.47");
		OTHERS.put("presage.reward.sla-penalty", "5.3");
		OTHERS.put("presage.reward.risk", "0.59");
		OTHERS.put("presage.stream.window", "61");
		OTHERS.put("presage.screen.traces", "/traces");
		OTHERS.put("presage.audit.ring", "67");
		OTHERS.put("presage.audit.file", "/decisions.duckdb");
		OTHERS.put("presage.control.effect-reports", "71");
		OTHERS.put("presage.control.retry-after", "73s");
		OTHERS.put("presage.control.collapse", "7.9");
		OTHERS.put("presage.evidence.window-share", "0.61");
		OTHERS.put("presage.evidence.fresh-reports", "11");
		OTHERS.put("presage.evidence.other-share", "0.67");
		OTHERS.put("presage.evidence.period-tolerance", "0.41");
		OTHERS.put("presage.evidence.source-silence", "43s");
		OTHERS.put("presage.correction.mode", "mixture");
		OTHERS.put("presage.correction.rate", "0.17");
		OTHERS.put("presage.correction.share", "0.019");
		OTHERS.put("presage.correction.gate", "2.3");
		OTHERS.put("presage.correction.slowest", "0.29");
		OTHERS.put("presage.dialects", "/mine.yaml,/other.yaml");
		OTHERS.put("presage.stream.per-client", "71");
		OTHERS.put("presage.stream.cells-per-client", "72");
		OTHERS.put("presage.stream.max-memory", "74MB");
		OTHERS.put("presage.stream.reports-per-second", "73");
		OTHERS.put("presage.security.plaintext", "true");
		OTHERS.put("presage.security.tls.certificate", "/tls.crt");
		OTHERS.put("presage.security.tls.key", "/tls.key");
		OTHERS.put("presage.security.tls.client-ca", "/ca.crt");
		OTHERS.put("presage.security.tls.client-auth", "optional");
		OTHERS.put("presage.security.tokens[0].name", "gnb");
		OTHERS.put("presage.security.tokens[0].sha256", "7a".repeat(32));
		OTHERS.put("presage.security.tokens[0].roles", "node,reader");
		OTHERS.put("presage.security.certificates[0].subject", "CN=gnb");
		OTHERS.put("presage.security.certificates[0].roles", "operator");
		OTHERS.put("presage.security.watch", "79s");
	}

	@EnableConfigurationProperties(PresageProperties.class)
	static class Config {

	}

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Config.class);

	@Test
	void defaultsAreTheLoopsOwn() {
		this.runner
			.run((context) -> assertThat(context.getBean(PresageProperties.class).settings()).usingRecursiveComparison()
				.ignoringFields("cells.names", "evidence.names")
				.isEqualTo(ControlSettings.defaults()));
	}

	@Test
	void everyKeyTakesAnotherValue() {
		List<String> pairs = new ArrayList<>();
		OTHERS.forEach((key, value) -> pairs.add(key + "=" + value));
		this.runner.withPropertyValues(pairs.toArray(String[]::new)).run((context) -> {
			PresageProperties properties = context.getBean(PresageProperties.class);
			ControlSettings settings = properties.settings();
			assertThat(settings.budgetNs()).isEqualTo(20_000_000);
			assertThat(settings.cells().maxCells()).isEqualTo(77);
			assertThat(settings.cells().windowCapacity()).isEqualTo(99);
			assertThat(settings.cells().gapSteps()).isEqualTo(7);
			assertThat(settings.cells().silentNs()).isEqualTo(11_000_000_000L);
			assertThat(settings.cells().maxAgeMs()).isEqualTo(13_000);
			assertThat(properties.loop().maxFuture()).hasSeconds(17);
			assertThat(settings.surpriseLimit()).isEqualTo(19);
			assertThat(settings.onlineCalibration()).isFalse();
			assertThat(properties.model().file()).isEqualTo(Path.of("/models/some.presage"));
			assertThat(properties.model().watch()).hasSeconds(23);
			assertThat(settings.search())
				.isEqualTo(new SearchSettings(MppiSettings.standard(29, 31, 37), 5, 19, 3, false));
			assertThat(settings.actions()).isEqualTo(new ActionSpace(4, 41, 6));
			assertThat(settings.objective()).isEqualTo(new Objective(Map.of("SINR", 0.43), Map.of("Delay", -0.83), 0.47,
					5.3, List.of(new KpiLimit("Delay", null, 90.0, 0.03)), 7.9, 0.59));
			assertThat(settings.jointSlices()).isFalse();
			assertThat(settings.slices()).isEqualTo(Map.of("1-000002",
					new SlicePolicy(new ActionSpace(2, 30, 9), List.of(new KpiLimit("BLER", null, 0.2, 0.05)))));
			assertThat(properties.loop().threads()).isEqualTo(5);
			assertThat(properties.model().device()).isEqualTo(Device.CPU);
			assertThat(properties.stream().window()).isEqualTo(61);
			assertThat(properties.screen().traces()).isEqualTo(Path.of("/traces"));
			assertThat(settings.guard()).isEqualTo(new GuardSettings(71, 73_000_000_000L, 7.9));
			assertThat(settings.evidence()).isEqualTo(
					new EvidenceSettings(0.61, 11, 0.67, 0.41, 43_000_000_000L, new SettingNames("presage.evidence.")));
			assertThat(properties.dialects()).containsExactly(Path.of("/mine.yaml"), Path.of("/other.yaml"));
			assertThat(properties.audit().ring()).isEqualTo(67);
			assertThat(properties.audit().file()).isEqualTo(Path.of("/decisions.duckdb"));
			assertThat(properties.stream().perClient()).isEqualTo(71);
			assertThat(properties.stream().maxMemory().toMegabytes()).isEqualTo(74);
			assertThat(properties.stream().reportsPerSecond()).isEqualTo(73);
			assertThat(properties.security()).isEqualTo(new SecurityProperties(true,
					new SecurityProperties.Tls(Path.of("/tls.crt"), Path.of("/tls.key"), Path.of("/ca.crt"),
							SecurityProperties.ClientAuth.OPTIONAL),
					List.of(new SecurityProperties.Token("gnb", null, "7a".repeat(32), Set.of(Role.NODE, Role.READER))),
					List.of(new SecurityProperties.Certificate("CN=gnb", null, Set.of(Role.OPERATOR))),
					Duration.ofSeconds(79)));
		});
	}

	@ParameterizedTest
	@CsvSource({ "presage.loop.budget,5s,1", "presage.loop.max-cells,0,1", "presage.loop.window-capacity,1,2",
			"presage.loop.gap-steps,0,1", "presage.loop.silent-after,10ms,1", "presage.loop.max-age,-1s,0",
			"presage.loop.max-future,-1s,0", "presage.loop.surprise-limit,26,25",
			"presage.loop.online-calibration,maybe,maybe", "presage.model.watch,-1s,0",
			"presage.planner.population,5000,4096", "presage.planner.iterations,101,100", "presage.planner.knots,0,1",
			"presage.action.min-prbs,276,275", "presage.action.max-prbs,0,1", "presage.action.max-step,276,275",
			"presage.reward.change-cost,-1,0", "presage.reward.sla-penalty,-1,0", "presage.reward.risk,-1,0",
			"presage.stream.window,0,1", "presage.planner.preset,fast,fast", "presage.planner.batch,10001,10000",
			"presage.loop.threads,257,256", "presage.model.device,tpu,tpu", "presage.reward.limit-penalty,-1,0",
			"presage.reward.limits[0].epsilon,1,1", "presage.slices.policies.1.min-prbs,276,275",
			"presage.slices.joint,maybe,maybe", "presage.audit.ring,1000001,1000000", "presage.audit.ring,-1,0",
			"presage.control.effect-reports,-1,0", "presage.control.retry-after,10ms,1",
			"presage.control.collapse,-1,0", "presage.evidence.window-share,1.1,1",
			"presage.evidence.fresh-reports,-1,0", "presage.evidence.other-share,-0.1,0",
			"presage.evidence.period-tolerance,1,1", "presage.evidence.source-silence,-1s,0",
			"presage.correction.mode,perhaps,perhaps", "presage.correction.rate,0,0.001",
			"presage.correction.share,0.6,0.5", "presage.correction.gate,11,10", "presage.correction.slowest,0,0.0001",
			"presage.stream.per-client,0,1", "presage.stream.reports-per-second,1000001,1000000",
			"presage.security.plaintext,maybe,maybe", "presage.security.watch,-1s,0",
			"presage.security.tls.client-auth,sometimes,sometimes", "presage.security.tokens[0].sha256,0123,must match",
			"presage.security.tokens[0].name,'',blank", "presage.security.certificates[0].roles,king,king" })
	void valueOutOfRangeIsNamed(String key, String value, String bound) {
		this.runner.withPropertyValues(key + "=" + value).run((context) -> {
			assertThat(context).hasFailed();
			StringBuilder told = new StringBuilder();
			for (Throwable t = context.getStartupFailure(); t != null; t = t.getCause()) {
				told.append(t).append('\n');
			}
			String last = key.substring(key.lastIndexOf('.') + 1);
			assertThat(told.toString().replace("-", "").toLowerCase(java.util.Locale.ROOT))
				.contains(last.replace("-", ""))
				.contains(bound.toLowerCase(java.util.Locale.ROOT));
		});
	}

	@Test
	void modelsThatComeWithTheProductAreNoResources() {
		this.runner.withPropertyValues("presage.model.path=builtin:slices")
			.run((context) -> assertThat(context.getBean(PresageProperties.class).model().file())
				.isEqualTo(ModelFiles.SLICES));
	}

	@Test
	void everyKeyIsTested() {
		List<String> others = ServerSettings.types().keySet().stream().filter((key) -> !key.equals("presage")).toList();
		assertThat(KnownKeys.read().under("presage"))
			.filteredOn((key) -> !key.contains("[N]") && !key.contains(".NAME."))
			.filteredOn((key) -> others.stream().noneMatch((other) -> key.startsWith(other + '.')))
			.hasSizeGreaterThan(40)
			.allSatisfy((key) -> assertThat(OTHERS.keySet())
				.anyMatch((tested) -> tested.startsWith(key.replace(".NAME", ""))));
	}

}
