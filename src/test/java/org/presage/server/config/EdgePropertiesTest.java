/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import org.presage.base.SettingNames;
import org.presage.control.ControlMode;
import org.presage.e2.asn1.Octets;
import org.presage.e2.control.PrbControl;
import org.presage.e2.sm.common.Grammar.Family;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.UeId;
import org.presage.ric.EdgeSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EdgePropertiesTest {

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(EdgeProperties.class)
	static class Config {

	}

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Config.class);

	@Test
	void decisionsAreNotSentUnlessAsked() {
		this.runner.run((context) -> assertThat(context.getBean(EdgeProperties.class).settings().mode())
			.isEqualTo(ControlMode.ADVISORY));
	}

	@Test
	void everyKeyIsBound() {
		this.runner
			.withPropertyValues("presage.e2.mode=active", "presage.e2.min-interval=700ms", "presage.e2.control=rc-b",
					"presage.e2.control-timeout=300ms", "presage.e2.silence=5s", "presage.e2.stale-after=400ms",
					"presage.e2.retry=600ms", "presage.e2.dialect=oai", "presage.e2.clock=receipt",
					"presage.e2.plmn=310150", "presage.e2.prbs=52", "presage.e2.slice=2-0a", "presage.e2.ue=77",
					"presage.e2.nodes[0].id=n", "presage.e2.nodes[0].dialect=srsran",
					"presage.e2.nodes[0].measurements=CQI,RSRP", "presage.e2.nodes[0].cells[0].nci=19B0",
					"presage.e2.nodes[0].cells[0].plmn=00101", "presage.e2.nodes[0].cells[0].prbs=106",
					"presage.e2.nodes[0].cells[1].nci=fffffffff", "presage.e2.grammar=flexric-legacy",
					"presage.e2.nodes[0].grammar=kpm-v2.00", "presage.e2.nodes[0].cells[0].object-id=1454c001",
					"presage.e2.held-nodes=/held.json")
			.run((context) -> {
				assertThat(context.getBean(EdgeProperties.class).heldNodes()).isEqualTo(Path.of("/held.json"));
				assertThat(context.getBean(EdgeProperties.class).settings()).isEqualTo(new EdgeSettings(
						ControlMode.actuated(700_000_000), PrbControl.RC_B,
						new EdgeSettings.Timing(300, 5000, 400, 600), "oai", true, Plmn.of("310150"), 52,
						new Snssai(2, Octets.hex("00000a")), new UeId.GnbDu(77, null),
						List.of(new EdgeSettings.Node("n", "srsran", List.of("CQI", "RSRP"),
								List.of(new EdgeSettings.Cell(Plmn.of("00101"), 0x19B0, 106, "1454c001"),
										new EdgeSettings.Cell(Plmn.of("310150"), 0xFFFFFFFFFL, 52)),
								Family.KPM_V2_00)),
						Family.FLEXRIC_LEGACY, new SettingNames("presage.e2.")));
			});
	}

	@ParameterizedTest
	@CsvSource({ "plmn,0010", "grammar,kpm", "nodes[0].grammar,kpm-v4", "slice,256", "slice,1-1234567",
			"nodes[0].cells[0].nci,12345678g", "nodes[0].cells[0].nci,1234567890" })
	void whatIsWrongIsNamed(String key, String value) {
		this.runner
			.withPropertyValues("presage.e2.nodes[0].id=n", "presage.e2.nodes[0].cells[0].nci=1",
					"presage.e2." + key + "=" + value)
			.run((context) -> assertThatThrownBy(() -> context.getBean(EdgeProperties.class).settings())
				.hasMessageStartingWith("presage.e2." + key.replace("[0]", "[]") + ": expected ")
				.hasMessageEndingWith("found \"" + value + '"'));
	}

	@ParameterizedTest
	@CsvSource({ "mode,auto", "control,prbs", "clock,mine", "retry,1ms", "silence,1ms", "nodes[0].cells[0].prbs,276" })
	void whatCannotBeStopsTheStart(String key, String value) {
		this.runner
			.withPropertyValues("presage.e2.nodes[0].id=n", "presage.e2.nodes[0].cells[0].nci=1",
					"presage.e2." + key + "=" + value)
			.run((context) -> assertThat(context).hasFailed());
	}

}
