/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.FileFailure;
import org.presage.base.InvalidInputException;
import org.presage.base.JacksonProblem;
import org.presage.base.WholeFile;

/**
 * The folder of learnt models: their packages, and all trials in {@code lineage.json}.
 * That file is replaced as a whole, so that whoever reads it after a crash finds it as it
 * was before the last change or after it. Used by one thread.
 */
final class LearnFolder {

	private static final String FILE = "lineage.json";

	private static final String LOCK = "lock";

	/** Of packages that were trained. */
	static final String PREFIX = "challenger-";

	/** Packages of older verdicts are deleted. */
	private static final int CHAMPIONS = 4;

	/** Older ones are forgotten. */
	private static final int ENTRIES = 1_000;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Path folder;

	/** Held as long as it is open. */
	private final FileChannel lock;

	private Lineage lineage;

	/**
	 * What {@code lineage.json} says.
	 *
	 * @param base hash of the model that was configured when they were trained
	 * @param champion file of the learnt model that serves; null if the configured one
	 * does
	 * @param next number of the next challenger
	 * @param challengers the oldest first
	 */
	record Lineage(String base, @Nullable String champion, int next, List<Challenger> challengers) {

		static final Lineage EMPTY = new Lineage("", null, 1, List.of());

	}

	private LearnFolder(Path folder, Lineage lineage, FileChannel lock) {
		this.folder = folder;
		this.lineage = lineage;
		this.lock = lock;
	}

	/**
	 * Opens a folder, or makes it.
	 * @throws InvalidInputException if it cannot be written, another server has it open,
	 * or what is in it is damaged
	 */
	static LearnFolder open(Path folder) {
		FileChannel lock = null;
		try {
			Files.createDirectories(folder);
			lock = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
			if (!isLocked(lock)) {
				throw new InvalidInputException(folder.toString(), "a folder that no other server learns in",
						"one that is locked");
			}
			LearnFolder opened = new LearnFolder(folder, read(folder), lock);
			opened.write(opened.lineage);
			opened.deleteOld();
			return opened;
		}
		catch (IOException ex) {
			close(lock);
			throw FileFailure.writing(folder, ex);
		}
		catch (RuntimeException ex) {
			close(lock);
			throw ex;
		}
	}

	private static boolean isLocked(FileChannel file) throws IOException {
		try {
			return file.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
	}

	private static void close(@Nullable FileChannel lock) {
		try {
			if (lock != null) {
				lock.close();
			}
		}
		catch (IOException ex) {
			// The lock ends with the program at last.
		}
	}

	/**
	 * Reads what is known of a folder.
	 * @throws InvalidInputException if it is damaged
	 */
	static Lineage read(Path folder) {
		Path file = folder.resolve(FILE);
		try {
			return Files.exists(file) ? JSON.readValue(Files.readAllBytes(file), Lineage.class) : Lineage.EMPTY;
		}
		catch (IOException ex) {
			throw FileFailure.reading(file.toString(), ex);
		}
		catch (JacksonException ex) {
			throw JacksonProblem.of(ex, file.toString(), "the lineage of learnt models");
		}
	}

	/** Lets other servers open it. */
	void close() {
		close(this.lock);
	}

	Path path() {
		return this.folder;
	}

	Lineage lineage() {
		return this.lineage;
	}

	Path resolve(String name) {
		return this.folder.resolve(name);
	}

	/** What cannot be written holds until the end of the program. */
	private void write(Lineage now) {
		this.lineage = now;
		Path file = this.folder.resolve(FILE);
		try {
			WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(now));
		}
		catch (IOException ex) {
			throw FileFailure.writing(file, ex);
		}
	}

	/**
	 * Begins again at another configured model; learnt ones of the one before are kept,
	 * and not used.
	 */
	void base(String hash) {
		if (!hash.equals(this.lineage.base())) {
			write(new Lineage(hash, null, this.lineage.next(), this.lineage.challengers()));
		}
	}

	/** Number for the next challenger, which no other one gets. */
	int take() {
		int number = this.lineage.next();
		write(new Lineage(this.lineage.base(), this.lineage.champion(), number + 1, this.lineage.challengers()));
		return number;
	}

	/** Serves with a learnt model after a restart too; null: the configured one. */
	void champion(@Nullable String file) {
		write(new Lineage(this.lineage.base(), file, this.lineage.next(), this.lineage.challengers()));
	}

	/** A learnt model; null if there is none of the hash. */
	@Nullable Challenger find(String hash) {
		return this.lineage.challengers()
			.reversed()
			.stream()
			.filter((one) -> one.hash().equals(hash))
			.findFirst()
			.orElse(null);
	}

	/**
	 * Champions that descend from the configured model and whose packages are there, the
	 * newest first.
	 */
	List<Challenger> champions() {
		Set<String> family = new HashSet<>(Set.of(this.lineage.base()));
		List<Challenger> champions = new ArrayList<>();
		for (Challenger one : this.lineage.challengers()) {
			if (family.contains(one.parent()) && family.add(one.hash()) && one.verdict() == Challenger.Verdict.PROMOTED
					&& Files.exists(resolve(one.file()))) {
				champions.addFirst(one);
			}
		}
		return champions;
	}

	/** Whether a package was rolled back. */
	boolean isBanned(String hash) {
		return this.lineage.challengers()
			.stream()
			.anyMatch((one) -> one.hash().equals(hash) && one.verdict() == Challenger.Verdict.ROLLED_BACK);
	}

	void add(Challenger one) {
		List<Challenger> all = new ArrayList<>(this.lineage.challengers());
		all.add(one);
		if (all.size() > ENTRIES) {
			all.removeFirst();
		}
		write(new Lineage(this.lineage.base(), this.lineage.champion(), this.lineage.next(), List.copyOf(all)));
	}

	/**
	 * Writes a verdict, and which model serves, at once.
	 * @param champion file of the learnt model that serves; null for the configured one
	 */
	void decide(Challenger decided, @Nullable String champion) {
		List<Challenger> all = this.lineage.challengers()
			.stream()
			.map((one) -> one.file().equals(decided.file()) ? decided : one)
			.toList();
		write(new Lineage(this.lineage.base(), champion, this.lineage.next(), all));
	}

	/** Writes a verdict that changes nothing about what serves. */
	void decide(Challenger decided) {
		decide(decided, this.lineage.champion());
	}

	/** Takes a change back that could not be carried out. */
	void restore(Lineage before) {
		write(before);
	}

	/**
	 * Deletes packages that are of no use any more, and what no trial knows. Those that
	 * have planned are kept: the last champions to go back to, and all that were rolled
	 * back, because their decisions are replayed with them.
	 */
	void deleteOld() {
		int champions = 0;
		Set<String> kept = new HashSet<>();
		for (Challenger one : this.lineage.challengers().reversed()) {
			boolean isRecent = one.verdict() == Challenger.Verdict.PROMOTED && champions++ < CHAMPIONS;
			if (isRecent || one.verdict() == null || one.verdict() == Challenger.Verdict.ROLLED_BACK
					|| one.file().equals(this.lineage.champion())) {
				kept.add(one.file());
			}
		}
		try (Stream<Path> files = Files.list(this.folder)) {
			files.map((file) -> String.valueOf(file.getFileName()))
				.filter((name) -> name.startsWith(PREFIX) && !kept.contains(name))
				.toList()
				.forEach(this::delete);
		}
		catch (IOException ex) {
			// It costs room only.
		}
	}

	void delete(String name) {
		try {
			Files.deleteIfExists(this.folder.resolve(name));
		}
		catch (IOException ex) {
			// It costs room only.
		}
	}

}
