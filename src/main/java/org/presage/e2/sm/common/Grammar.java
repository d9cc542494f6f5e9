/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.common;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Placement;

/**
 * The version of the E2SM grammars that a node speaks. It is data that the codecs take:
 * where a field stands, how many presence bits additions have, how names are written. The
 * bytes do not tell which one was used; a message of one is often readable by another,
 * with other content.
 *
 * @param family what the versions share
 * @param version of KPM in the family {@code standard}: 3, or 4 with its additions
 * @param names how header names are written; null if not known
 * @param timeOctets of the header's time: 4 or 8; 0 if not known
 */
public record Grammar(Family family, int version, @Nullable HeaderNames names, int timeOctets) {

	/** KPM v4 and RC v5 as published. It reads v3 as well. */
	public static final Grammar STANDARD = new Grammar(Family.STANDARD, 4, null, 0);

	private static final Map<String, Grammar> ALL = new TreeMap<>(
			Map.of("standard", STANDARD, "kpm-v4", STANDARD, "kpm-v3", new Grammar(Family.STANDARD, 3, null, 0),
					"kpm-v2.03", new Grammar(Family.STANDARD, 3, null, Integer.BYTES), "flexric-legacy",
					of(Family.FLEXRIC_LEGACY), "kpm-v2.00", of(Family.KPM_V2_00), "kpm-v2.01", of(Family.KPM_V2_01)));

	public Grammar {
		if (version != 3 && version != 4) {
			throw new InvalidInputException("version", "3 or 4", version);
		}
		if (timeOctets != 0 && timeOctets != Integer.BYTES && timeOctets != Long.BYTES) {
			throw new InvalidInputException("timeOctets", "0, 4 or 8", timeOctets);
		}
	}

	/** A family of versions, one of which a node speaks. */
	public enum Family {

		/** KPM v2.03 to v4 and RC as O-RAN published them. */
		STANDARD("standard"),
		/**
		 * FlexRIC before 25 January 2024 and its forks: KPM v2.03, KPM v3.00 and RC v1.03
		 * with additions in the root.
		 */
		FLEXRIC_LEGACY("flexric-legacy"),
		/** What micro-ONOS and its simulator speak. */
		KPM_V2_00("kpm-v2.00"),
		/** FlexRIC and OAI built with KPM_V2_01. */
		KPM_V2_01("kpm-v2.01");

		private final String text;

		Family(String text) {
			this.text = text;
		}

		/** As the configuration and dialects have it. */
		@Override
		public String toString() {
			return this.text;
		}

		/**
		 * The family of that name.
		 * @throws InvalidInputException listing the names if there is none
		 */
		public static Family of(String name) {
			for (Family family : values()) {
				if (family.text.equals(name)) {
					return family;
				}
			}
			throw new InvalidInputException("grammar", "one of " + Arrays.toString(values()), '"' + name + '"');
		}

	}

	/** How compilers write a header's {@code PrintableString (SIZE (0..max, ...))}. */
	public enum HeaderNames {

		/** Extension bit, length within the bounds, padding even if empty: asn1c. */
		EXTENSIBLE_PADDED,
		/** The same without padding of an empty name: onos-e2-sm, asn1tools. */
		EXTENSIBLE,
		/** Length within the bounds, padding: srsRAN, OCUDU. */
		BOUNDED,
		/** Length determinant: Erlang. */
		UNBOUNDED;

		/** As dialects have it. */
		@Override
		public String toString() {
			return name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

		/**
		 * The form of that name.
		 * @throws InvalidInputException listing the names if there is none
		 */
		public static HeaderNames of(String name) {
			for (HeaderNames form : values()) {
				if (form.toString().equals(name)) {
					return form;
				}
			}
			throw new InvalidInputException("names", "one of " + Arrays.toString(values()), '"' + name + '"');
		}

	}

	/** A family as its usual senders write it. */
	public static Grammar of(Family family) {
		return switch (family) {
			case STANDARD -> STANDARD;
			case FLEXRIC_LEGACY -> new Grammar(family, 3, HeaderNames.EXTENSIBLE_PADDED, 0);
			case KPM_V2_00 -> new Grammar(family, 3, HeaderNames.EXTENSIBLE, Integer.BYTES);
			case KPM_V2_01 -> new Grammar(family, 3, HeaderNames.EXTENSIBLE_PADDED, Integer.BYTES);
		};
	}

	/**
	 * The grammar of that name: a family, or a version of the standard, as
	 * {@code kpm-v3}.
	 * @throws InvalidInputException listing the names if there is none
	 */
	public static Grammar named(String name) {
		Grammar grammar = ALL.get(name);
		if (grammar == null) {
			throw new InvalidInputException("grammar", "one of " + ALL.keySet(), '"' + name + '"');
		}
		return grammar;
	}

	/** The same with what a dialect knows of the header; null and 0 leave it as it is. */
	public Grammar with(@Nullable HeaderNames otherNames, int otherOctets) {
		return new Grammar(this.family, this.version, (otherNames != null) ? otherNames : this.names,
				(otherOctets != 0) ? otherOctets : this.timeOctets);
	}

	/** Whether it is older than the grammar that all the others share. */
	public boolean isV200() {
		return this.family == Family.KPM_V2_00;
	}

	/** What only v2.00 has. */
	public Placement onlyInV200() {
		return isV200() ? Placement.ROOT : Placement.ABSENT;
	}

	/** What v2.00 does not have yet. */
	public Placement sinceV201() {
		return isV200() ? Placement.ABSENT : Placement.ROOT;
	}

	/** Additions of v2.01, which every later version has as additions. */
	public Placement addedInV201() {
		return isV200() ? Placement.ABSENT : Placement.ADDITION;
	}

	/** Additions of v2.01 that the legacy grammar has in the root. */
	public Placement lateInV201() {
		return isV200() ? Placement.ABSENT : isLegacy() ? Placement.ROOT : Placement.ADDITION;
	}

	/** Additions since v2.01 that the legacy grammar has in the root. */
	public Placement late() {
		return !conditionsAreOptional() ? Placement.ABSENT : isLegacy() ? Placement.ROOT : Placement.ADDITION;
	}

	/** Additions since v2.01 that are additions in the legacy grammar too. */
	public Placement added() {
		return conditionsAreOptional() ? Placement.ADDITION : Placement.ABSENT;
	}

	/** Additions of KPM v4 and of E2SM common v5. */
	public Placement addedInV4() {
		return (this.family == Family.STANDARD && this.version >= 4) ? Placement.ADDITION : Placement.ABSENT;
	}

	/** Where RC has its format 2. */
	public Placement controlFormat2() {
		return isLegacy() ? Placement.ROOT : Placement.ADDITION;
	}

	/**
	 * Whether a condition may lack expression and value, and stands in a sequence with
	 * {@code logicalOR}.
	 */
	public boolean conditionsAreOptional() {
		return this.family == Family.STANDARD || isLegacy();
	}

	private boolean isLegacy() {
		return this.family == Family.FLEXRIC_LEGACY;
	}

	/** Its family; {@code kpm-v3} where that matters. */
	@Override
	public String toString() {
		return (this.family == Family.STANDARD && this.version == 3) ? "kpm-v3" : this.family.toString();
	}

}
