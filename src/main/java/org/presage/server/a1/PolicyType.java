/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The A1 policy type of this program: the very file that an A1 mediator is given,
 * {@code deploy/a1/policy-type.json}, whose schema is enforced here too.
 */
public final class PolicyType {

	private static final JsonNode FILE = file();

	/** Its number at the A1 mediator, and in the descriptor of the xApp. */
	public static final int ID = FILE.path("policy_type_id").asInt();

	private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
		.getSchema(schema());

	private PolicyType() {
	}

	private static JsonNode file() {
		try (InputStream file = Objects.requireNonNull(PolicyType.class.getResourceAsStream("policy-type.json"))) {
			return JsonMapper.shared().readTree(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** As a mediator is given it. */
	public static JsonNode json() {
		return FILE;
	}

	/** JSON schema of a policy, draft-07. */
	public static JsonNode schema() {
		return FILE.path("create_schema");
	}

	/**
	 * @throws PolicyRefused naming the first field that is not what the schema says
	 */
	static void check(JsonNode policy) {
		List<Error> errors = SCHEMA.validate(policy);
		if (!errors.isEmpty()) {
			throw SchemaErrors.first(errors, policy);
		}
	}

}
