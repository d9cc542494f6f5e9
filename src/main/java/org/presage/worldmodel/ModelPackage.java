/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.FileFailure;
import org.presage.base.InvalidInputException;
import org.presage.base.JacksonProblem;
import org.presage.base.WholeFile;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * A model as it travels: a zip ({@code *.presage}) with {@code manifest.json},
 * {@code encode.onnx}, {@code imagine.onnx} and perhaps {@code varx.npy},
 * {@code propose.onnx} and {@code receive.onnx}.
 *
 * @param manifest with the hash of each graph
 * @param encode ONNX graph: {@code frames, mask [C, L, F] → context [C, K]}
 * @param imagine ONNX graph:
 * {@code context [C, K], plans [C, P, H] → mean, aleatoric, epistemic [C·P, H, Y], sla [C·P, H]}
 * @param varx linear forecast fitted to the same data; null in a package of an earlier
 * version
 * @param propose ONNX graph:
 * {@code context [C, K], objective [C, D] → proposals [C, G, H]}; null if the model
 * proposes no plans
 * @param receive ONNX graph:
 * {@code context [C, K], received [C, N, R] → informed [C, K]}; present if and only if
 * cells send each other messages
 */
public record ModelPackage(ModelManifest manifest, byte[] encode, byte[] imagine, @Nullable LinearForecast varx,
		byte @Nullable [] propose, byte @Nullable [] receive) {

	/** What describes the graphs. */
	public static final String MANIFEST = "manifest.json";

	/** The graph that reads a window. */
	public static final String ENCODE = "encode.onnx";

	/** The graph that predicts plans. */
	public static final String IMAGINE = "imagine.onnx";

	static final String VARX = "varx.npy";

	/** The graph that proposes plans; a package need not have it. */
	public static final String PROPOSE = "propose.onnx";

	/** The graph that reads neighbours' messages; of models that send some. */
	public static final String RECEIVE = "receive.onnx";

	/** In the order in which they are written. */
	private static final List<String> FILES = List.of(MANIFEST, ENCODE, IMAGINE);

	private static final List<String> OPTIONAL = List.of(VARX, PROPOSE, RECEIVE);

	/** Of all files unpacked: a damaged or hostile zip must not fill the memory. */
	private static final int MAX_BYTES = 512 << 20;

	private static final int MAX_MANIFEST_BYTES = 4 << 20;

	/**
	 * Weights hardly become smaller in a zip; what shrinks to less was made to be
	 * unpacked.
	 */
	private static final int MAX_RATIO = 100;

	/** That any file may have unpacked, whatever its size in the zip. */
	private static final int FREE_BYTES = 8 << 20;

	/** Fixed, so that the same model gives the same bytes. */
	private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

	/** Names in order, for the same reason. */
	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(SerializationFeature.INDENT_OUTPUT)
		.enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
		.enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	/** A package that proposes no plans and sends no messages. */
	public ModelPackage(ModelManifest manifest, byte[] encode, byte[] imagine, @Nullable LinearForecast varx) {
		this(manifest, encode, imagine, varx, null, null);
	}

	/** A package whose manifest carries the hashes of its graphs. */
	public static ModelPackage of(ModelManifest manifest, byte[] encode, byte[] imagine) {
		return new ModelPackage(
				manifest.withFiles(Map.of(ENCODE, sha256(encode), IMAGINE, sha256(imagine))).withProposals(null),
				encode, imagine, null);
	}

	/** The same with a graph that reads messages, or without one. */
	public ModelPackage withReceive(byte @Nullable [] graph) {
		return new ModelPackage(this.manifest.withFiles(hashes(RECEIVE, graph)), this.encode, this.imagine, this.varx,
				this.propose, graph);
	}

	/** The hashes of the files, with that of one replaced or removed. */
	private Map<String, String> hashes(String file, byte @Nullable [] content) {
		Map<String, String> hashes = new TreeMap<>(this.manifest.sha256());
		hashes.remove(file);
		if (content != null) {
			hashes.put(file, sha256(content));
		}
		return hashes;
	}

	/** The same with a linear forecast, or without one. */
	public ModelPackage with(@Nullable LinearForecast linear) {
		return new ModelPackage(this.manifest.withFiles(hashes(VARX, (linear != null) ? linear.bytes() : null)),
				this.encode, this.imagine, linear, this.propose, this.receive);
	}

	/**
	 * The same with a graph that proposes plans, or without one.
	 * @param spec what the graph reads and writes; null if and only if there is none
	 */
	public ModelPackage withProposals(@Nullable ProposalSpec spec, byte @Nullable [] graph) {
		if ((spec == null) != (graph == null)) {
			throw new IllegalArgumentException("proposals: expected description and graph, or neither");
		}
		return new ModelPackage(this.manifest.withFiles(hashes(PROPOSE, graph)).withProposals(spec), this.encode,
				this.imagine, this.varx, graph, this.receive);
	}

	/**
	 * Reads and checks a package.
	 * @throws ModelException if it is damaged, incomplete, or does not fit together; the
	 * message names the field
	 */
	public static ModelPackage read(Path file) {
		try (InputStream in = open(file)) {
			return read(in, file.toString());
		}
		catch (IOException ex) {
			throw new ModelException(FileFailure.reading(file.toString(), ex));
		}
	}

	/**
	 * The manifest alone, as {@link #read(Path)} checks it; the graphs are not read.
	 * @throws ModelException naming the field
	 */
	public static ModelManifest manifest(Path file) {
		try (InputStream in = open(file)) {
			return manifest(unzip(in, file.toString(), List.of(MANIFEST), false).getOrDefault(MANIFEST, new byte[0]),
					file.toString());
		}
		catch (IOException ex) {
			throw new ModelException(FileFailure.reading(file.toString(), ex));
		}
	}

	/** What is no regular file, as a pipe, may never end. */
	private static InputStream open(Path file) throws IOException {
		if (Files.exists(file) && !Files.isRegularFile(file)) {
			throw new ModelException(file.toString(), "a file",
					Files.isDirectory(file) ? "a folder" : "a device or pipe");
		}
		return Files.newInputStream(file);
	}

	/** Reads and checks a package; {@code name} says in messages where it came from. */
	public static ModelPackage read(InputStream in, String name) {
		Map<String, byte[]> files = unzip(in, name, FILES, true);
		byte[] encode = files.getOrDefault(ENCODE, new byte[0]);
		byte[] imagine = files.getOrDefault(IMAGINE, new byte[0]);
		ModelManifest manifest = manifest(files.getOrDefault(MANIFEST, new byte[0]), name);
		checkHash(name, ENCODE, encode, manifest);
		checkHash(name, IMAGINE, imagine, manifest);
		return new ModelPackage(manifest, encode, imagine, varx(files.get(VARX), manifest, name),
				propose(files.get(PROPOSE), manifest, name), receive(files.get(RECEIVE), manifest, name));
	}

	private static byte @Nullable [] receive(byte @Nullable [] content, ModelManifest manifest, String name) {
		boolean sends = manifest.network().sendsMessages();
		if (content != null) {
			checkHash(name, RECEIVE, content, manifest);
		}
		if ((content != null) != sends) {
			throw new ModelException(name,
					(sends ? "a file " : "no file ") + RECEIVE + ", as network.messages of " + MANIFEST + " says",
					sends ? "none" : "one");
		}
		return content;
	}

	private static byte @Nullable [] propose(byte @Nullable [] content, ModelManifest manifest, String name) {
		if (content != null) {
			checkHash(name, PROPOSE, content, manifest);
		}
		else if (manifest.sha256().containsKey(PROPOSE)) {
			throw new ModelException(name, "a file " + PROPOSE + ", as sha256 names it", "none");
		}
		if (content == null && manifest.proposals() != null) {
			throw new ModelException(name, "a file " + PROPOSE + ", as proposals of " + MANIFEST + " describes it",
					"none");
		}
		if (content != null && manifest.proposals() == null) {
			throw new ModelException(name + ": " + MANIFEST + ": proposals", "what " + PROPOSE + " reads and writes",
					"none");
		}
		return content;
	}

	private static @Nullable LinearForecast varx(byte @Nullable [] content, ModelManifest manifest, String name) {
		if (content == null) {
			if (manifest.sha256().containsKey(VARX)) {
				throw new ModelException(name, "a file " + VARX + ", as sha256 names it", "none");
			}
			return null;
		}
		checkHash(name, VARX, content, manifest);
		NetworkSpec spec = manifest.network();
		return LinearForecast.read(name + ": " + VARX, content, spec.window() * spec.features() + spec.horizon() + 1,
				spec.horizon() * spec.targets());
	}

	private static ModelManifest manifest(byte[] json, String name) {
		try {
			// First of all: packages of another time have other fields.
			JsonNode tree = JSON.readTree(json);
			if (tree.path("format").asInt(0) != ModelManifest.FORMAT) {
				throw new ModelException("format", ModelManifest.FORMAT, tree.path("format"));
			}
			return JSON.treeToValue(tree, ModelManifest.class);
		}
		catch (ModelException | JacksonException ex) {
			String place = name + ": " + MANIFEST;
			InvalidInputException problem = InvalidInputException.in(ex);
			throw new ModelException((problem != null) ? problem.inside(place + ": ")
					: JacksonProblem.of((JacksonException) ex, place, "JSON"));
		}
	}

	private static void checkHash(String name, String file, byte[] content, ModelManifest manifest) {
		String expected = manifest.sha256().getOrDefault(file, "an entry for " + file);
		String found = sha256(content);
		if (!expected.equals(found)) {
			throw new ModelException(name + ": sha256 of " + file, expected, found);
		}
	}

	/**
	 * @param wanted files of a package, in its order
	 * @param all whether those behind the last of them are read too
	 */
	private static Map<String, byte[]> unzip(InputStream in, String name, List<String> wanted, boolean all) {
		Map<String, byte[]> files = new TreeMap<>();
		int left = MAX_BYTES;
		try (CountedBytes packed = new CountedBytes(in); ZipInputStream zip = new ZipInputStream(packed)) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null
					&& (all || !files.keySet().containsAll(wanted)); entry = zip.getNextEntry()) {
				String file = entry.getName();
				if (!FILES.contains(file) && !OPTIONAL.contains(file) || files.containsKey(file)) {
					throw new ModelException(name, "the files " + FILES + " and perhaps " + OPTIONAL + ", each once",
							'"' + file + '"');
				}
				int most = Math.min(left, file.equals(MANIFEST) ? MAX_MANIFEST_BYTES : MAX_BYTES);
				byte[] content = unpack(zip, packed, name + ": " + file, most);
				left -= content.length;
				files.put(file, content);
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new ModelException(name, "a zip", "a damaged file: " + ex.getMessage(), ex);
		}
		if (files.isEmpty()) {
			throw new ModelException(name, "a zip with " + MANIFEST, "none");
		}
		for (String required : wanted) {
			if (!files.containsKey(required)) {
				throw new ModelException(name, "a file " + required, files.keySet());
			}
		}
		return files;
	}

	private static byte[] unpack(ZipInputStream zip, CountedBytes packed, String field, int most) throws IOException {
		ByteArrayOutputStream content = new ByteArrayOutputStream();
		long start = packed.read;
		byte[] block = new byte[1 << 16];
		for (int count = zip.read(block); count >= 0; count = zip.read(block)) {
			content.write(block, 0, count);
			if (content.size() > most) {
				throw new ModelException(field, "at most " + most + " bytes", "more");
			}
			if (content.size() > FREE_BYTES && content.size() / MAX_RATIO > packed.read - start) {
				throw new ModelException(field, "at most " + MAX_RATIO + " times its packed size", "more");
			}
		}
		return content.toByteArray();
	}

	/** Counts what was read of the packed file. */
	private static final class CountedBytes extends FilterInputStream {

		private long read;

		private CountedBytes(InputStream in) {
			super(new BufferedInputStream(in));
		}

		@Override
		public int read() throws IOException {
			int octet = super.read();
			this.read += (octet >= 0) ? 1 : 0;
			return octet;
		}

		@Override
		public int read(byte[] into, int offset, int length) throws IOException {
			int count = super.read(into, offset, length);
			this.read += Math.max(count, 0);
			return count;
		}

	}

	/**
	 * Writes the package; a reader of the target sees the old file or the new one, never
	 * a part.
	 */
	public void write(Path file) {
		Map<String, byte[]> files = new LinkedHashMap<>();
		files.put(MANIFEST, JSON.writeValueAsBytes(this.manifest));
		files.put(ENCODE, this.encode);
		files.put(IMAGINE, this.imagine);
		if (this.varx != null) {
			files.put(VARX, this.varx.bytes());
		}
		if (this.propose != null) {
			files.put(PROPOSE, this.propose);
		}
		if (this.receive != null) {
			files.put(RECEIVE, this.receive);
		}
		try {
			Path directory = file.toAbsolutePath().getParent();
			if (directory != null) {
				Files.createDirectories(directory);
			}
			WholeFile.write(file, (out) -> {
				ZipOutputStream zip = new ZipOutputStream(out);
				for (Map.Entry<String, byte[]> content : files.entrySet()) {
					ZipEntry entry = new ZipEntry(content.getKey());
					entry.setTimeLocal(ENTRY_TIME);
					zip.putNextEntry(entry);
					zip.write(content.getValue());
				}
				zip.finish();
			});
		}
		catch (IOException ex) {
			throw new ModelException(FileFailure.writing(file, ex));
		}
	}

	/** SHA-256 in hexadecimal. */
	public static String sha256(byte[] content) {
		try {
			return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
