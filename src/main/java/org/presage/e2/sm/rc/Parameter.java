/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rc;

import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * A RAN parameter.
 *
 * @param id its number in the clause that defines it, 1 to 2³²
 * @param value what it is set to
 */
public record Parameter(long id, ParameterValue value) {

	/** The sequence that every list of parameters is of, under different names. */
	static PerType<Parameter> item(String name, PerType<ParameterValue> type) {
		return sequence(name, (s) -> {
			var id = s.required("ranParameter-ID", Per.extensible(1, 1L << 32), Parameter::id);
			var value = s.required("ranParameter-valueType", type, Parameter::value);
			return (v) -> new Parameter(v.get(id), v.get(value));
		});
	}

	/** An element with a number. */
	static Parameter of(long id, long number) {
		return new Parameter(id, new ParameterValue.Plain(new ParameterValue.Element.Whole(number)));
	}

	/** An element with octets. */
	static Parameter of(long id, Octets octets) {
		return new Parameter(id, new ParameterValue.Plain(new ParameterValue.Element.Bytes(octets)));
	}

}
