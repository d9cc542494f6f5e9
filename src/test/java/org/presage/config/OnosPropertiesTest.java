package org.presage.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

import org.presage.control.ControlMode;
import org.presage.e2.actuator.PrbControl;
import org.presage.e2.common.Plmn;
import org.presage.e2.common.Snssai;
import org.presage.e2.common.UeId;
import org.presage.e2.onos.OnosSettings;
import org.presage.e2.onos.OnosTls;
import org.presage.e2.per.Octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OnosPropertiesTest {

	@Configuration(proxyBeanMethods = false)
	@EnableConfigurationProperties(OnosProperties.class)
	static class Config {

	}

	private final ApplicationContextRunner runner = new ApplicationContextRunner().withUserConfiguration(Config.class);

	@Test
	void decisionsAreNotSentUnlessAsked() {
		this.runner.run((context) -> {
			OnosProperties properties = context.getBean(OnosProperties.class);
			assertThat(properties.target()).isNull();
			OnosSettings settings = properties.settings("onos-e2t:5150");
			assertThat(settings.mode()).isEqualTo(ControlMode.ADVISORY);
			assertThat(settings.tls().verification()).isEqualTo(OnosTls.Verification.VERIFIED);
			assertThat(settings.controlModel()).isEqualTo(new OnosSettings.Model("oran-e2sm-ccc", "v1"));
		});
	}

	@Test
	void everyKeyIsBound() {
		this.runner.withPropertyValues("presage.onos.target=a:1", "presage.onos.topo=b:2",
				"presage.onos.tls.verification=unverified", "presage.onos.tls.trust=/ca.pem",
				"presage.onos.tls.certificate=/c.pem", "presage.onos.tls.key=/k.pem", "presage.onos.app-id=app",
				"presage.onos.instance=i-3", "presage.onos.mode=active", "presage.onos.min-interval=700ms",
				"presage.onos.control=rc-b", "presage.onos.control-timeout=300ms", "presage.onos.silence=5s",
				"presage.onos.stale-after=400ms", "presage.onos.retry=600ms", "presage.onos.kpm.name=kpm",
				"presage.onos.kpm.version=v3", "presage.onos.model.name=rc", "presage.onos.model.version=v5",
				"presage.onos.dialect=oai", "presage.onos.clock=receipt", "presage.onos.plmn=310150",
				"presage.onos.prbs=52", "presage.onos.slice=2-0a", "presage.onos.ue=77", "presage.onos.nodes[0].id=n",
				"presage.onos.nodes[0].dialect=srsran", "presage.onos.nodes[0].measurements=CQI,RSRP",
				"presage.onos.nodes[0].cells[0].nci=19B0", "presage.onos.nodes[0].cells[0].plmn=00101",
				"presage.onos.nodes[0].cells[0].prbs=106", "presage.onos.nodes[0].cells[1].nci=fffffffff")
			.run((context) -> {
				OnosProperties properties = context.getBean(OnosProperties.class);
				assertThat(properties.target()).isEqualTo("a:1");
				assertThat(properties.settings("a:1")).isEqualTo(new OnosSettings("a:1", "b:2",
						new OnosTls(OnosTls.Verification.UNVERIFIED, Path.of("/ca.pem"), Path.of("/c.pem"),
								Path.of("/k.pem")),
						"app", "i-3", ControlMode.actuated(700_000_000), PrbControl.RC_B,
						new OnosSettings.Timing(300, 5000, 400, 600), new OnosSettings.Model("kpm", "v3"),
						new OnosSettings.Model("rc", "v5"), "oai", true, Plmn.of("310150"), 52,
						new Snssai(2, Octets.hex("00000a")), new UeId.GnbDu(77, null),
						List.of(new OnosSettings.Node("n", "srsran", List.of("CQI", "RSRP"),
								List.of(new OnosSettings.Cell(Plmn.of("00101"), 0x19B0, 106),
										new OnosSettings.Cell(Plmn.of("310150"), 0xFFFFFFFFFL, 52))))));
			});
	}

	@ParameterizedTest
	@CsvSource({ "plmn,0010", "slice,256", "slice,1-1234567", "nodes[0].cells[0].nci,12345678g",
			"nodes[0].cells[0].nci,1234567890" })
	void whatIsWrongIsNamed(String key, String value) {
		this.runner
			.withPropertyValues("presage.onos.nodes[0].id=n", "presage.onos.nodes[0].cells[0].nci=1",
					"presage.onos." + key + "=" + value)
			.run((context) -> assertThatThrownBy(() -> context.getBean(OnosProperties.class).settings("a:1"))
				.hasMessageStartingWith("presage.onos." + key.replace("[0]", "[]") + ": expected ")
				.hasMessageEndingWith("found \"" + value + '"'));
	}

	@ParameterizedTest
	@CsvSource({ "mode,auto", "control,prbs", "clock,mine", "tls.verification,no", "retry,1ms", "silence,1ms",
			"nodes[0].cells[0].prbs,276", "app-id,''" })
	void whatCannotBeStopsTheStart(String key, String value) {
		this.runner
			.withPropertyValues("presage.onos.nodes[0].id=n", "presage.onos.nodes[0].cells[0].nci=1",
					"presage.onos." + key + "=" + value)
			.run((context) -> assertThat(context).hasFailed());
	}

	@Test
	void everyKeyIsDocumented() throws IOException {
		String documentation = Files.readString(Path.of("docs/configuration.md"));
		for (String key : PresagePropertiesTest.keys("presage.onos", OnosProperties.class)) {
			assertThat(documentation).contains("`" + key);
		}
	}

}
