/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.ccc;

import java.util.List;

import org.presage.base.InvalidInputException;
import org.presage.base.JsonValue;
import org.presage.e2.asn1.CodecException;

/**
 * E2SM-CCC control message, format 2: PRB quotas of cells.
 *
 * @param cells one to 64 of them
 */
public record CccControl(List<CellPolicies> cells) {

	/** Elements that every list of the grammar has at most. */
	static final int MOST = 64;

	public CccControl {
		cells = some("cells", cells);
	}

	static <T> List<T> some(String name, List<T> list) {
		if (list.isEmpty() || list.size() > MOST) {
			throw new InvalidInputException(name, "1 to " + MOST, list.size());
		}
		return List.copyOf(list);
	}

	/** The message as JSON, always with the same fields in the same order. */
	public byte[] encode() {
		return JsonValue.bytes(ControlJson.write(this));
	}

	/**
	 * The message that JSON is. Unknown fields are ignored, numbers may be strings of
	 * digits.
	 * @throws CodecException naming the field that is not as it should be, what was
	 * expected and what was found
	 */
	public static CccControl decode(byte[] json) {
		return ControlJson.decode(json, ControlJson::read);
	}

}
