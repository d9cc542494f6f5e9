/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rsm;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.PerReader;
import org.presage.e2.asn1.PerType;
import org.presage.e2.asn1.PerWriter;

/**
 * A type that the grammar has and this program does not: refused, as what follows it
 * cannot be found.
 *
 * @param <T> its values, which there are none of
 * @param name in the grammar
 */
record NotHere<T>(String name) implements PerType<T> {

	@Override
	public T read(PerReader in) {
		throw in.error(this.name, "a message without it, which is not supported", "one");
	}

	@Override
	public void write(PerWriter out, T value) {
		throw new CodecException(CodecException.NO_OFFSET, this.name, "another value", value);
	}

}
