/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import org.presage.base.InvalidInputException;
import org.presage.kpi.CellShare;

/**
 * How cells are split between several servers, under {@code presage.replicas.}.
 *
 * @param count servers that split the cells between them, the same number for each, see
 * docs/operations.md. A report of another server's cell is rejected, and only the
 * server's own cells are requested from a RIC; none: this server has all cells, whatever
 * its host is called
 * @param index index of this server, below {@code count}; none: the number at the end of
 * {@code HOSTNAME} ({@code presage-2}: 2), or 0 where {@code HOSTNAME} has none and
 * {@code count} is 1. A server whose index is not below {@code count} refuses to start
 * @param peers address of a server with {@code {index}} in it, for example
 * {@code presage-{index}.presage-headless:50051}. It is named to a client that asks the
 * wrong server; empty: not known
 */
@Validated
@ConfigurationProperties("presage.replicas")
public record ReplicaProperties(@Nullable @Min(1) @Max(1000) Integer count, @Nullable @Min(0) @Max(999) Integer index,
		@DefaultValue("") String peers) {

	/** Environment variable that holds the host's name, in Kubernetes the pod's. */
	public static final String HOST = "HOSTNAME";

	/** What a StatefulSet puts behind the names of its pods. */
	private static final Pattern ORDINAL = Pattern.compile(".*-([0-9]{1,3})");

	/**
	 * @param host the host's name; empty if not known
	 * @throws InvalidInputException naming the key that is wrong
	 */
	public CellShare share(String host) {
		Integer configured = this.count;
		Integer own = this.index;
		int count = (configured != null) ? configured : 1;
		int index = (own != null) ? own : (configured != null) ? ordinal(host, count) : 0;
		return SettingKeys.under("presage.replicas.", () -> new CellShare(count, index, this.peers));
	}

	private static int ordinal(String host, int count) {
		Matcher matcher = ORDINAL.matcher(host);
		if (!matcher.matches()) {
			if (count == 1) {
				return 0;
			}
			throw new InvalidInputException("presage.replicas.index",
					"a number, or a " + HOST + " that ends in one, as presage-2",
					"none, and " + HOST + " \"" + host + '"');
		}
		return Integer.parseInt(matcher.group(1));
	}

}
