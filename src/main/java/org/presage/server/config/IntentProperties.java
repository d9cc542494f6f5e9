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
 * @param file with policies, or a folder of such files; absent for none (absent)
 * @param watch how often it is looked at for changes, at least 0; 0 for never (2 s)
 * @param state file of the policies that came on other ways, where DBAAS_SERVICE_HOST
 * names no shared data layer (presage-intent.json)
 * @param namespace of the same in the shared data layer (presage)
 * @param maxPolicies 1 to 100,000 (1000)
 * @param answers how answers to the A1 mediator name a policy: text, number, or none for
 * no answers (text)
 */
@Validated
@ConfigurationProperties("presage.intent")
public record IntentProperties(@Nullable Path file, @DefaultValue("2s") @DurationMin Duration watch,
		@DefaultValue("presage-intent.json") Path state, @DefaultValue("presage") @NotEmpty String namespace,
		@DefaultValue("1000") @Min(1) @Max(100_000) int maxPolicies,
		@DefaultValue("text") A1Messages.InstanceIds answers) {
}
