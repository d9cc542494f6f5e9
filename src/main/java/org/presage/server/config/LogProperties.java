package org.presage.server.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the server logs, under {@code presage.log.}.
 *
 * @param format text or ecs (text)
 */
@ConfigurationProperties("presage.log")
public record LogProperties(@DefaultValue("text") ServerLogging.Format format) {
}
