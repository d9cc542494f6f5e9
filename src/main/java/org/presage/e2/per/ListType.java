package org.presage.e2.per;

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
			require(in, count);
			ArrayList<T> list = new ArrayList<>(Math.min(count, in.remaining() / Byte.SIZE + 1));
			readElements(in, count, list);
			return Collections.unmodifiableList(list);
		}
		ArrayList<T> list = new ArrayList<>();
		int length;
		do {
			length = in.length();
			int count = (length < 0) ? ~length : length;
			require(in, count);
			readElements(in, count, list);
		}
		while (length < 0);
		if (list.size() < this.min) {
			throw in.error("SEQUENCE OF", "expected at least " + this.min + " elements, found " + list.size());
		}
		return Collections.unmodifiableList(list);
	}

	private static void require(PerReader in, int count) {
		if (count > in.remaining()) {
			throw in.error("SEQUENCE OF", "expected " + count + " elements, found " + in.remaining() + " bits");
		}
	}

	private void readElements(PerReader in, int count, List<T> list) {
		for (int i = 0; i < count; i++) {
			try {
				list.add(this.element.read(in));
			}
			catch (CodecException ex) {
				throw ex.within("[" + list.size() + "]");
			}
		}
	}

	@Override
	public void write(PerWriter out, List<T> value) {
		if (value.size() < this.min || value.size() > this.max) {
			throw new CodecException(CodecException.NO_OFFSET, "SEQUENCE OF",
					"expected " + this.min + " to " + this.max + " elements, found " + value.size());
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
				this.element.write(out, value.get(i));
			}
			catch (CodecException ex) {
				throw ex.within("[" + i + "]");
			}
		}
	}

}
