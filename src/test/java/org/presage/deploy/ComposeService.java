/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import org.junit.jupiter.api.Assumptions;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.wait.strategy.Wait;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A service of {@code deploy/compose/compose.yaml} as a container, without the compose
 * plugin: its image, command, files, and how it is confined.
 */
final class ComposeService {

	private static final Pattern IMAGE = Pattern.compile("\\$\\{([A-Z_]+):-.*}");

	private final String name;

	private final JsonNode service;

	ComposeService(String name) {
		this.name = name;
		this.service = Shipped.yaml(Shipped.COMPOSE.resolve("compose.yaml")).at("/services/" + name);
	}

	/**
	 * The image of a variable of the compose file; without it the test is skipped, and
	 * says so.
	 */
	static String image(String variable) {
		String image = System.getenv(variable);
		Assumptions.assumeTrue(image != null,
				variable + " names no image to test; .ci/images makes one, and .ci/run names it");
		return image;
	}

	List<String> command() {
		return strings(this.service.path("command"));
	}

	/**
	 * The container, not started.
	 * @param secrets folder of the files that compose would mount one by one
	 */
	GenericContainer<?> container(Network network, Path secrets) {
		Matcher variable = IMAGE.matcher(this.service.get("image").asString());
		assertThat(variable.matches()).as(this.name + " has an image that a site may replace").isTrue();
		GenericContainer<?> container = new GenericContainer<>(image(variable.group(1))).withNetwork(network)
			.withNetworkAliases(this.name)
			.withCommand(command().toArray(String[]::new))
			.withFileSystemBind(secrets.toAbsolutePath().toString(), "/run/secrets", BindMode.READ_ONLY)
			.withCreateContainerCmdModifier((create) -> confine(Objects.requireNonNull(create.getHostConfig())));
		for (String volume : strings(this.service.path("volumes"))) {
			String[] parts = volume.split(":");
			if (parts[0].startsWith(".")) {
				container.withFileSystemBind(Shipped.COMPOSE.resolve(parts[0]).toAbsolutePath().normalize().toString(),
						parts[1], BindMode.READ_ONLY);
			}
		}
		for (String port : strings(this.service.path("ports"))) {
			container.addExposedPort(Integer.parseInt(port.substring(port.lastIndexOf(':') + 1)));
		}
		return container;
	}

	private void confine(HostConfig host) {
		host.withReadonlyRootfs(this.service.get("read_only").asBoolean())
			.withCapDrop(
					strings(this.service.get("cap_drop")).stream().map(Capability::valueOf).toArray(Capability[]::new))
			.withSecurityOpts(strings(this.service.get("security_opt")))
			.withTmpFs(strings(this.service.get("tmpfs")).stream()
				.collect(Collectors.toMap((path) -> path, (path) -> "")));
	}

	/**
	 * Waits until its image's own check finds it healthy, which is made every 3 s here:
	 * it is a process in the container, and goes on until the container ends.
	 */
	static GenericContainer<?> untilHealthy(GenericContainer<?> container) {
		return container
			.withCreateContainerCmdModifier(
					(create) -> create.withHealthcheck(new HealthCheck().withInterval(Duration.ofSeconds(3).toNanos())))
			.waitingFor(Wait.forHealthcheck().withStartupTimeout(Duration.ofMinutes(2)));
	}

	/** A volume that goes with the container. */
	static void withVolume(GenericContainer<?> container, String path) {
		container.withCreateContainerCmdModifier((create) -> create.withVolumes(new Volume(path)));
	}

	private static List<String> strings(JsonNode array) {
		return array.valueStream().map(JsonNode::asString).toList();
	}

}
