/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.asn1;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A SEQUENCE OF with bounds. Every element type of E2SM takes at least a bit. */
record ListType<T>(long min, long max, PerType<T> element) implements PerType<List<T>> {

	/** From here on X.691 clause 11.9.4.1 takes the number for unbounded. */
	private static final long COUNTED = 1 << 16;

	@Override
	public List<T> read(PerReader in) {
		if (this.max < COUNTED) {
			int count = (int) in.constrained(this.min, this.max);
			if (count == 1) {
				return List.of(readElement(in, 0));
			}
			ArrayList<T> list = new ArrayList<>(Math.min(count, in.remaining() / Byte.SIZE + 1));
			readElements(in, count, list);
			return Collections.unmodifiableList(list);
		}
		int length = in.length();
		if (length == 1) {
			return List.of(readElement(in, 0));
		}
		ArrayList<T> list = new ArrayList<>(Math.clamp(length, 0, in.remaining() / Byte.SIZE + 1));
		while (length < 0) {
			readElements(in, ~length, list);
			length = in.length();
		}
		readElements(in, length, list);
		if (list.size() < this.min) {
			throw in.error("SEQUENCE OF", "at least " + this.min + " elements", list.size());
		}
		return Collections.unmodifiableList(list);
	}

	private void readElements(PerReader in, int count, List<T> list) {
		if (count > in.remaining()) {
			throw in.error("SEQUENCE OF", count + " elements", in.remaining() + " bits");
		}
		for (int i = 0; i < count; i++) {
			list.add(readElement(in, list.size()));
		}
	}

	private T readElement(PerReader in, int index) {
		try {
			return this.element.read(in);
		}
		catch (CodecException ex) {
			throw ex.within("[" + index + "]");
		}
	}

	@Override
	public void write(PerWriter out, List<T> value) {
		if (value.size() < this.min || value.size() > this.max) {
			throw new CodecException(CodecException.NO_OFFSET, "SEQUENCE OF",
					this.min + " to " + this.max + " elements", value.size());
		}
		if (this.max < COUNTED) {
			out.constrained(value.size(), this.min, this.max);
			writeElements(out, value, 0, value.size());
			return;
		}
		int done = 0;
		int announced;
		do {
			announced = out.length(value.size() - done);
			writeElements(out, value, done, done + announced);
			done += announced;
		}
		while (PerWriter.moreAfter(announced));
	}

	private void writeElements(PerWriter out, List<T> value, int from, int to) {
		for (int i = from; i < to; i++) {
			try {
				T element = value.get(i);
				if (element == null) {
					throw new CodecException(CodecException.NO_OFFSET, "SEQUENCE OF", "a value", "none");
				}
				this.element.write(out, element);
			}
			catch (CodecException ex) {
				throw ex.within("[" + i + "]");
			}
		}
	}

}
