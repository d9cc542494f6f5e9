/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.util.List;

/**
 * An information element of an application protocol, ProtocolIE-Field: a value in an open
 * type behind a number that says what it is.
 *
 * @param <F> its values
 * @param id 0 to 65535
 * @param name in the grammar
 * @param criticality with which it is written
 * @param type of the value
 */
public record Ie<F>(int id, String name, Criticality criticality, PerType<F> type) {

	static final PerType<Long> ID = Per.integer(0, 65_535);

	/** The same element in a message that gives it another criticality. */
	public Ie<F> with(Criticality other) {
		return new Ie<>(this.id, this.name, other, this.type);
	}

	/** SEQUENCE (SIZE (min..max)) OF ProtocolIE-SingleContainer of this element. */
	public PerType<List<F>> list(int min, int max) {
		return new IeListType<>(min, max, this);
	}

	F read(PerReader in) {
		try {
			return in.open(this.type);
		}
		catch (CodecException ex) {
			throw ex.within(this.name);
		}
	}

	void write(PerWriter out, F value) {
		ID.write(out, (long) this.id);
		Criticality.TYPE.write(out, this.criticality);
		try {
			out.open(this.type, value);
		}
		catch (CodecException ex) {
			throw ex.within(this.name);
		}
	}

	/**
	 * Leaves out an element that the receiver does not know, of which number and
	 * criticality are read.
	 * @throws CodecException if the sender does not want that
	 */
	static void skip(PerReader in, String where, long id, Criticality criticality) {
		if (criticality == Criticality.REJECT) {
			throw in.error(where, "a known information element", id + " with criticality reject");
		}
		in.skipOpen();
	}

}
