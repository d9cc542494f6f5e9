/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the values of the chart make of an installation. */
class ChartVariantsTest {

	private static final Path CI = HelmChart.PRESAGE.folder().resolve("ci");

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private static Manifests variant(Path file, String... set) {
		return HelmChart.PRESAGE.template(List.of(file), set);
	}

	private static List<Integer> ports(Manifests rendered, String service) {
		return rendered.service(service).getSpec().getPorts().stream().map(ServicePort::getPort).toList();
	}

	/** Ports by namespaces, as the policy admits them. */
	private static List<String> admitted(Manifests rendered) {
		return rendered.one(NetworkPolicy.class).getSpec().getIngress().stream().map(ChartVariantsTest::rule).toList();
	}

	private static String rule(NetworkPolicyIngressRule rule) {
		return rule.getFrom().stream().map((peer) -> {
			if (peer.getIpBlock() != null) {
				return peer.getIpBlock().getCidr();
			}
			return (peer.getNamespaceSelector() != null)
					? peer.getNamespaceSelector().getMatchExpressions().getFirst().getValues().toString() : "own";
		}).toList() + " " + rule.getPorts().stream().map((port) -> port.getPort().getStrVal()).toList();
	}

	@Test
	void lintHasNothingToSay() {
		LintResult result = new Helm(HelmChart.PRESAGE.folder()).lint().strict().quiet().call();
		assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
		assertThat(result.getMessages()).allMatch((line) -> line.contains("icon is recommended"));
	}

	@Test
	void defaultsOpenNothing() {
		Manifests rendered = HelmChart.PRESAGE.template();
		assertThat(rendered.services()).containsExactly("presage-headless", "presage-http");
		assertThat(admitted(rendered)).containsExactly("[[monitoring]] [http]");
		assertThat(rendered.configuration()).contains("address: 127.0.0.1", "plaintext: false")
			.doesNotContain("osc:", "tls:", "model:");
		assertThat(rendered.container().getImage()).isEqualTo("presage:0.1.0");
		assertThat(rendered.container().getResources().getRequests())
			.isEqualTo(rendered.container().getResources().getLimits());
		assertThat(rendered.container().getReadinessProbe().getHttpGet().getPath()).isEqualTo("/ric/v1/health/ready");
	}

	@Test
	void minimalIsAsLittleAsCanBe() {
		Manifests rendered = variant(CI.resolve("minimal-values.yaml"));
		assertThat(rendered.objects()).hasSize(4);
		assertThat(rendered.pod().getSpec().getServiceAccountName()).isEqualTo("default");
	}

	@Test
	void tlsFilesLieWhereTheServerLooks() {
		Manifests rendered = variant(CI.resolve("tls-values.yaml"));
		assertThat(rendered.configuration()).contains("address: 0.0.0.0", "plaintext: false",
				"certificate: /etc/presage/tls/tls.crt", "key: /etc/presage/tls/tls.key",
				"client-ca: /etc/presage/client-ca/ca.crt", "token-file: /etc/presage/tokens/operations/operations",
				"max-cells: 1000000");
		assertThat(rendered.container().getVolumeMounts()).extracting(VolumeMount::getMountPath)
			.contains("/etc/presage/tls", "/etc/presage/client-ca", "/etc/presage/tokens/operations");
		Certificate certificate = rendered.one(Certificate.class);
		assertThat(certificate.getSpec().getDnsNames()).containsExactly("presage", "presage.ricxapp",
				"presage.ricxapp.svc", "presage.ran.example");
		assertThat(secrets(rendered)).containsExactly(certificate.getSpec().getSecretName(), "ran-ca",
				"presage-tokens");
		assertThat(ports(rendered, "presage")).containsExactly(50051);
		assertThat(admitted(rendered)).containsExactly("[[monitoring]] [http]", "[[ran], 10.20.0.0/16] [grpc]");
		assertThat(rendered.one(StatefulSet.class).getSpec().getVolumeClaimTemplates())
			.extracting((PersistentVolumeClaim claim) -> claim.getMetadata().getName())
			.containsExactly("state");
	}

	private static List<String> secrets(Manifests rendered) {
		return rendered.pod()
			.getSpec()
			.getVolumes()
			.stream()
			.filter((volume) -> volume.getSecret() != null)
			.map((volume) -> volume.getSecret().getSecretName())
			.toList();
	}

	@Test
	void aSecretOfOnesOwnWantsNoCertManager() {
		Manifests rendered = HelmChart.PRESAGE.template("transport=tls", "tls.existingSecret=mine");
		assertThat(secrets(rendered)).containsExactly("mine");
		assertThat(rendered.all(Certificate.class)).isEmpty();
		assertThat(admitted(rendered)).contains("[own] [grpc]");
	}

	@Test
	void theMonitorFindsMetricsOnce() {
		Manifests rendered = variant(CI.resolve("tls-values.yaml"));
		ServiceMonitor monitor = rendered.one(ServiceMonitor.class);
		Map<String, String> wanted = monitor.getSpec().getSelector().getMatchLabels();
		assertThat(rendered.services()
			.stream()
			.filter((name) -> rendered.service(name)
				.getMetadata()
				.getLabels()
				.entrySet()
				.containsAll(wanted.entrySet())))
			.containsExactly("presage-http");
		assertThat(monitor.getMetadata().getLabels()).containsEntry("release", "kube-prometheus-stack");
		assertThat(monitor.getSpec().getEndpoints().getFirst().getPath()).isEqualTo("/actuator/prometheus");
	}

	@Test
	void aGpuIsAskedForAndUsed() {
		Manifests rendered = variant(CI.resolve("gpu-values.yaml"));
		assertThat(rendered.container().getResources().getLimits()).containsEntry("nvidia.com/gpu", new Quantity("1"))
			.containsEntry("cpu", new Quantity("2"));
		assertThat(rendered.configuration()).contains("device: cuda", "path: /models/mine.presage", "plaintext: true");
		assertThat(rendered.container().getImage()).isEqualTo("presage:0.1.0-cuda");
		assertThat(rendered.pod().getSpec().getRuntimeClassName()).isEqualTo("nvidia");
		assertThat(rendered.pod().getSpec().getVolumes())
			.filteredOn((volume) -> volume.getPersistentVolumeClaim() != null)
			.extracting((Volume volume) -> volume.getPersistentVolumeClaim().getClaimName())
			.containsExactly("presage-models");
		assertThat(rendered.container().getArgs()).endsWith("presage.loop.budget=20ms");
		assertThat(rendered.container().getEnv()).containsExactly(new EnvVar("TZ", "UTC", null),
				new EnvVar("PRESAGE_REPLICAS_COUNT", "1", null));
	}

	@Test
	void modelsComeFromConfigMapsAndTheProduct() {
		assertThat(HelmChart.PRESAGE.template("model.builtin=slices").configuration()).contains("path: builtin:slices");
		Manifests rendered = HelmChart.PRESAGE.template("model.source=configMap", "model.name=models");
		assertThat(rendered.configuration()).contains("path: /models/model.presage");
		assertThat(rendered.pod().getSpec().getVolumes()).filteredOn((volume) -> volume.getName().equals("models"))
			.extracting((volume) -> volume.getConfigMap().getName())
			.containsExactly("models");
	}

	/** Its pods know their index by their name, presage-0 to presage-2. */
	@Test
	void replicasNameEachOther() {
		Manifests rendered = variant(CI.resolve("tls-values.yaml"), "service.type=ClusterIP", "replicas=3");
		StatefulSet set = rendered.one(StatefulSet.class);
		assertThat(set.getSpec().getReplicas()).isEqualTo(3);
		assertThat(set.getSpec().getPodManagementPolicy()).isEqualTo("Parallel");
		String domain = set.getSpec().getServiceName() + ".ricxapp.svc";
		assertThat(count(rendered)).isEqualTo("3");
		assertThat(rendered.configuration())
			.contains("peers: " + set.getMetadata().getName() + "-{index}." + domain + ":50051");
		assertThat(rendered.service(set.getSpec().getServiceName()).getSpec().getClusterIP()).isEqualTo("None");
		assertThat(ports(rendered, set.getSpec().getServiceName())).contains(50051);
		assertThat(rendered.one(Certificate.class).getSpec().getDnsNames()).contains("*." + domain);
		assertThat(rendered.one(PodDisruptionBudget.class).getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
	}

	private static String count(Manifests rendered) {
		return rendered.container()
			.getEnv()
			.stream()
			.filter((variable) -> variable.getName().equals("PRESAGE_REPLICAS_COUNT"))
			.map(EnvVar::getValue)
			.collect(Collectors.joining(","));
	}

	/** A StatefulSet's selector cannot be changed. */
	@Test
	void podsThatCountDifferentlyNeverMeet() {
		assertThat(selector("replicas=2")).isNotEqualTo(selector("replicas=3")).isNotEqualTo(selector("replicas=1"));
		assertThat(selector("replicas=1")).isEqualTo(selector());
		Manifests rendered = HelmChart.PRESAGE.template("replicas=3");
		assertThat(rendered.pod().getMetadata().getLabels()).containsAllEntriesOf(selector("replicas=3"));
		assertThat(rendered.service("presage-headless").getSpec().getSelector()).isEqualTo(selector());
	}

	private static Map<String, String> selector(String... set) {
		return HelmChart.PRESAGE.template(set).one(StatefulSet.class).getSpec().getSelector().getMatchLabels();
	}

	@Test
	void replicasThatNobodyCallsHaveNoAddress() {
		Manifests three = HelmChart.PRESAGE.template("replicas=3");
		assertThat(count(three)).isEqualTo("3");
		assertThat(three.configuration()).doesNotContain("peers:");
		assertThat(HelmChart.PRESAGE.template().configuration()).doesNotContain("replicas:");
		assertThat(count(HelmChart.PRESAGE.template())).as("scaled by hand, the second pod must refuse").isEqualTo("1");
		assertThat(
				count(HelmChart.PRESAGE.template("config.presage.replicas.count=2", "config.presage.replicas.index=1")))
			.as("a release for each replica")
			.isEmpty();
	}

	@Test
	void theRicFindsItsXapp() {
		Manifests rendered = variant(Path.of("deploy/o-ran-sc/values.yaml"));
		assertThat(ports(rendered, "service-ricxapp-presage-http")).containsExactly(8080);
		assertThat(ports(rendered, "service-ricxapp-presage-rmr")).containsExactly(4560, 4561);
		assertThat(rendered.service("service-ricxapp-presage-rmr").getSpec().getPublishNotReadyAddresses()).isTrue();
		assertThat(rendered.configuration()).contains("host: service-ricxapp-presage-http.ricxapp",
				"host: service-ricxapp-presage-rmr.ricxapp", "mode: advisory", "plmn: \"00101\"");
		assertThat(admitted(rendered)).contains("[[ricplt]] [http, rmr-data, rmr-route]");
		assertThat(rendered.container().getEnvFrom().getFirst().getConfigMapRef().getName())
			.isEqualTo("dbaas-appconfig");
		assertThat(rendered.container().getReadinessProbe().getHttpGet().getPath()).isEqualTo("/ric/v1/health/ready");
	}

	@Test
	void theProxyOfMicroOnosIsInjected() {
		Manifests rendered = variant(Path.of("deploy/micro-onos/values.yaml"));
		assertThat(rendered.pod().getMetadata().getAnnotations()).containsEntry("proxy.onosproject.org/inject", "true");
		assertThat(rendered.configuration()).contains("target: localhost:5151", "mode: advisory");
	}

	@Test
	void aChangeOfConfigurationMakesANewPod() {
		String before = configMap();
		assertThat(configMap()).isEqualTo(before);
		assertThat(configMap("config.presage.loop.budget=20ms")).isNotEqualTo(before);
		assertThat(configMap("podDisruptionBudget.enabled=false")).isEqualTo(before);
	}

	/**
	 * A container that restarts after a failed upgrade reads what its pod was made for.
	 */
	private static String configMap(String... set) {
		Manifests rendered = HelmChart.PRESAGE.template(set);
		ConfigMap map = rendered.one(ConfigMap.class);
		assertThat(map.getImmutable()).isTrue();
		assertThat(rendered.pod().getSpec().getVolumes()).filteredOn((volume) -> volume.getName().equals("config"))
			.extracting((volume) -> volume.getConfigMap().getName())
			.containsExactly(map.getMetadata().getName());
		return map.getMetadata().getName();
	}

	@Test
	void showsServerTheAddressOfTheNode() {
		assertThat(policy("transport=plaintext", "service.type=NodePort")).isEqualTo("Local");
		assertThat(policy("transport=plaintext", "service.type=LoadBalancer", "service.externalTrafficPolicy=Cluster"))
			.isEqualTo("Cluster");
		assertThat(policy("transport=plaintext")).as("ClusterIP has none").isEqualTo("null");
	}

	private static String policy(String... set) {
		return String.valueOf(HelmChart.PRESAGE.template(set).service("presage").getSpec().getExternalTrafficPolicy());
	}

	@Test
	void installsTheRulesOfDeploy() throws IOException {
		PrometheusRule rule = HelmChart.PRESAGE.template("prometheusRule.enabled=true").one(PrometheusRule.class);
		assertThat(rule.getSpec().getGroups().stream().flatMap((group) -> group.getRules().stream()))
			.hasSameSizeAs(Rule.all());
	}

	@Test
	void rulesKeepPlaceholdersOfPrometheus() throws IOException {
		try (Stream<Path> files = Files.walk(HelmChart.PRESAGE.folder())) {
			files.forEach(this::copy);
		}
		Files.delete(this.folder.resolve("files/rules.yaml"));
		Files.writeString(this.folder.resolve("files/rules.yaml"), """
				groups:
				  - name: presage
				    rules:
				      - alert: PresageNoModel
				        expr: absent(wm_model_info)
				        annotations:
				          summary: "{{ $labels.instance }} has no model"
				""");
		PrometheusRule rule = new HelmChart(this.folder).template("prometheusRule.enabled=true")
			.one(PrometheusRule.class);
		assertThat(rule.getSpec().getGroups().getFirst().getRules().getFirst().getAnnotations())
			.containsEntry("summary", "{{ $labels.instance }} has no model");
	}

	private void copy(Path file) {
		Path to = this.folder.resolve(HelmChart.PRESAGE.folder().relativize(file).toString());
		try {
			if (Files.isDirectory(file)) {
				Files.createDirectories(to);
			}
			else {
				Files.copy(file, to);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
