/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

import org.jspecify.annotations.Nullable;

/**
 * The text of a file, checked once from end to end: whether it is complete, how it is
 * encoded, how its lines end. A copy in UTF-8 is made where DuckDB could not read the
 * file itself; {@link #close} deletes it.
 */
final class CsvText implements AutoCloseable {

	/** Longest line in characters, as DuckDB reads it. */
	static final int LONGEST = 2_000_000;

	private static final Charset WESTERN = Charset.forName("windows-1252");

	/** Octets in which UTF-16 without a mark is recognised by its zeros. */
	private static final int SAMPLE = 1024;

	private final Path file;

	private final boolean packed;

	private final List<String> notes = new ArrayList<>();

	private Charset charset;

	private Lines lines;

	private @Nullable Path copy;

	private CsvText(Path file, @Nullable String encoding) throws IOException {
		this.file = file;
		this.packed = FileKind.of(file) == FileKind.GZIP;
		if (this.packed != file.toString().toLowerCase(Locale.ROOT).endsWith(".gz")) {
			this.notes.add(this.packed ? "is packed with gzip, whatever its name" : "is not packed, whatever its name");
		}
		byte[] head;
		try (InputStream in = octets()) {
			head = in.readNBytes(SAMPLE);
		}
		if (head.length == 0) {
			throw new DataException(file.toString(), "a header line and rows", "an empty file");
		}
		boolean known = encoding != null;
		this.charset = known ? Charset.forName(encoding) : guess(head);
		try {
			this.lines = scan(known);
		}
		catch (CharacterCodingException ex) {
			this.charset = WESTERN;
			this.lines = scan(known);
		}
		boolean mark = head.length > 2 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF;
		if (!this.charset.equals(StandardCharsets.UTF_8)) {
			this.notes.add("is read as " + this.charset);
		}
		if (mark || !this.charset.equals(StandardCharsets.UTF_8) || this.lines.mixed()) {
			this.copy = copied();
		}
	}

	/**
	 * @param encoding of the file; found if null
	 * @throws DataException if it is no text, or ends early
	 */
	static CsvText open(Path file, @Nullable String encoding) {
		try {
			return new CsvText(file, encoding);
		}
		catch (EOFException | ZipException ex) {
			throw new DataException(file.toString(), "a complete gzip file", "a truncated or damaged one", ex);
		}
		catch (IOException ex) {
			throw new DataException(file.toString(),
					"a file that can be read, and room for its text in the folder for " + "temporary files",
					ex.getMessage(), ex);
		}
	}

	/** How the lines of a text end. */
	private static final class Lines {

		private int count = 1;

		private int lastWithText;

		private int length;

		private boolean afterReturn;

		private final boolean[] endings = new boolean[3];

		void take(char sign, Path file) {
			if (sign == '\n' || this.afterReturn) {
				this.endings[(sign != '\n') ? 0 : this.afterReturn ? 1 : 2] = true;
				this.count++;
				this.length = 0;
			}
			this.afterReturn = sign == '\r';
			if (sign == '\r' || sign == '\n') {
				return;
			}
			if (sign == 0) {
				throw new DataException(file + ": line " + this.count, "text",
						"a zero octet; the file is binary, damaged, or in an encoding to name in the schema");
			}
			this.length++;
			if (!Character.isWhitespace(sign)) {
				this.lastWithText = this.count;
			}
			if (this.length > LONGEST) {
				throw new DataException(file + ": line " + this.count, "at most " + LONGEST + " characters", "more");
			}
		}

		boolean mixed() {
			return (this.endings[0] ? 1 : 0) + (this.endings[1] ? 1 : 0) + (this.endings[2] ? 1 : 0) > 1;
		}

	}

	private InputStream octets() throws IOException {
		InputStream in = new BufferedInputStream(Files.newInputStream(this.file), 1 << 16);
		return this.packed ? new GZIPInputStream(in, 1 << 16) : in;
	}

	private static Charset guess(byte[] head) {
		boolean little = head.length > 1 && head[0] == (byte) 0xFF && head[1] == (byte) 0xFE;
		boolean big = head.length > 1 && head[0] == (byte) 0xFE && head[1] == (byte) 0xFF;
		int[] zeros = new int[2];
		for (int i = 0; i < head.length; i++) {
			zeros[i % 2] += (head[i] == 0) ? 1 : 0;
		}
		little |= zeros[1] > head.length / 4 && zeros[0] == 0;
		big |= zeros[0] > head.length / 4 && zeros[1] == 0;
		return little ? StandardCharsets.UTF_16LE : big ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_8;
	}

	private Lines scan(boolean known) throws IOException {
		Lines scanned = new Lines();
		CharsetDecoder decoder = this.charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
		try (Reader reader = new InputStreamReader(octets(), decoder)) {
			char[] buffer = new char[1 << 15];
			for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
				for (int i = 0; i < n; i++) {
					scanned.take(buffer[i], this.file);
				}
			}
		}
		catch (CharacterCodingException ex) {
			if (known || !this.charset.equals(StandardCharsets.UTF_8)) {
				throw new DataException(this.file + ": line " + scanned.count + " or shortly after",
						"text in " + this.charset, "octets that are none; name another encoding in the schema", ex);
			}
			throw ex;
		}
		return scanned;
	}

	private Path copied() throws IOException {
		Path target = Files.createTempFile("presage-", ".csv");
		try (BufferedReader reader = new BufferedReader(reader(), 1 << 16);
				Writer writer = new BufferedWriter(Files.newBufferedWriter(target), 1 << 16)) {
			for (String line = reader.readLine(); line != null; line = reader.readLine()) {
				writer.write(line);
				writer.write('\n');
			}
		}
		catch (IOException ex) {
			Files.deleteIfExists(target);
			throw ex;
		}
		return target;
	}

	/** The text, without the mark at its beginning. */
	Reader reader() throws IOException {
		BufferedReader reader = new BufferedReader(new InputStreamReader(octets(), this.charset), 1 << 16);
		reader.mark(1);
		if (reader.read() != 0xFEFF) {
			reader.reset();
		}
		return reader;
	}

	/** What DuckDB reads. */
	Path path() {
		return (this.copy != null) ? this.copy : this.file;
	}

	/** Whether what DuckDB reads is packed. */
	boolean isPacked() {
		return this.packed && this.copy == null;
	}

	/** Number of the last line that is not blank, from 1. */
	int lastLine() {
		return this.lines.lastWithText;
	}

	List<String> notes() {
		return this.notes;
	}

	@Override
	public void close() {
		try {
			if (this.copy != null) {
				Files.deleteIfExists(this.copy);
			}
		}
		catch (IOException ex) {
			// It is in the folder for temporary files, which the system empties.
		}
	}

}
