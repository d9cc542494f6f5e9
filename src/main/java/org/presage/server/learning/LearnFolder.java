/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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

	/** Packages of older verdicts are deleted. */
	private static final int CHAMPIONS = 4;

	/** Older ones are forgotten. */
	private static final int ENTRIES = 1_000;

	private static final JsonMapper JSON = JsonMapper.builder().build();

	private final Path folder;

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

	private LearnFolder(Path folder, Lineage lineage) {
		this.folder = folder;
		this.lineage = lineage;
	}

	/**
	 * Opens a folder, or makes it.
	 * @throws InvalidInputException if it cannot be written, or what is in it is damaged
	 */
	static LearnFolder open(Path folder) {
		try {
			Files.createDirectories(folder);
		}
		catch (IOException ex) {
			throw FileFailure.writing(folder, ex);
		}
		Path file = folder.resolve(FILE);
		Lineage read = Lineage.EMPTY;
		try {
			if (Files.exists(file)) {
				read = JSON.readValue(Files.readAllBytes(file), Lineage.class);
			}
		}
		catch (IOException ex) {
			throw FileFailure.reading(file.toString(), ex);
		}
		catch (JacksonException ex) {
			throw JacksonProblem.of(ex, file.toString(), "the lineage of learnt models");
		}
		LearnFolder opened = new LearnFolder(folder, read);
		opened.write(read);
		return opened;
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

	private void write(Lineage now) {
		Path file = this.folder.resolve(FILE);
		try {
			WholeFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(now));
		}
		catch (IOException ex) {
			throw FileFailure.writing(file, ex);
		}
		this.lineage = now;
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

	/**
	 * Serves with a learnt model from now on, also after a restart; null: the configured
	 * one.
	 */
	void champion(@Nullable String file) {
		write(new Lineage(this.lineage.base(), file, this.lineage.next(), this.lineage.challengers()));
		deleteOld();
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
	 * Writes a verdict.
	 * @param champion whether it serves from now on
	 */
	void decide(Challenger decided, boolean champion) {
		List<Challenger> all = this.lineage.challengers()
			.stream()
			.map((one) -> one.file().equals(decided.file()) ? decided : one)
			.toList();
		write(new Lineage(this.lineage.base(), champion ? decided.file() : this.lineage.champion(), this.lineage.next(),
				all));
		deleteOld();
	}

	/** Deletes packages that are of no use any more; the last champions are kept. */
	private void deleteOld() {
		int champions = 0;
		for (Challenger one : this.lineage.challengers().reversed()) {
			boolean isRecent = one.verdict() == Challenger.Verdict.PROMOTED && champions++ < CHAMPIONS;
			boolean isKept = isRecent || one.verdict() == null || one.file().equals(this.lineage.champion());
			if (!isKept) {
				delete(one.file());
			}
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
