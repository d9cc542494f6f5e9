/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.presage.base.InvalidInputException;
import org.presage.benchmark.E2Path;
import org.presage.e2.dialect.Dialect;
import org.presage.sim.osc.OscRic;

/** The server's keys for a RIC in this process. */
final class RicKeys {

	private RicKeys() {
	}

	/** As with a real RIC, but for the mode, which is active. */
	private static Map<String, String> nodes(E2Path path) {
		if (!Dialect.BUILT_IN.contains(path.dialect().name())) {
			throw new InvalidInputException("E2 path", "one of the built-in dialects " + Dialect.BUILT_IN,
					path.dialect().name());
		}
		Map<String, String> keys = new LinkedHashMap<>();
		keys.put("presage.e2.mode", "active");
		keys.put("presage.e2.min-interval", "0s");
		keys.put("presage.e2.dialect", path.dialect().name());
		keys.put("presage.e2.control", path.control().toString());
		String grammar = path.dialect().grammar();
		if (grammar != null) {
			keys.put("presage.e2.grammar", grammar);
		}
		return keys;
	}

	/** A file for what must survive a restart, until this program ends. */
	static Path temporary() throws IOException {
		Path folder = Files.createTempDirectory("presage-osc");
		Path file = folder.resolve("state.json");
		folder.toFile().deleteOnExit();
		file.toFile().deleteOnExit();
		return file;
	}

	/** For micro-ONOS. */
	static Map<String, String> onos(int port, E2Path path) {
		Map<String, String> keys = nodes(path);
		keys.put("presage.onos.target", "localhost:" + port);
		keys.put("presage.onos.topo", "localhost:" + port);
		keys.put("presage.onos.tls.verification", "plaintext");
		// The E2 termination of this process carries E2SM-CCC too.
		keys.put("presage.onos.model.name", path.control().serviceModel());
		return keys;
	}

	/**
	 * For O-RAN SC.
	 * @param state file of what survives a restart
	 */
	static Map<String, String> osc(OscRic ric, E2Path path, Path state) {
		Map<String, String> keys = nodes(path);
		String managers = ric.managers().url();
		keys.put("presage.osc.enabled", "true");
		keys.put("presage.osc.host", "localhost");
		keys.put("presage.osc.rmr.host", "localhost");
		keys.put("presage.osc.rmr.bind", "127.0.0.1");
		keys.put("presage.osc.rmr.port", "0");
		keys.put("presage.osc.rmr.route-port", "0");
		keys.put("presage.osc.rmr.route-manager", ric.termination().address());
		keys.put("presage.osc.subscription-manager", managers);
		keys.put("presage.osc.app-manager", managers);
		keys.put("presage.osc.e2-manager", managers);
		keys.put("presage.osc.poll", "200ms");
		keys.put("presage.osc.state", state.toString());
		return keys;
	}

}
