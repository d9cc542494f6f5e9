/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A list of the same information element; others are left out if their senders allow. */
record IeListType<F>(int min, int max, Ie<F> element) implements PerType<List<F>> {

	@Override
	public List<F> read(PerReader in) {
		int count = (int) in.constrained(this.min, this.max);
		List<F> list = new ArrayList<>(Math.min(count, in.remaining() / Byte.SIZE + 1));
		for (int i = 0; i < count; i++) {
			long id = Ie.ID.read(in);
			Criticality criticality = Criticality.TYPE.read(in);
			if (id == this.element.id()) {
				list.add(this.element.read(in));
			}
			else {
				Ie.skip(in, this.element.name(), id, criticality);
			}
		}
		if (list.size() < this.min) {
			throw in.error(this.element.name(), "at least " + this.min + " elements", list.size() + " that are known");
		}
		return Collections.unmodifiableList(list);
	}

	@Override
	public void write(PerWriter out, List<F> value) {
		if (value.size() < this.min || value.size() > this.max) {
			throw new CodecException(CodecException.NO_OFFSET, "SEQUENCE OF",
					this.min + " to " + this.max + " elements", value.size());
		}
		out.constrained(value.size(), this.min, this.max);
		for (F item : value) {
			this.element.write(out, item);
		}
	}

}
