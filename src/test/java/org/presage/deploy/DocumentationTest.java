/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The documentation is wrapped, its links lead somewhere, and it avoids the words that
 * {@code config/checkstyle.xml} bans. Tables, code and comments may be wider.
 */
class DocumentationTest {

	private static final int COLUMNS = 120;

	private static final Path DECISIONS = Path.of("docs/decisions");

	private static final Pattern LINK = Pattern.compile("(?s)\\[[^\\[\\]]*\\]\\(([^()\\s]+)\\)");

	private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} (.*)$");

	private static final Pattern DECISION = Pattern.compile("(?m)^## (.*)\\n\\n\\*(\\d{4}-\\d\\d-\\d\\d), (\\w+)");

	private static final Pattern INDEXED = Pattern
		.compile("(?m)^\\| (\\d{4}-\\d\\d-\\d\\d) \\| \\[(.*)\\]\\(.*\\) \\| (\\w+) \\|$");

	private static final Pattern CODE = Pattern.compile("`[^`]*`");

	private static final Pattern BANNED = Pattern.compile("\"bannedWord\"/>\\s*"
			+ "<property name=\"format\" value=\"([^\"]*)\"/>\\s*<property name=\"message\" value=\"([^\"]*)\"/>");

	private record BannedWord(Pattern pattern, String instead) {
	}

	private static List<Path> pages() {
		try (Stream<Path> root = Files.list(Path.of("."))) {
			return Stream
				.concat(root.map(Path::normalize).filter((file) -> file.toString().endsWith(".md")),
						Shipped.pages().stream())
				.distinct()
				.toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static List<BannedWord> bannedWords() {
		return BANNED.matcher(Shipped.text(Path.of("config/checkstyle.xml")))
			.results()
			.map((module) -> new BannedWord(Pattern.compile(module.group(1)), module.group(2)))
			.toList();
	}

	/** The page with every line of a code block emptied, so that line numbers stay. */
	private static List<String> prose(String page) {
		List<String> lines = new ArrayList<>();
		boolean code = false;
		for (String line : page.lines().toList()) {
			boolean fence = line.strip().startsWith("```");
			lines.add((code || fence) ? "" : line);
			code ^= fence;
		}
		return lines;
	}

	private static List<String> tooLong(String page) {
		List<String> lines = prose(page);
		return IntStream.range(0, lines.size())
			.filter((i) -> !lines.get(i).strip().matches("(\\||<!--).*") && lines.get(i).length() > COLUMNS)
			.mapToObj((i) -> (i + 1) + ": " + lines.get(i))
			.toList();
	}

	private static List<String> banned(String page) {
		List<String> found = new ArrayList<>();
		String text = CODE.matcher(String.join(" ", prose(page)).replaceAll("\\s+", " ")).replaceAll("");
		for (BannedWord word : bannedWords()) {
			word.pattern()
				.matcher(text)
				.results()
				.forEach((match) -> found.add("\"" + match.group() + "\": write " + word.instead()));
		}
		return found;
	}

	private static List<String> broken(Path page, String text) {
		return LINK.matcher(String.join("\n", prose(text)))
			.results()
			.map((match) -> match.group(1))
			.filter((target) -> !target.matches("[a-z]+:.*") && !resolves(page, text, target))
			.toList();
	}

	private static boolean resolves(Path page, String text, String target) {
		String[] parts = target.split("#", 2);
		Path file = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
		if (!parts[0].isEmpty() && !Files.exists(file)) {
			return false;
		}
		return parts.length == 1 || anchors(parts[0].isEmpty() ? text : Shipped.text(file)).contains(parts[1]);
	}

	/** As GitHub makes them of headings. */
	private static Set<String> anchors(String text) {
		return HEADING.matcher(String.join("\n", prose(text)))
			.results()
			.map((heading) -> heading.group(1)
				.toLowerCase(Locale.ROOT)
				.replaceAll("\\]\\([^)]*\\)", "")
				.replaceAll("[^\\p{L}\\p{N}_\\- ]", "")
				.replace(' ', '-'))
			.collect(Collectors.toSet());
	}

	private static void eachPage(BiConsumer<Path, String> check) {
		assertThat(pages()).contains(Path.of("README.md"), Path.of("CHANGELOG.md"), DECISIONS.resolve("README.md"));
		pages().forEach((page) -> check.accept(page, Shipped.text(page)));
	}

	@Test
	void linesWrapAt120Columns() {
		eachPage((page, text) -> assertThat(tooLong(text)).as(page.toString()).isEmpty());
	}

	@Test
	void relativeLinksResolve() {
		eachPage((page, text) -> assertThat(broken(page, text)).as(page.toString()).isEmpty());
	}

	@Test
	void bannedWordsAreAbsent() {
		eachPage((page, text) -> assertThat(banned(text)).as(page.toString()).isEmpty());
	}

	@Test
	void checksFindWhatTheyLookFor() {
		Path page = Path.of("docs/x.md");
		String code = "```\n" + "x".repeat(121) + " [a](nowhere.md) anew\n```\n| " + "x".repeat(121) + " |\n";
		assertThat(tooLong(code + "x".repeat(121))).hasSize(1).first().asString().startsWith("5: ");
		assertThat(banned(code + "Made\nanew, `heard`, and it is\n  told.")).hasSize(2);
		assertThat(broken(page,
				code + "# A b: c\n[a\nb](nowhere.md) [c](#a-b-c) [d](#b) [e](../README.md) "
						+ "[f](../README.md#limits) [g](../README.md#no) [h](https://example.org)"))
			.containsExactly("nowhere.md", "#b", "../README.md#no");
	}

	@Test
	void indexNamesEveryPage() throws IOException {
		try (Stream<Path> docs = Files.list(Path.of("docs"))) {
			Set<String> pages = docs.map((file) -> file.getFileName().toString())
				.filter((name) -> name.endsWith(".md") && !name.equals("README.md"))
				.collect(Collectors.toCollection(TreeSet::new));
			assertThat(targets(Path.of("docs/README.md"))).containsAll(pages);
		}
	}

	private static Set<String> targets(Path page) {
		return LINK.matcher(Shipped.text(page)).results().map((match) -> match.group(1)).collect(Collectors.toSet());
	}

	@Test
	void indexOfDecisionsHasTheirDatesAndStatus() throws IOException {
		Set<String> decisions = new TreeSet<>();
		try (Stream<Path> themes = Files.list(DECISIONS)) {
			themes.filter((file) -> !file.endsWith("README.md")).map(Shipped::text).forEach((theme) -> {
				long headings = theme.lines().filter((line) -> line.startsWith("## ")).count();
				Set<String> dated = DECISION.matcher(theme)
					.results()
					.map((match) -> entry(match, 2, 1))
					.collect(Collectors.toSet());
				assertThat(dated).as(theme.lines().findFirst().orElseThrow()).hasSize((int) headings);
				decisions.addAll(dated);
			});
		}
		assertThat(decisions).allMatch((decision) -> decision.matches("(?s).* (accepted|superseded)"));
		assertThat(INDEXED.matcher(Shipped.text(DECISIONS.resolve("README.md")))
			.results()
			.map((match) -> entry(match, 1, 2))).containsExactlyInAnyOrderElementsOf(decisions);
	}

	private static String entry(MatchResult match, int date, int title) {
		return match.group(date) + " " + match.group(title) + " " + match.group(3);
	}

	/** A reader finds the room of every package. */
	@Test
	void architectureHasARowForEachRoom() throws IOException {
		try (Stream<Path> packages = Files.list(Path.of("src/main/java/org/presage"))) {
			Set<String> rooms = packages.filter(Files::isDirectory)
				.map((room) -> room.getFileName().toString())
				.collect(Collectors.toCollection(TreeSet::new));
			String table = Shipped.text(Path.of("docs/architecture.md"))
				.transform((text) -> text.substring(text.indexOf("| room |"), text.indexOf("| library |")));
			assertThat(Pattern.compile("(?m)^\\| `(\\w+)` \\|").matcher(table).results().map((row) -> row.group(1)))
				.containsExactlyInAnyOrderElementsOf(rooms);
		}
	}

}
