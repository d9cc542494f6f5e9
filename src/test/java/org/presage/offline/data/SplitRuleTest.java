/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Whole groups are left out: no row of a tested experiment trains, whatever the fold.
 */
class SplitRuleTest {

	private static final String SCHEMA = """
			stepMs: 1000
			action: PRBs
			seriesColumn: series
			kpis: [{name: SINR}, {name: PRBs}]
			""";

	@TempDir
	@SuppressWarnings("NullAway.Init")
	Path folder;

	/** 9 experiments of 2 slices each, of 30 to 110 rows. */
	private Trace trace(String schemaKeys) throws IOException {
		StringBuilder csv = new StringBuilder("series,site,SINR,PRBs\n");
		for (int e = 0; e < 9; e++) {
			for (int slice = 0; slice < 2; slice++) {
				for (int row = 0; row < 30 + 10 * e; row++) {
					csv.append(String.format(Locale.ROOT, "exp%d/slice%d,site%d,%d,%d%n", e, slice, e / 3, row % 20,
							row % 50));
				}
			}
		}
		Path data = Files.writeString(this.folder.resolve("trace.csv"), csv);
		Path schema = Files.writeString(this.folder.resolve("schema.yaml"), SCHEMA + schemaKeys);
		return TraceReader.read(TraceSchema.read(schema), List.of(data));
	}

	private static Set<String> names(Dataset data, Dataset.Part part, boolean groups) {
		Set<String> names = new HashSet<>();
		data.segments(part).forEach((segment) -> {
			Series series = data.trace().series().get(segment.series());
			names.add(groups ? String.valueOf(series.group()) : series.name());
		});
		return names;
	}

	@ParameterizedTest
	@ValueSource(strings = { "group", "series" })
	void everyFoldLeavesWholeUnitsOutAndTheFoldsTogetherTestAll(String by) throws IOException {
		Trace trace = trace("groupPattern: '^exp[0-9]+'\n");
		List<String> tested = new ArrayList<>();
		boolean groups = by.equals("group");
		for (int fold = 1; fold <= 4; fold++) {
			Dataset data = new Dataset(trace, 4, 2, SplitRule.parse(by + " " + fold + "/4"), null);
			Set<String> train = names(data, Dataset.Part.TRAIN, groups);
			Set<String> valid = names(data, Dataset.Part.VALID, groups);
			Set<String> test = names(data, Dataset.Part.TEST, groups);
			assertThat(train).doesNotContainAnyElementsOf(valid).doesNotContainAnyElementsOf(test).isNotEmpty();
			assertThat(valid).doesNotContainAnyElementsOf(test).isNotEmpty();
			assertThat(SplitStatement.rows(data.segments(Dataset.Part.TEST))).isBetween(trace.rows() / 5,
					trace.rows() / 3);
			tested.addAll(test);
		}
		assertThat(tested).doesNotHaveDuplicates().hasSize(groups ? 9 : 18);
	}

	@Test
	void groupMayBeAColumn() throws IOException {
		Dataset data = new Dataset(trace("groupColumn: site\n"), 4, 2, SplitRule.parse("group 1/3"), null);
		assertThat(data.notes()).anySatisfy((note) -> assertThat(note).matches("test: site[0-2]"));
		assertThat(Stream.of(Dataset.Part.values()).map((part) -> names(data, part, true)))
			.allSatisfy((sites) -> assertThat(sites).hasSize(1))
			.doesNotHaveDuplicates();
	}

	@Test
	void ofTwoFoldsTheEndsOfTheTrainingSeriesValidate() throws IOException {
		Dataset data = new Dataset(trace("groupPattern: 'slice(.)'\n"), 4, 2, SplitRule.parse("group 2/2"), null);
		assertThat(names(data, Dataset.Part.TEST, true)).hasSize(1);
		assertThat(names(data, Dataset.Part.VALID, true)).hasSize(1).isSubsetOf(names(data, Dataset.Part.TRAIN, true));
		data.segments(Dataset.Part.VALID)
			.forEach((valid) -> data.segments(Dataset.Part.TRAIN)
				.stream()
				.filter((train) -> train.series() == valid.series())
				.forEach((train) -> assertThat(valid.from()).isGreaterThanOrEqualTo(train.to() + 6)));
	}

	@Test
	void withoutTestTheEndsOfAllSeriesValidate() throws IOException {
		Dataset data = new Dataset(trace(""), 4, 2, SplitRule.NONE, null);
		assertThat(data.segments(Dataset.Part.TEST)).isEmpty();
		assertThat(data.judgedPart()).isEqualTo(Dataset.Part.VALID);
		assertThat(names(data, Dataset.Part.TRAIN, false)).as("series of 70 rows or more are cut")
			.hasSizeBetween(17, 18);
		for (Dataset.Segment valid : data.segments(Dataset.Part.VALID)) {
			for (Dataset.Segment train : data.segments(Dataset.Part.TRAIN)) {
				assertThat(train.series() != valid.series() || valid.from() >= train.to() + 6).isTrue();
			}
		}
		assertThat(SplitStatement.rows(data.segments(Dataset.Part.TRAIN))).isBetween(data.trace().rows() * 4 / 5,
				data.trace().rows() * 9 / 10);
		assertThatExceptionOfType(DataException.class).isThrownBy(data::requireTestPart)
			.withMessageContaining("--split-by none");
	}

	@Test
	void sameRowsWhateverTheOrderOfTheSeries() throws IOException {
		Trace trace = trace("groupPattern: '^exp[0-9]+'\n");
		Trace reversed = new Trace(trace.schema(), trace.series().reversed(), trace.fingerprint(), List.of());
		SplitRule rule = SplitRule.parse("group 3/4");
		for (Dataset.Part part : Dataset.Part.values()) {
			assertThat(names(new Dataset(trace, 4, 2, rule, null), part, false))
				.isEqualTo(names(new Dataset(reversed, 4, 2, rule, null), part, false));
		}
	}

	@Test
	void tooFewGroupsAreNamed() throws IOException {
		Trace trace = trace("groupColumn: site\n");
		assertThatExceptionOfType(DataException.class)
			.isThrownBy(() -> new Dataset(trace, 4, 2, SplitRule.parse("group 1/7"), null))
			.withMessageContaining("groups as folds, 7")
			.withMessageContaining("3: [site0, site1, site2]");
	}

	@Test
	void groupsThatTheSchemaDoesNotNameAreRequested() throws IOException {
		Trace trace = trace("");
		assertThatExceptionOfType(DataException.class)
			.isThrownBy(() -> new Dataset(trace, 4, 2, SplitRule.parse("group 1/3"), null))
			.withMessageContaining("groupColumn or groupPattern");
	}

	@Test
	void seriesWithTwoGroupsIsRefusedByLine() throws IOException {
		Path data = Files.writeString(this.folder.resolve("two.csv"),
				"series,site,SINR,PRBs\na,x,1,1\na,x,1,1\na,y,1,1\n");
		Path schema = Files.writeString(this.folder.resolve("s.yaml"), SCHEMA + "groupColumn: site\n");
		assertThatExceptionOfType(DataException.class)
			.isThrownBy(() -> TraceReader.read(TraceSchema.read(schema), List.of(data)))
			.withMessageContaining("line 4: column site: expected x, as in the rows of the series before it, found y");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "groupPattern: '('\n", "groupPattern: '^exp'\ngroupColumn: site\n", "groupPattern: '^nope'\n" })
	void wrongGroupsAreRefusedByKey(String keys) {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> trace(keys))
			.withMessageContaining("groupPattern");
	}

	@ParameterizedTest
	@ValueSource(strings = { "time", "none", "series 1/2", "group 4/9" })
	void textIsReadAsItIsWritten(String text) {
		assertThat(SplitRule.parse(text)).hasToString(text);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "group", "group 0/3", "group 4/3", "series 1/1", "time 1/2", "none 1/2",
			"group 1/99999999999" })
	void otherTextIsRefused(String text) {
		assertThatExceptionOfType(InvalidInputException.class).isThrownBy(() -> SplitRule.parse(text));
	}

}
