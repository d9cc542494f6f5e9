/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

import static org.assertj.core.api.Assertions.assertThat;

/** What the commands say of themselves. */
class HelpTest extends Terminal {

	/** Words that begin a fragment, not a sentence. */
	private static final Set<String> FRAGMENTS = Set.of("of", "by", "where", "which", "what", "how", "between", "as",
			"its", "the", "a", "an", "default:", "only", "several");

	private static List<String> texts(CommandSpec command, List<String> found) {
		String name = command.qualifiedName();
		found.add(name + ": " + String.join(" ", command.usageMessage().description()));
		command.args().forEach((arg) -> found.add(name + ": " + String.join(" ", arg.description())));
		command.subcommands().values().forEach((sub) -> texts(sub.getCommandSpec(), found));
		return found;
	}

	@Test
	void everyDescriptionIsASentence() {
		assertThat(texts(PresageCommand.line().getCommandSpec(), new ArrayList<>())).hasSizeGreaterThan(150)
			.allSatisfy((line) -> {
				String text = line.substring(line.indexOf(": ") + 2);
				assertThat(text).as(line).endsWith(".").matches("[A-Z].*");
				String first = text.substring(0, text.indexOf(' ')).toLowerCase(Locale.ROOT);
				if (!line.startsWith("presage: ")) {
					assertThat(FRAGMENTS).as(line).doesNotContain(first);
				}
			});
	}

	/** The list of commands shows the first text of a description only. */
	@Test
	void firstTextOfEachDescriptionIsASentence() {
		every(PresageCommand.line().getCommandSpec())
			.forEach((command) -> assertThat(command.usageMessage().description()[0]).as(command.qualifiedName())
				.endsWith("."));
	}

	private static Stream<CommandSpec> every(CommandSpec command) {
		return Stream.concat(Stream.of(command),
				command.subcommands().values().stream().flatMap((sub) -> every(sub.getCommandSpec())));
	}

	/** There are no man pages: docs/decisions/libraries-and-build.md. */
	@Test
	void helpShowsEveryCommand() {
		everyName(PresageCommand.line().getCommandSpec()).forEach((name) -> {
			this.out.getBuffer().setLength(0);
			assertThat(run(("help " + name).strip().split(" "))).as(name).isZero();
			assertThat(this.out.toString()).startsWith(("Usage: presage " + name).strip());
		});
	}

	private static Stream<String> everyName(CommandSpec command) {
		return every(command).map((one) -> one.qualifiedName().replaceFirst("presage ?", ""));
	}

	@Test
	void everySeedIsTheSameOption() {
		List<OptionSpec> seeds = every(PresageCommand.line().getCommandSpec())
			.flatMap((command) -> command.options().stream())
			.filter((option) -> option.longestName().equals("--seed"))
			.toList();
		assertThat(seeds).hasSizeGreaterThan(8)
			.allSatisfy((option) -> assertThat(option.userObject()).isInstanceOf(Field.class)
				.extracting((field) -> ((Field) field).getDeclaringClass())
				.isEqualTo(SeedOption.class));
		run("help", "evaluate");
		assertThat(this.out.toString().replaceAll("\\s+", " ")).contains("from this seed (default: 4711)");
	}

	@Test
	void helpShowsACommandBelowAnother() {
		assertThat(run("help", "bench", "loop")).isZero();
		assertThat(this.out.toString()).startsWith("Usage: presage bench loop");
		assertThat(run("help")).isZero();
		assertThat(this.out.toString()).contains("Usage: presage [-hV] COMMAND");
		assertThat(run("help", "nonsense")).isEqualTo(ExitCodes.INPUT);
		assertThat(this.err.toString()).contains("expected one of", "found nonsense");
	}

	@Test
	void completionKnowsCommandsAndOptions() {
		assertThat(run("completion")).isZero();
		assertThat(this.out.toString()).contains("complete -F _complete_presage", "doctor", "'--grpc-port'");
	}

	@Test
	void numbersLookTheSameInEveryLocale() {
		Locale before = Locale.getDefault(Locale.Category.FORMAT);
		try {
			Locale.setDefault(Locale.Category.FORMAT, Locale.GERMANY);
			PresageCommand.run("help", "status");
			assertThat(String.format("%,d %.2f", 1000, 0.5)).isEqualTo("1,000 0.50");
		}
		finally {
			Locale.setDefault(Locale.Category.FORMAT, before);
		}
	}

	@Test
	void namesOfCommandsAreUnique() {
		assertThat(new CommandLine(new PresageCommand()).getSubcommands().keySet()).doesNotHaveDuplicates();
	}

}
