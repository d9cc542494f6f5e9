/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Policies from files and folders. */
class PolicyFilesTest extends PolicyKit {

	private static final int MOST = 9;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	private void write(String name, String text) throws IOException {
		Files.writeString(this.folder.resolve(name), text);
	}

	private static List<String> ids(Path path) {
		return PolicyFiles.read(path, MOST).stream().map(A1Policy::id).toList();
	}

	private String refusal() {
		try {
			PolicyFiles.read(this.folder, MOST);
			return "";
		}
		catch (PolicyRefused ex) {
			return String.valueOf(ex.getMessage()).replace(this.folder.toString(), "");
		}
	}

	@Test
	void oneOrManyInJsonOrYaml() throws IOException {
		write("one.json", "{\n\t\"scope\": { \"network\": true } }");
		write("two.yaml", """
				# by their ids
				b: {scope: {network: true}, mode: advisory}
				a:
				  scope:
				    cells: [{node: n, cell: c}]
				  validity: {until: 2027-01-15T22:00:00Z}
				""");
		write("empty.yml", "{}");
		write("other.txt", "no policy");
		Files.createDirectory(this.folder.resolve("inside.json"));
		assertThat(ids(this.folder)).containsExactly("a", "b", "one");
		assertThat(ids(this.folder.resolve("one.json"))).containsExactly("one");
		assertThat(PolicyFiles.read(this.folder, MOST).getFirst().receivedMs())
			.isEqualTo(Files.getLastModifiedTime(this.folder.resolve("two.yaml")).toMillis());
	}

	@Test
	void whatIsWrongIsNamedWithItsFile() throws IOException {
		assertThatExceptionOfType(PolicyRefused.class)
			.isThrownBy(() -> PolicyFiles.read(this.folder.resolve("none.json"), MOST))
			.withMessageEndingWith("none.json: expected a file that can be read, found no such file");
		write("a.yaml", "x: {scope: {network: true}, risk: .nan}");
		assertThat(refusal()).startsWith("/a.yaml: line 1, column 35: x.risk: expected a finite number, found .nan");
		write("a.yaml", "x: {scope: {network: true}}\nx: {scope: {network: true}}");
		assertThat(refusal()).startsWith("/a.yaml: line 2, column 1: x: expected each key once, found duplicate key x");
		write("a.yaml", "x: {scope: {network: true");
		assertThat(refusal()).startsWith("/a.yaml: line 1, column 26: expected YAML, found \"expected ','");
		write("a.yaml", "- 1");
		assertThat(refusal()).isEqualTo("/a.yaml: expected a policy, or policies by their ids, found a list of 1");
		write("a.yaml", "a: {scope: {network: true}}");
		write("a.json", "{\"scope\": {\"network\": true}}");
		assertThat(refusal()).isEqualTo("/a.yaml: expected each id in one file, found \"a\" in another one too");
		write("a.yaml", "b:\n  scope: {network: true}\n  mode: " + "A".repeat(70_000));
		assertThat(refusal()).startsWith("/a.yaml, b: $: expected at most 65536 octets");
	}

	@Test
	void countLessThanWhatWasSentWheneverTheyWereWritten() throws IOException {
		write("b.json", "{\"scope\": {\"network\": true}, \"prbs\": {\"max\": 9}, \"risk\": 0.5}");
		write("c.json", "{\"scope\": {\"network\": true}, \"prbs\": {\"max\": 8}, \"risk\": 0.6}");
		put("sent", NETWORK + ",'prbs':{'max':7}");
		long later = this.clock.epochMillis() + 1000;
		Files.setLastModifiedTime(this.folder.resolve("b.json"), FileTime.fromMillis(later));
		Files.setLastModifiedTime(this.folder.resolve("c.json"), FileTime.fromMillis(later + 1000));
		this.book.files(PolicyFiles.read(this.folder, MOST));
		assertThat(intent("c", "").policies()).as("of files the first by name").containsExactly("sent", "b");
		assertThat(intent("c", "").cell().max()).isEqualTo(7);
		assertThat(intent("c", "").risk()).isEqualTo(0.5);
	}

	@Test
	void startIsNotStoppedByWhatChangedMeanwhile() throws IOException {
		put("mine", NETWORK + ",'risk':1");
		write("a.yaml", """
				mine: {scope: {network: true}, risk: 0.5}
				other: {scope: {network: true}, prbs: {max: 9}, reward_weights: {Jitter: 1}}
				""");
		this.book.filesAtStart(PolicyFiles.read(this.folder, MOST));
		assertThat(intent("c", "").risk()).as("the file's").isEqualTo(0.5);
		assertThat(this.store.keys()).as("what was kept is dropped").isEmpty();
		assertThat(status("other").cause()).isEqualTo(PolicyStatus.Cause.STATEMENT_NOT_APPLICABLE);
		assertThat(intent("c", "").cell().max()).as("the rest counts").isEqualTo(9);
		assertThat(policies("enforced")).isEqualTo(1);
	}

	@Test
	void allOfThemOrNone() throws IOException {
		put("mine", NETWORK + ",'risk':1");
		write("a.yaml", "x: {scope: {network: true}, prbs: {max: 9}}\ny: {scope: {network: true}}");
		this.book.files(PolicyFiles.read(this.folder, MOST));
		assertThat(this.book.ids()).containsExactly("mine", "x", "y");
		assertThat(this.store.keys()).as("a file is its own memory").containsExactly("policy/mine");
		write("a.yaml", "x: {scope: {network: true}, prbs: {max: 99}}");
		List<A1Policy> wrong = PolicyFiles.read(this.folder, MOST);
		assertThatExceptionOfType(PolicyRefused.class).isThrownBy(() -> this.book.files(wrong))
			.withMessage("x: $.prbs.max: expected at most the carrier's 51 PRBs, found 99");
		assertThat(this.book.ids()).containsExactly("mine", "x", "y");
		write("a.yaml", "mine: {scope: {network: true}}");
		assertThatExceptionOfType(PolicyRefused.class)
			.isThrownBy(() -> this.book.files(PolicyFiles.read(this.folder, MOST)))
			.withMessage("mine: expected an id that has not come by REST already, found \"mine\"");
		write("a.yaml", "x: {scope: {network: true}}");
		this.book.files(PolicyFiles.read(this.folder, MOST));
		assertThat(this.book.ids()).containsExactly("mine", "x");
		assertThatExceptionOfType(PolicyRefused.class).isThrownBy(() -> put("x", NETWORK))
			.withMessage("policy_instance_id: expected one that no file under presage.intent.file has, found \"x\"");
		assertThatExceptionOfType(PolicyRefused.class).isThrownBy(() -> this.book.delete("x", PolicySource.A1));
		assertThat(refused("owned")).isEqualTo(3);
		this.book.files(List.of());
		assertThat(this.book.ids()).containsExactly("mine");
	}

	@Test
	void moreThanMayBeAreRefusedBeforeTheyAreRead() throws IOException {
		StringBuilder many = new StringBuilder();
		for (int i = 0; i < 30_000; i++) {
			many.append("p").append(i).append(": {}\n");
		}
		Path file = Files.writeString(this.folder.resolve("many.yaml"), many);
		assertThatExceptionOfType(PolicyRefused.class).isThrownBy(() -> PolicyFiles.read(file, MOST))
			.withMessage(
					file + ": expected at most 9 policies in all files (presage.intent.max-policies), found 30000");
		for (int i = 0; i < 12; i++) {
			write("single" + (char) ('a' + i) + ".json", "{'scope': {'network': true}}".replace("'", "\""));
		}
		Files.delete(file);
		assertThat(refusal()).isEqualTo(
				"/singlej.json: expected at most 9 policies in all files" + " (presage.intent.max-policies), found 10");
	}

}
