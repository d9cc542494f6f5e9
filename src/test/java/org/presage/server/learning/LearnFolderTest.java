/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.presage.base.InvalidInputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a restart finds of learnt models. */
class LearnFolderTest {

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path parent;

	private LearnFolder open() {
		return LearnFolder.open(this.parent.resolve("learnt"));
	}

	private static Challenger challenger(int number, Challenger.@Nullable Verdict verdict) {
		return new Challenger("challenger-" + number + ".presage", "m-" + number, "hash-" + number, "base", "full",
				"drift", "2026-01-01T00:00:00Z", verdict, "", null);
	}

	private void add(LearnFolder to, int number, Challenger.@Nullable Verdict verdict) throws IOException {
		Files.writeString(to.resolve("challenger-" + number + ".presage"), "package");
		to.add(challenger(number, verdict));
	}

	@Test
	void promotedModelAndVerdictsAreThereAfterARestart() throws IOException {
		LearnFolder folder = open();
		folder.base("base");
		assertThat(folder.take()).isEqualTo(1);
		add(folder, 1, null);
		folder.decide(challenger(1, null).decided(Challenger.Verdict.PROMOTED, "better", "2026-01-02T00:00:00Z"),
				"challenger-1.presage");
		add(folder, 2, null);
		folder.decide(challenger(2, null).decided(Challenger.Verdict.ROLLED_BACK, "worse", "2026-01-03T00:00:00Z"));
		folder.close();
		LearnFolder again = open();
		assertThat(again.lineage().champion()).isEqualTo("challenger-1.presage");
		assertThat(again.take()).isEqualTo(2);
		assertThat(again.lineage().challengers()).extracting(Challenger::verdict)
			.containsExactly(Challenger.Verdict.PROMOTED, Challenger.Verdict.ROLLED_BACK);
		assertThat(again.isBanned("hash-2")).isTrue();
		assertThat(again.isBanned("hash-1")).isFalse();
		again.base("base");
		assertThat(again.lineage().champion()).isEqualTo("challenger-1.presage");
	}

	@Test
	void learntModelsOfAnotherBaseDoNotServe() throws IOException {
		LearnFolder folder = open();
		folder.base("base");
		add(folder, 1, Challenger.Verdict.PROMOTED);
		folder.champion("challenger-1.presage");
		folder.base("other");
		assertThat(folder.lineage().champion()).isNull();
		assertThat(folder.lineage().challengers()).hasSize(1);
	}

	/** Nothing that was learnt from another model is gone back to. */
	@Test
	void championsDescendFromTheConfiguredModel() throws IOException {
		LearnFolder folder = open();
		folder.base("base");
		add(folder, 1, Challenger.Verdict.PROMOTED);
		folder.add(new Challenger("challenger-2.presage", "m-2", "hash-2", "hash-1", "full", "drift",
				"2026-01-01T00:00:00Z", Challenger.Verdict.PROMOTED, "", null));
		Files.writeString(folder.resolve("challenger-2.presage"), "package");
		assertThat(folder.champions()).extracting(Challenger::file)
			.containsExactly("challenger-2.presage", "challenger-1.presage");
		folder.base("other");
		assertThat(folder.champions()).isEmpty();
	}

	@Test
	void lastChampionsAreKeptAndRejectedOnesAreNot() throws IOException {
		LearnFolder folder = open();
		for (int i = 1; i <= 8; i++) {
			add(folder, i, null);
			Challenger.Verdict verdict = switch (i) {
				case 2 -> Challenger.Verdict.ROLLED_BACK;
				case 4 -> Challenger.Verdict.REJECTED;
				default -> Challenger.Verdict.PROMOTED;
			};
			Challenger decided = challenger(i, null).decided(verdict, "", "2026-01-02T00:00:00Z");
			folder.decide(decided, (verdict == Challenger.Verdict.PROMOTED) ? decided.file() : null);
		}
		Files.writeString(folder.resolve("challenger-99.presage"), "of a training that nobody waited for");
		folder.deleteOld();
		try (Stream<Path> files = Files.list(folder.path())) {
			assertThat(files.map((file) -> file.getFileName().toString()).filter((name) -> name.endsWith(".presage")))
				.as("two was rolled back: its decisions are replayed with it")
				.containsExactlyInAnyOrder("challenger-2.presage", "challenger-5.presage", "challenger-6.presage",
						"challenger-7.presage", "challenger-8.presage");
		}
	}

	@Test
	void folderOfAnotherServerIsRefused() {
		LearnFolder folder = open();
		assertThatThrownBy(this::open).isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("expected a folder that no other server learns in, found one that is locked");
		folder.close();
		open().close();
	}

	/** The ban of a model must hold although the disk is full. */
	@Test
	void verdictThatCannotBeWrittenHoldsAllTheSame() throws IOException {
		LearnFolder folder = open();
		add(folder, 1, null);
		Files.delete(folder.resolve("lineage.json"));
		Files.createDirectory(folder.resolve("lineage.json"));
		Files.writeString(folder.resolve("lineage.json/x"), "in its way");
		assertThatThrownBy(() -> folder
			.decide(challenger(1, null).decided(Challenger.Verdict.ROLLED_BACK, "", "2026-01-02T00:00:00Z")))
			.isInstanceOf(InvalidInputException.class);
		assertThat(folder.isBanned("hash-1")).isTrue();
	}

	@Test
	void damagedLineageIsNamed() throws IOException {
		Files.createDirectories(this.parent.resolve("learnt"));
		Path file = this.parent.resolve("learnt/lineage.json");
		Files.writeString(file, "{\"base\": 3");
		assertThatThrownBy(this::open).isInstanceOf(InvalidInputException.class).hasMessageContaining(file.toString());
		assertThat(file).content().startsWith("{\"base\"");
	}

	@Test
	void placeThatIsNoFolderIsNamed() throws IOException {
		Files.writeString(this.parent.resolve("learnt"), "a file");
		assertThatThrownBy(this::open).isInstanceOf(InvalidInputException.class)
			.hasMessageContaining(this.parent.resolve("learnt").toString());
	}

}
