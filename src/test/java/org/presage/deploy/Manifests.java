/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.fabric8.certmanager.api.model.v1.Certificate;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Objects of Kubernetes, read as strictly as its API server can be: no field that the
 * type has not, no key twice, no number where a text must be nor the other way round.
 *
 * @param objects in the order in which they were rendered
 */
record Manifests(List<HasMetadata> objects) {

	private static final Map<String, Class<? extends HasMetadata>> TYPES = Map.of("apps/v1 StatefulSet",
			StatefulSet.class, "v1 Service", Service.class, "v1 ConfigMap", ConfigMap.class, "v1 ServiceAccount",
			ServiceAccount.class, "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
			"networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class, "cert-manager.io/v1 Certificate",
			Certificate.class, "monitoring.coreos.com/v1 ServiceMonitor", ServiceMonitor.class,
			"monitoring.coreos.com/v1 PrometheusRule", PrometheusRule.class);

	private static final ObjectMapper STRICT = strict();

	private static ObjectMapper strict() {
		ObjectMapper mapper = JsonMapper.builder()
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.withCoercionConfig(LogicalType.Textual,
					(config) -> config.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
						.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
			.build();
		return mapper.setAnnotationIntrospector(new NothingElse());
	}

	/** The models have a place for fields that they do not know; here there is none. */
	private static final class NothingElse extends JacksonAnnotationIntrospector {

		private static final long serialVersionUID = 1L;

		@Override
		public Boolean hasAnySetter(Annotated member) {
			return false;
		}

	}

	/**
	 * @param yaml documents
	 * @throws IllegalArgumentException naming the field that a type has not
	 */
	static Manifests parse(String yaml) {
		LoaderOptions options = new LoaderOptions();
		options.setAllowDuplicateKeys(false);
		List<HasMetadata> objects = new ArrayList<>();
		for (Object document : new Yaml(new SafeConstructor(options)).loadAll(yaml)) {
			if (document instanceof Map<?, ?> map) {
				String type = map.get("apiVersion") + " " + map.get("kind");
				assertThat(TYPES).as("types that the chart may render").containsKey(type);
				refuseFractions(type, map);
				objects.add(STRICT.convertValue(map, TYPES.get(type)));
			}
		}
		return new Manifests(List.copyOf(objects));
	}

	/**
	 * No field of these types is a fraction; some models would take one, the API server
	 * does not.
	 */
	private static void refuseFractions(String path, Object value) {
		if (value instanceof Map<?, ?> map) {
			map.forEach((key, field) -> refuseFractions(path + '.' + key, field));
		}
		else if (value instanceof List<?> list) {
			list.forEach((item) -> refuseFractions(path, item));
		}
		else if (value instanceof Double) {
			throw new IllegalArgumentException(path + ": expected a text or an integer, found " + value);
		}
	}

	<T extends HasMetadata> List<T> all(Class<T> type) {
		return this.objects.stream().filter(type::isInstance).map(type::cast).toList();
	}

	/** The only one of its type. */
	<T extends HasMetadata> T one(Class<T> type) {
		assertThat(all(type)).hasSize(1);
		return all(type).getFirst();
	}

	Service service(String name) {
		return all(Service.class).stream()
			.filter((service) -> service.getMetadata().getName().equals(name))
			.findFirst()
			.orElseThrow(() -> new AssertionError("no Service " + name));
	}

	List<String> services() {
		return all(Service.class).stream().map((service) -> service.getMetadata().getName()).toList();
	}

	PodTemplateSpec pod() {
		return one(StatefulSet.class).getSpec().getTemplate();
	}

	Container container() {
		assertThat(pod().getSpec().getContainers()).hasSize(1);
		return pod().getSpec().getContainers().getFirst();
	}

	/** The program's configuration file. */
	String configuration() {
		return String.valueOf(one(ConfigMap.class).getData().get("application.yaml"));
	}

}
