package org.presage.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URL;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.server.PresageServer;
import org.presage.server.config.DashboardProperties;
import org.presage.server.config.EdgeProperties;
import org.presage.server.config.IntentProperties;
import org.presage.server.config.OnosProperties;
import org.presage.server.config.OscProperties;
import org.presage.server.config.PresageProperties;
import org.presage.server.config.ReplicaProperties;
import org.presage.server.config.TracingProperties;

/**
 * Keys of configuration that somebody reads: the program's own by the records that bind
 * them, those of Spring by its metadata.
 *
 * @param names with [] for an element of a list
 * @param maps beginnings of those whose ends are free
 */
record KnownKeys(Set<String> names, Set<String> maps) {

	private static final String METADATA = "META-INF/spring-configuration-metadata.json";

	static KnownKeys read() throws IOException {
		KnownKeys known = new KnownKeys(new HashSet<>(), new HashSet<>());
		for (URL file : Collections.list(PresageServer.class.getClassLoader().getResources(METADATA))) {
			try (InputStream in = file.openStream()) {
				for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
					known.names.add(property.path("name").asString());
				}
			}
		}
		known.names.removeIf((name) -> name.startsWith("presage."));
		known.collect("presage", PresageProperties.class);
		known.collect("presage.e2", EdgeProperties.class);
		known.collect("presage.onos", OnosProperties.class);
		known.collect("presage.osc", OscProperties.class);
		known.collect("presage.replicas", ReplicaProperties.class);
		known.collect("presage.dashboard", DashboardProperties.class);
		known.collect("presage.intent", IntentProperties.class);
		known.collect("presage.tracing", TracingProperties.class);
		return known;
	}

	private void collect(String prefix, Type type) {
		if (type instanceof Class<?> raw && raw.isRecord()) {
			for (RecordComponent component : raw.getRecordComponents()) {
				collect(prefix + '.' + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT),
						component.getGenericType());
			}
		}
		else if (type instanceof ParameterizedType generic && Map.class.equals(generic.getRawType())) {
			this.maps.add(prefix + '.');
		}
		else if (type instanceof ParameterizedType generic) {
			this.names.add(prefix);
			collect(prefix + "[]", generic.getActualTypeArguments()[0]);
		}
		else {
			this.names.add(prefix);
		}
	}

	boolean contains(String key) {
		String name = key.replaceAll("\\[[0-9]+]", "[]");
		return this.names.contains(name) || this.maps.stream().anyMatch(name::startsWith);
	}

}
