/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.time.Duration;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import org.presage.server.a1.A1Messages;

/**
 * What operators want by policies, under {@code presage.intent.}.
 *
 * @param file file or folder of policies in JSON or YAML, for sites without A1. The
 * server does not start with an invalid one
 * @param watch interval at which it is checked for changes; 0: never
 * @param state file of the policies received by A1 or REST, so that they survive a
 * restart. Not used where the environment names a shared data layer ({@code
 * DBAAS_SERVICE_HOST}, …)
 * @param namespace namespace of the same in the shared data layer
 * @param maxPolicies most policies. One more is rejected
 * @param answers how answers to the A1 mediator name a policy. {@code auto}: as the
 * mediator that sent it reads them, release G as a number, all others as a text.
 * {@code text}: as a text (its contract). {@code number}: ids of digits as a number;
 * <strong>release H and later panic on it</strong>. {@code none}: no answers
 */
@Validated
@ConfigurationProperties("presage.intent")
public record IntentProperties(@Nullable Path file, @DefaultValue("2s") @DurationMin Duration watch,
		@DefaultValue("presage-intent.json") Path state, @DefaultValue("presage") @NotEmpty String namespace,
		@DefaultValue("1000") @Min(1) @Max(100_000) int maxPolicies,
		@DefaultValue("auto") A1Messages.InstanceIds answers) {
}
