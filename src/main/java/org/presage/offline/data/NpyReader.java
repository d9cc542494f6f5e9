/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.presage.kpi.KpiSchema;

/**
 * The layout of the published reference code: windows {@code x.npy (N, L, F)} and the
 * frame after each, {@code y.npy
 * (N, F)}. Windows that overlap by all but one frame are joined again into the series
 * they were cut from.
 */
final class NpyReader {

	private static final byte[] MAGIC = { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y' };

	private static final Pattern DTYPE = Pattern.compile("'descr':\\s*'([^']*)'");

	private static final Pattern ORDER = Pattern.compile("'fortran_order':\\s*(True|False)");

	private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");

	private NpyReader() {
	}

	private record NpyArray(int[] shape, float[] values) {
	}

	static List<Series> read(KpiSchema schema, Path folder) {
		NpyArray x = array(folder.resolve("x.npy"), 3);
		NpyArray y = array(folder.resolve("y.npy"), 2);
		int kpis = schema.size();
		if (x.shape[2] != kpis || y.shape[1] != kpis) {
			throw new DataException(folder.toString(), kpis + " KPIs in the last axis, as in the schema",
					x.shape[2] + " in x.npy and " + y.shape[1] + " in y.npy");
		}
		if (x.shape[0] != y.shape[0] || x.shape[0] == 0) {
			throw new DataException(folder.toString(), "as many windows in x.npy as frames in y.npy, at least one",
					x.shape[0] + " and " + y.shape[0]);
		}
		List<Series> series = new ArrayList<>();
		int first = 0;
		for (int n = 1; n <= x.shape[0]; n++) {
			if (n == x.shape[0] || !continues(x, y, n)) {
				series.add(join(folder, schema, x, y, first, n));
				first = n;
			}
		}
		return series;
	}

	/** Whether window n is window n−1 moved on by the frame that followed it. */
	private static boolean continues(NpyArray x, NpyArray y, int n) {
		int window = x.shape[1] * x.shape[2];
		int kpis = x.shape[2];
		return Arrays.equals(x.values, n * window, (n + 1) * window - kpis, x.values, (n - 1) * window + kpis,
				n * window)
				&& Arrays.equals(x.values, (n + 1) * window - kpis, (n + 1) * window, y.values, (n - 1) * kpis,
						n * kpis);
	}

	private static Series join(Path folder, KpiSchema schema, NpyArray x, NpyArray y, int from, int to) {
		int kpis = schema.size();
		int length = x.shape[1];
		float[] values = new float[(length + to - from) * kpis];
		System.arraycopy(x.values, from * length * kpis, values, 0, length * kpis);
		System.arraycopy(y.values, from * kpis, values, length * kpis, (to - from) * kpis);
		for (int i = 0; i < values.length; i++) {
			if (!schema.kpi(i % kpis).admits(values[i])) {
				values[i] = Float.NaN;
			}
		}
		long[] times = new long[values.length / kpis];
		Arrays.setAll(times, (i) -> (i + 1) * schema.stepMs());
		return new Series(folder.getFileName() + "/" + from, times, values);
	}

	private static NpyArray array(Path file, int axes) {
		try {
			return parse(file, ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN), axes);
		}
		catch (IOException ex) {
			throw new DataException(file + ": cannot be read: " + ex, ex);
		}
	}

	private static NpyArray parse(Path file, ByteBuffer bytes, int axes) {
		byte[] magic = new byte[MAGIC.length];
		if (bytes.remaining() < 12) {
			throw new DataException(file.toString(), "a NumPy array", bytes.remaining() + " bytes");
		}
		bytes.get(magic);
		int major = bytes.get();
		bytes.get();
		int length = (major == 1) ? Short.toUnsignedInt(bytes.getShort()) : bytes.getInt();
		if (!Arrays.equals(magic, MAGIC) || length < 0 || length > bytes.remaining()) {
			throw new DataException(file.toString(), "a NumPy array", "another or a truncated file");
		}
		byte[] headerBytes = new byte[length];
		bytes.get(headerBytes);
		String header = new String(headerBytes, StandardCharsets.ISO_8859_1);
		String dtype = match(file, DTYPE, header);
		if (!match(file, ORDER, header).equals("False")) {
			throw new DataException(file + ": fortran_order", "False", "True");
		}
		int[] shape = Arrays.stream(match(file, SHAPE, header).split(","))
			.map(String::strip)
			.filter((axis) -> !axis.isEmpty())
			.mapToInt(Integer::parseInt)
			.toArray();
		if (shape.length != axes) {
			throw new DataException(file + ": shape", axes + " axes", Arrays.toString(shape));
		}
		long count = Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact);
		int width = switch (dtype) {
			case "<f4" -> Float.BYTES;
			case "<f8" -> Double.BYTES;
			default -> throw new DataException(file + ": dtype", "<f4 or <f8", dtype);
		};
		if (count * width != bytes.remaining()) {
			throw new DataException(file.toString(), count * width + " bytes of values", bytes.remaining());
		}
		float[] values = new float[(int) count];
		for (int i = 0; i < values.length; i++) {
			values[i] = (width == Float.BYTES) ? bytes.getFloat() : (float) bytes.getDouble();
		}
		return new NpyArray(shape, values);
	}

	private static String match(Path file, Pattern pattern, String header) {
		Matcher matcher = pattern.matcher(header);
		if (!matcher.find()) {
			throw new DataException(file.toString(), "a NumPy header with " + pattern, header.strip());
		}
		return matcher.group(1);
	}

}
