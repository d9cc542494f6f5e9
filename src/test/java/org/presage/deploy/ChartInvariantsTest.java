/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds of every installation, whatever its values. */
class ChartInvariantsTest {

	private static Manifests variant(String file) {
		return HelmChart.PRESAGE.template(file.isEmpty() ? List.of() : List.of(Path.of(file)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "helm/presage/ci/minimal-values.yaml", "helm/presage/ci/tls-values.yaml",
			"helm/presage/ci/gpu-values.yaml", "deploy/o-ran-sc/values.yaml", "deploy/micro-onos/values.yaml" })
	void nothingPointsNowhere(String values) {
		Manifests rendered = variant(values);
		Map<String, String> pod = rendered.pod().getMetadata().getLabels();
		assertThat(rendered.objects()).allSatisfy((any) -> namespaced(any));
		assertThat(pod).containsAllEntriesOf(rendered.one(StatefulSet.class).getSpec().getSelector().getMatchLabels());
		for (Service service : rendered.all(Service.class)) {
			assertThat(service.getSpec().getSelector()).isNotEmpty();
			assertThat(pod).containsAllEntriesOf(service.getSpec().getSelector());
			assertThat(ports(rendered.container())).containsAll(
					service.getSpec().getPorts().stream().map((port) -> port.getTargetPort().getStrVal()).toList());
		}
		for (PodDisruptionBudget budget : rendered.all(PodDisruptionBudget.class)) {
			assertThat(pod).containsAllEntriesOf(budget.getSpec().getSelector().getMatchLabels());
		}
		for (NetworkPolicy policy : rendered.all(NetworkPolicy.class)) {
			assertThat(pod).containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels());
			assertThat(ports(rendered.container())).containsAll(policy.getSpec()
				.getIngress()
				.stream()
				.flatMap((rule) -> rule.getPorts().stream())
				.map((port) -> port.getPort().getStrVal())
				.toList());
		}
		assertThat(rendered.services()).contains(rendered.one(StatefulSet.class).getSpec().getServiceName());
	}

	private static void namespaced(HasMetadata any) {
		assertThat(any.getMetadata().getNamespace()).isEqualTo("ricxapp");
		assertThat(any.getMetadata().getLabels()).containsEntry("app.kubernetes.io/instance", "presage");
	}

	private static List<String> ports(Container container) {
		return container.getPorts().stream().map(ContainerPort::getName).toList();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "helm/presage/ci/minimal-values.yaml", "helm/presage/ci/tls-values.yaml",
			"helm/presage/ci/gpu-values.yaml", "deploy/o-ran-sc/values.yaml", "deploy/micro-onos/values.yaml" })
	void everyMountHasItsVolume(String values) {
		Manifests rendered = variant(values);
		List<String> volumes = Stream
			.concat(rendered.pod().getSpec().getVolumes().stream().map(Volume::getName),
					rendered.one(StatefulSet.class)
						.getSpec()
						.getVolumeClaimTemplates()
						.stream()
						.map((claim) -> claim.getMetadata().getName()))
			.toList();
		List<VolumeMount> mounts = rendered.container().getVolumeMounts();
		assertThat(mounts).extracting(VolumeMount::getName).containsExactlyInAnyOrderElementsOf(volumes);
		assertThat(mounts).filteredOn((mount) -> !Boolean.TRUE.equals(mount.getReadOnly()))
			.extracting(VolumeMount::getMountPath)
			.as("what can be written")
			.containsExactlyInAnyOrder("/tmp", "/var/lib/presage");
		assertThat(mounts).as("a file alone would never change").allMatch((mount) -> mount.getSubPath() == null);
	}

	/**
	 * What the Pod Security Standard "restricted" asks, and a root that cannot be
	 * written.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "", "helm/presage/ci/minimal-values.yaml", "helm/presage/ci/gpu-values.yaml",
			"deploy/o-ran-sc/values.yaml" })
	void nobodyHasMoreThanHeNeeds(String values) {
		Manifests rendered = variant(values);
		PodSpec pod = rendered.pod().getSpec();
		assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
		assertThat(pod.getSecurityContext().getRunAsUser()).isEqualTo(10001);
		assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
		assertThat(rendered.container().getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
		assertThat(rendered.container().getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
		assertThat(rendered.container().getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
		assertThat(pod.getAutomountServiceAccountToken()).isFalse();
		assertThat(pod.getEnableServiceLinks()).isFalse();
		assertThat(rendered.all(ServiceAccount.class))
			.allMatch((account) -> Boolean.FALSE.equals(account.getAutomountServiceAccountToken()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "deploy/o-ran-sc/values.yaml" })
	void theStartHasTimeOfItsOwn(String values) {
		Container container = variant(values).container();
		Probe start = container.getStartupProbe();
		assertThat(start.getPeriodSeconds() * start.getFailureThreshold()).isEqualTo(60);
		assertThat(start.getHttpGet()).isEqualTo(container.getLivenessProbe().getHttpGet());
		assertThat(List.of(start, container.getLivenessProbe(), container.getReadinessProbe()))
			.allMatch((probe) -> probe.getHttpGet().getPort().getStrVal().equals("http"));
	}

}
