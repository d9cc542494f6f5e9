package org.presage.server.config;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The page for operators, under {@code presage.dashboard.}.
 *
 * @param enabled whether there is one (true)
 */
@ConfigurationProperties(DashboardProperties.PREFIX)
public record DashboardProperties(@DefaultValue("true") boolean enabled) {

	public static final String PREFIX = "presage.dashboard";

}
