/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.PerType;

/**
 * Cause: why something is refused.
 *
 * @param group who says so
 * @param number from 0, as in the group's ENUMERATED; those that are not known are kept
 */
public record Cause(Group group, int number) {

	/** misc unspecified. */
	public static final Cause UNSPECIFIED = new Cause(Group.MISC, 3);

	/** Cause. */
	static final PerType<Cause> TYPE = new CauseType(List.of(Group.values()), 0);

	/**
	 * Cause of version 1, in which a group is missing and some of the reasons of a
	 * request.
	 */
	static final PerType<Cause> TYPE_V1 = new CauseType(
			List.of(Group.RIC_REQUEST, Group.RIC_SERVICE, Group.TRANSPORT, Group.PROTOCOL, Group.MISC), 3);

	/**
	 * The cause that {@link #text} tells.
	 * @throws IllegalArgumentException if there is none
	 */
	public static Cause of(String text) {
		return Stream.of(Group.values())
			.filter((group) -> text.startsWith(group.word + ' '))
			.findFirst()
			.map((group) -> new Cause(group, group.number(text.substring(group.word.length() + 1))))
			.orElseThrow(() -> new InvalidInputException("cause", "a group and a reason, as \"misc unspecified\"",
					"\"" + text + '"'));
	}

	/** Every cause that has a name. */
	public static List<Cause> all() {
		return Stream.of(Group.values())
			.flatMap((group) -> IntStream.range(0, group.names.size()).mapToObj((number) -> new Cause(group, number)))
			.toList();
	}

	/** As the grammar names it: "ricRequest action-not-supported", or with a number. */
	public String text() {
		boolean known = this.number >= 0 && this.number < this.group.names.size();
		return this.group.word + ' ' + (known ? this.group.names.get(this.number) : String.valueOf(this.number));
	}

	@Override
	public String toString() {
		return text();
	}

	/** The alternatives of Cause. */
	public enum Group {

		/** CauseRICrequest. */
		RIC_REQUEST("ricRequest", 14, "ran-function-id-invalid", "action-not-supported", "excessive-actions",
				"duplicate-action", "duplicate-event-trigger", "function-resource-limit", "request-id-unknown",
				"inconsistent-action-subsequent-action-sequence", "control-message-invalid",
				"ric-call-process-id-invalid", "control-timer-expired", "control-failed-to-execute", "system-not-ready",
				"unspecified", "ric-subscription-end-time-expired", "ric-subscription-end-time-invalid",
				"duplicate-ric-request-id", "eventTriggerNotSupported", "requested-information-unavailable",
				"invalid-information-request"),
		/** CauseRICservice. */
		RIC_SERVICE("ricService", 3, "ran-function-not-supported", "excessive-functions", "ric-resource-limit"),
		/** CauseE2node. */
		E2_NODE("e2Node", 1, "e2node-component-unknown"),
		/** CauseTransport. */
		TRANSPORT("transport", 2, "unspecified", "transport-resource-unavailable"),
		/** CauseProtocol. */
		PROTOCOL("protocol", 7, "transfer-syntax-error", "abstract-syntax-error-reject",
				"abstract-syntax-error-ignore-and-notify", "message-not-compatible-with-receiver-state",
				"semantic-error", "abstract-syntax-error-falsely-constructed-message", "unspecified"),
		/** CauseMisc. */
		MISC("misc", 4, "control-processing-overload", "hardware-failure", "om-intervention", "unspecified");

		private final String word;

		/** How many stand before the extension marker. */
		private final int root;

		private final List<String> names;

		Group(String word, int root, String... names) {
			this.word = word;
			this.root = root;
			this.names = List.of(names);
		}

		int root() {
			return this.root;
		}

		private int number(String name) {
			int number = this.names.indexOf(name);
			if (number >= 0) {
				return number;
			}
			if (name.matches("\\d{1,8}")) {
				return Integer.parseInt(name);
			}
			throw new InvalidInputException("cause", this.word + " and one of " + this.names + " or a number",
					"\"" + name + '"');
		}

	}

}
