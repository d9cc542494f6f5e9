/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.ccc;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonValue;
import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.ccc.CellPolicies.Change;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.Snssai;

/** The control message's JSON, field by field, both ways. */
final class ControlJson {

	private static final int MOST = CccControl.MOST;

	/** More than 1,000 policies have. */
	private static final int MOST_OCTETS = 1 << 20;

	private static final long MOST_CELL = (1L << 36) - 1;

	private static final long MOST_SD = (1L << 24) - 1;

	private static final String FORMAT = "controlMessageFormat";

	private static final String CELLS = "listOfCellsControlled";

	private static final String CELL = "cellGlobalId";

	private static final String CELL_PLMN = "plmnIdentity";

	private static final String NCI = "nRCellIdentity";

	private static final String STRUCTURES = "listOfConfigurationStructures";

	private static final String NAME = "ranConfigurationStructureName";

	private static final String RATIO = "O-RRMPolicyRatio";

	private static final String OLD = "oldValuesOfAttributes";

	private static final String NEW = "newValuesOfAttributes";

	private static final String STRUCTURE = "ranConfigurationStructure";

	private static final String RESOURCE = "resourceType";

	private static final String MEMBERS = "rRMPolicyMemberList";

	private static final String MEMBER_PLMN = "plmnId";

	private static final String SLICE = "snssai";

	private static final String MAX = "rRMPolicyMaxRatio";

	private static final String MIN = "rRMPolicyMinRatio";

	private static final String DEDICATED = "rRMPolicyDedicatedRatio";

	private ControlJson() {
	}

	/**
	 * What JSON describes.
	 * @throws CodecException naming the field that is not as it should be, or the octet
	 * at which it is no JSON
	 */
	static <T> T decode(byte[] json, Function<JsonValue, T> read) {
		try {
			return read.apply(JsonValue.read("", json, MOST_OCTETS));
		}
		catch (InvalidInputException ex) {
			throw (ex instanceof CodecException known) ? known
					: new CodecException(offset(ex, json.length), "JSON", ex.field(), ex.expected(), ex.found());
		}
	}

	private static int offset(InvalidInputException problem, int length) {
		if (problem.getCause() instanceof JacksonException broken && broken.getLocation() != null) {
			return Math.clamp(broken.getLocation().getByteOffset(), 0, length);
		}
		return problem.field().isEmpty() ? 0 : CodecException.NO_OFFSET;
	}

	static JsonNode write(CccControl control) {
		ObjectNode root = JsonValue.object();
		ArrayNode cells = root.putObject(FORMAT).putArray(CELLS);
		for (CellPolicies policies : control.cells()) {
			ObjectNode cell = cells.addObject();
			ObjectNode id = cell.putObject(CELL);
			plmn(id.putObject(CELL_PLMN), policies.cell().plmn());
			id.put(NCI, "%09X".formatted(policies.cell().nci()));
			ArrayNode structures = cell.putArray(STRUCTURES);
			for (Change change : policies.changes()) {
				ObjectNode structure = structures.addObject().put(NAME, RATIO);
				ratio(structure.putObject(OLD).putObject(STRUCTURE), change.before());
				ratio(structure.putObject(NEW).putObject(STRUCTURE), change.after());
			}
		}
		return root;
	}

	private static void ratio(ObjectNode json, PolicyRatio ratio) {
		json.put(RESOURCE, ratio.resource().name());
		ArrayNode members = json.putArray(MEMBERS);
		for (PolicyMember member : ratio.members()) {
			ObjectNode entry = members.addObject();
			plmn(entry.putObject(MEMBER_PLMN), member.plmn());
			ObjectNode slice = entry.putObject(SLICE).put("sst", member.slice().sst());
			Octets sd = member.slice().sd();
			if (sd != null) {
				slice.put("sd", sd.toString());
			}
		}
		json.put(MAX, ratio.max()).put(MIN, ratio.min()).put(DEDICATED, ratio.dedicated());
	}

	private static void plmn(ObjectNode json, Octets plmn) {
		String digits = Plmn.digits(plmn);
		json.put("mcc", digits.substring(0, 3)).put("mnc", digits.substring(3));
	}

	static CccControl read(JsonValue json) {
		return new CccControl(json.field(FORMAT).field(CELLS).list(1, MOST).stream().map(ControlJson::cell).toList());
	}

	private static CellPolicies cell(JsonValue json) {
		JsonValue id = json.field(CELL);
		CellGlobalId.Nr cell = new CellGlobalId.Nr(plmn(id.field(CELL_PLMN)), cellIdentity(id.field(NCI)));
		return new CellPolicies(cell, json.field(STRUCTURES).list(1, MOST).stream().map(ControlJson::change).toList());
	}

	private static Change change(JsonValue json) {
		if (!RATIO.equals(text(json.field(NAME)))) {
			throw json.field(NAME).wrong(RATIO);
		}
		JsonValue old = json.field(OLD);
		PolicyRatio after = ratio(json.field(NEW).field(STRUCTURE));
		// airpuls-ric-sdk sends an empty structure where it does not know the old values.
		boolean known = old.exists() && !old.isEmptyObject() && !old.field(STRUCTURE).isEmptyObject();
		return new Change(known ? ratio(old.field(STRUCTURE)) : after, after);
	}

	private static PolicyRatio ratio(JsonValue json) {
		ResourceType resource = resource(json.field(RESOURCE));
		List<PolicyMember> members = json.field(MEMBERS).list(1, MOST).stream().map(ControlJson::member).toList();
		int max = json.field(MAX).whole(0, 100);
		int min = json.field(MIN).whole(0, max);
		return new PolicyRatio(resource, members, max, min, json.field(DEDICATED).whole(0, 100));
	}

	private static ResourceType resource(JsonValue json) {
		for (ResourceType type : ResourceType.values()) {
			if (type.name().equals(text(json))) {
				return type;
			}
		}
		throw json.wrong("one of " + Arrays.toString(ResourceType.values()));
	}

	private static PolicyMember member(JsonValue json) {
		Octets plmn = plmn(json.field(MEMBER_PLMN));
		JsonValue slice = json.field(SLICE);
		return new PolicyMember(plmn, new Snssai(slice.field("sst").whole(0, 255), differentiator(slice.field("sd"))));
	}

	/** The text, or the digits of a whole number; empty if it is neither. */
	private static String text(JsonValue json) {
		JsonNode node = json.node();
		return (node != null && (node.isString() || node.isIntegralNumber())) ? node.asString() : "";
	}

	/** Six hexadecimal digits or a number; an empty text is what some write for none. */
	private static @Nullable Octets differentiator(JsonValue json) {
		if (json.isNumber()) {
			return Octets.hex("%06x".formatted(json.whole(0, MOST_SD)));
		}
		if (json.textOrEmpty().isEmpty()) {
			return null;
		}
		if (!json.text().matches("[0-9a-fA-F]{6}")) {
			throw json.wrong("6 hexadecimal digits");
		}
		return Octets.hex(json.text());
	}

	/** Nine hexadecimal digits, 36 bits, or a number. */
	private static long cellIdentity(JsonValue json) {
		if (json.isNumber()) {
			return json.whole(0, MOST_CELL);
		}
		String text = text(json);
		if (text.matches("[01]{36}")) {
			return Long.parseLong(text, 2);
		}
		if (!text.matches("[0-9a-fA-F]{1,9}")) {
			throw json.wrong("9 hexadecimal digits");
		}
		return Long.parseLong(text, 16);
	}

	/** Digits as text, as a number without its leading zeros. */
	private static Octets plmn(JsonValue json) {
		JsonValue mcc = json.field("mcc");
		JsonValue mnc = json.field("mnc");
		return Plmn.of(digits(mcc, 3, 3) + digits(mnc, 2, 3));
	}

	private static String digits(JsonValue json, int fewest, int most) {
		String given = text(json);
		String text = json.isNumber() ? "0".repeat(Math.max(0, fewest - given.length())) + given : given;
		if (text.length() < fewest || text.length() > most || !text.chars().allMatch((c) -> c >= '0' && c <= '9')) {
			throw json.wrong((fewest == most) ? fewest + " digits" : fewest + " or " + most + " digits");
		}
		return text;
	}

}
