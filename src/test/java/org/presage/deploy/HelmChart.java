/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.nio.file.Path;
import java.util.List;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;

/**
 * The chart, rendered by Helm itself in this process.
 *
 * @param folder with Chart.yaml
 */
record HelmChart(Path folder) {

	/** As it is in the repository. */
	static final HelmChart PRESAGE = new HelmChart(Path.of("helm/presage"));

	/** Helm's own default is older than the objects of the chart. */
	private static final String KUBERNETES = "1.34.0";

	/**
	 * What {@code helm template presage --namespace ricxapp} says.
	 * @param values files
	 * @param set KEY=VALUE, or KEY= for an empty value
	 * @throws IllegalStateException with Helm's own message
	 */
	Manifests template(List<Path> values, String... set) {
		return template("presage", "ricxapp", values, set);
	}

	/** The same for a release and a namespace of other names. */
	Manifests template(String release, String namespace, List<Path> values, String... set) {
		TemplateCommand command = new Helm(this.folder).template()
			.withName(release)
			.withNamespace(namespace)
			.withKubeVersion(KUBERNETES);
		values.forEach(command::withValuesFile);
		for (String pair : set) {
			int equals = pair.indexOf('=');
			command.set(pair.substring(0, equals), pair.substring(equals + 1));
		}
		return Manifests.parse(command.call());
	}

	Manifests template(String... set) {
		return template(List.of(), set);
	}

}
