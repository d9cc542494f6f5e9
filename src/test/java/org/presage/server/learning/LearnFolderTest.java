/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
		return new Challenger(number + ".presage", "m-" + number, "hash-" + number, "base", "full", "drift",
				"2026-01-01T00:00:00Z", verdict, "", null);
	}

	private void add(LearnFolder to, int number, Challenger.@Nullable Verdict verdict) throws IOException {
		Files.writeString(to.resolve(number + ".presage"), "package");
		to.add(challenger(number, verdict));
	}

	@Test
	void promotedModelAndVerdictsAreThereAfterARestart() throws IOException {
		LearnFolder folder = open();
		folder.base("base");
		assertThat(folder.take()).isEqualTo(1);
		add(folder, 1, null);
		folder.decide(challenger(1, null).decided(Challenger.Verdict.PROMOTED, "better", "2026-01-02T00:00:00Z"), true);
		add(folder, 2, null);
		folder.decide(challenger(2, null).decided(Challenger.Verdict.ROLLED_BACK, "worse", "2026-01-03T00:00:00Z"),
				false);
		LearnFolder again = open();
		assertThat(again.lineage().champion()).isEqualTo("1.presage");
		assertThat(again.take()).isEqualTo(2);
		assertThat(again.lineage().challengers()).extracting(Challenger::verdict)
			.containsExactly(Challenger.Verdict.PROMOTED, Challenger.Verdict.ROLLED_BACK);
		assertThat(again.isBanned("hash-2")).isTrue();
		assertThat(again.isBanned("hash-1")).isFalse();
		again.base("base");
		assertThat(again.lineage().champion()).isEqualTo("1.presage");
	}

	@Test
	void learntModelsOfAnotherBaseDoNotServe() throws IOException {
		LearnFolder folder = open();
		folder.base("base");
		add(folder, 1, Challenger.Verdict.PROMOTED);
		folder.champion("1.presage");
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
		folder.add(new Challenger("2.presage", "m-2", "hash-2", "hash-1", "full", "drift", "2026-01-01T00:00:00Z",
				Challenger.Verdict.PROMOTED, "", null));
		Files.writeString(folder.resolve("2.presage"), "package");
		assertThat(folder.champions()).extracting(Challenger::file).containsExactly("2.presage", "1.presage");
		folder.base("other");
		assertThat(folder.champions()).isEmpty();
	}

	@Test
	void lastChampionsAreKeptAndRejectedOnesAreNot() throws IOException {
		LearnFolder folder = open();
		for (int i = 1; i <= 7; i++) {
			add(folder, i, null);
			folder.decide(
					challenger(i, null).decided((i == 3) ? Challenger.Verdict.REJECTED : Challenger.Verdict.PROMOTED,
							"", "2026-01-02T00:00:00Z"),
					i != 3);
		}
		for (int i = 1; i <= 7; i++) {
			assertThat(Files.exists(folder.resolve(i + ".presage"))).as("%d", i).isEqualTo(i >= 4);
		}
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
