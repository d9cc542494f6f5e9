/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.nio.file.Path;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

import org.presage.base.Clock;
import org.presage.kpi.KpiSchema;
import org.presage.ric.state.MemoryStore;
import org.presage.server.a1.KeptPolicies;
import org.presage.server.a1.A1Policy;
import org.presage.server.a1.PolicyStore;
import org.presage.server.a1.PolicyChecks;
import org.presage.server.a1.PolicyFiles;
import org.presage.server.a1.PolicyRefused;
import org.presage.server.config.PresageProperties;
import org.presage.server.model.ModelFiles;
import org.presage.worldmodel.ModelException;

/** Whether the policies of files can be read, and be met by the model. */
final class PolicyCheck implements Check {

	private final Path file;

	private final int most;

	private final PresageProperties properties;

	private final Clock clock;

	/**
	 * @param file with policies, or a folder of such files
	 * @param most policies
	 */
	PolicyCheck(Path file, int most, PresageProperties properties, Clock clock) {
		this.file = file;
		this.most = most;
		this.properties = properties;
		this.clock = clock;
	}

	@Override
	public String name() {
		return "policies";
	}

	@Override
	public void look(Findings findings) {
		List<A1Policy> policies;
		try {
			policies = PolicyFiles.read(this.file, this.most);
		}
		catch (PolicyRefused ex) {
			findings.fail("presage.intent.file: " + ex.getMessage() + ": the server does not start",
					"Fix it and try it with presage policy check; docs/a1.md describes what a policy may contain.");
			return;
		}
		KpiSchema schema = schema();
		PolicyStore book = new PolicyStore(new PolicyChecks(this.properties.settings(), () -> schema),
				new KeptPolicies(new MemoryStore()), this.clock, new SimpleMeterRegistry(), this.most);
		try {
			book.files(policies);
			findings.ok("presage.intent.file: " + policies.size() + " policies of " + this.file + " can be met");
		}
		catch (PolicyRefused ex) {
			findings.fail("presage.intent.file: " + ex.getMessage(),
					(ex.reason() == PolicyRefused.Reason.FULL) ? "A larger presage.intent.max-policies, or fewer."
							: "Change the policy, or serve a model that can meet it.");
		}
	}

	/** Without a model that can be read, about which another check complains, null. */
	private @Nullable KpiSchema schema() {
		try {
			return ModelFiles.read(this.properties.model().file()).manifest().schema();
		}
		catch (ModelException ex) {
			return null;
		}
	}

}
