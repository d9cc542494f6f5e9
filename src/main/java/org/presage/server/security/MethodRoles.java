/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.security;

import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import static java.util.Map.entry;

/**
 * The role that each RPC wants. One that is not named here wants an operator, so that
 * nothing is open by being forgotten.
 */
public final class MethodRoles {

	private static final Set<String> OPEN = Set.of("grpc.health.v1.Health/Check", "grpc.health.v1.Health/Watch",
			"grpc.health.v1.Health/List");

	private static final Map<String, Role> ROLES = Map.ofEntries(
			entry("presage.v1.ControlLoopService/Attach", Role.NODE),
			entry("presage.v1.ControlLoopService/SwapModel", Role.OPERATOR),
			entry("presage.v1.ExplainService/ExplainCell", Role.READER),
			entry("presage.v1.ExplainService/WhatIf", Role.READER),
			entry("presage.v1.AuditService/GetDecision", Role.READER),
			entry("presage.v1.AuditService/ListRecentDecisions", Role.READER),
			entry("presage.v1.ScreeningService/Screen", Role.READER),
			entry("presage.v1.WorldModelService/Predict", Role.READER),
			entry("presage.v1.WorldModelService/Rollout", Role.READER),
			entry("presage.v1.WorldModelService/Surprise", Role.READER),
			entry("presage.v1.WorldModelService/Update", Role.OPERATOR),
			entry("presage.v1.WorldModelService/Snapshot", Role.READER),
			entry("presage.v1.WorldModelService/ListModels", Role.READER),
			entry("presage.v1.WorldModelService/Train", Role.OPERATOR),
			entry("presage.v1.WorldModelService/Promote", Role.OPERATOR),
			entry("presage.v1.WorldModelService/Rollback", Role.OPERATOR),
			entry("grpc.reflection.v1.ServerReflection/ServerReflectionInfo", Role.READER),
			entry("grpc.reflection.v1alpha.ServerReflection/ServerReflectionInfo", Role.READER));

	private MethodRoles() {
	}

	/**
	 * @param method full name, {@code package.Service/Method}
	 * @return null if anybody may call it
	 */
	public static @Nullable Role required(String method) {
		return OPEN.contains(method) ? null : ROLES.getOrDefault(method, Role.OPERATOR);
	}

	/** Whether somebody has decided who may call it. */
	public static boolean names(String method) {
		return OPEN.contains(method) || ROLES.containsKey(method);
	}

}
