/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.ccc;

import org.presage.base.JsonValue;
import org.presage.e2.asn1.CodecException;

/**
 * E2SM-CCC control header, format 1.
 *
 * @param style of the control
 */
public record CccHeader(long style) {

	/** Style 2: configuration and control of cells. */
	public static final CccHeader CELLS = new CccHeader(2);

	private static final String FORMAT = "controlHeaderFormat";

	private static final String STYLE = "ricStyleType";

	/** The header as JSON. */
	public byte[] encode() {
		return JsonValue.bytes(JsonValue.object().set(FORMAT, JsonValue.object().put(STYLE, this.style)));
	}

	/**
	 * The header that JSON is.
	 * @throws CodecException naming the field that is not as it should be
	 */
	public static CccHeader decode(byte[] json) {
		return ControlJson.decode(json,
				(header) -> new CccHeader(header.field(FORMAT).field(STYLE).whole(0, Integer.MAX_VALUE)));
	}

}
