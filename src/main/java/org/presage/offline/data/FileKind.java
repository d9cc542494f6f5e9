/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a file is, by its first octets. */
enum FileKind {

	/** Text, in whatever encoding. */
	TEXT,
	/** Text, packed. */
	GZIP,
	/** A Parquet file. */
	PARQUET;

	private static final int HEAD = 8;

	private static final Map<String, String> OTHERS = others();

	private static Map<String, String> others() {
		Map<String, String> others = new LinkedHashMap<>();
		others.put("504b0304", "a ZIP archive or an Excel workbook; save it as CSV");
		others.put("d0cf11e0", "an old Excel workbook; save it as CSV");
		others.put("28b52ffd", "a Zstandard archive; unpack it, or pack it with gzip");
		others.put("fd377a58", "an XZ archive; unpack it, or pack it with gzip");
		others.put("425a68", "a bzip2 archive; unpack it, or pack it with gzip");
		others.put("89484446", "an HDF5 file; save it as CSV or Parquet");
		others.put("4152524f", "an Arrow file; save it as CSV or Parquet");
		others.put("93" + HexFormat.of().formatHex("NUMPY".getBytes(StandardCharsets.US_ASCII)),
				"a NumPy array; name the folder that holds x.npy and y.npy");
		return others;
	}

	/**
	 * @throws DataException if it is empty, cannot be read or is of another kind
	 */
	static FileKind of(Path file) {
		byte[] head;
		try (InputStream in = Files.newInputStream(file)) {
			head = in.readNBytes(HEAD);
		}
		catch (IOException ex) {
			throw new DataException(file.toString(), "a file that can be read", "one that cannot", ex);
		}
		if (head.length == 0) {
			throw new DataException(file.toString(), "a header line and rows", "an empty file");
		}
		String octets = HexFormat.of().formatHex(head);
		OTHERS.forEach((start, what) -> {
			if (octets.startsWith(start)) {
				throw new DataException(file.toString(), "CSV, gzip CSV or Parquet", what);
			}
		});
		return octets.startsWith("1f8b") ? GZIP : octets.startsWith("50415231") ? PARQUET : TEXT;
	}

}
