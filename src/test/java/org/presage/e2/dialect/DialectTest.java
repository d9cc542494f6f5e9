/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.dialect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.Grammar.Family;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.kpm.IndicationMessage.Report;
import org.presage.e2.sm.kpm.IndicationMessage.Row;
import org.presage.e2.sm.kpm.IndicationMessage.UeReport;
import org.presage.e2.sm.kpm.IndicationMessage.UeReports;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.Label;
import org.presage.e2.sm.kpm.MeasuredValue;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.e2.sm.kpm.TestCondition.Bytes;
import org.presage.e2.sm.kpm.TestCondition.Property;
import org.presage.e2.sm.kpm.TestCondition.Relation;
import org.presage.e2.sm.kpm.TestCondition.Whole;
import org.presage.e2.sm.kpm.TestCondition;
import org.presage.kpi.Kpi;
import org.presage.kpi.KpiSchema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

/**
 * From what nodes send to what the model understands, with the ways in which nodes lie.
 */
class DialectTest {

	private static final KpiSchema SCHEMA = KpiSchema.standard(100, 106);

	private static final Consumer<String> UNCOUNTED = (measurement) -> {
	};

	@SuppressWarnings("unused")
	private static final List<String> DIALECTS = Dialect.BUILT_IN;

	@TempDir
	@SuppressWarnings("NullAway.Init")
	private Path folder;

	/** A report of name, number, name, number. */
	private static Report report(Object... namesAndValues) {
		List<Measurement> measurements = new ArrayList<>();
		List<MeasuredValue> values = new ArrayList<>();
		for (int i = 0; i < namesAndValues.length; i += 2) {
			measurements.add(Measurement.named((String) namesAndValues[i]));
			values.add((namesAndValues[i + 1] instanceof Integer whole) ? new MeasuredValue.Whole(whole)
					: new MeasuredValue.Real((Double) namesAndValues[i + 1]));
		}
		return new Report(100L, measurements, List.of(new Row(false, values)));
	}

	private static float kpi(String dialect, String kpi, IndicationMessage message) {
		return kpis(Dialect.load(dialect), message, SCHEMA)[SCHEMA.indexOf(kpi)];
	}

	private static float[] kpis(Dialect dialect, IndicationMessage message, KpiSchema schema) {
		return dialect.reader(schema, UNCOUNTED).kpis(message, List.of());
	}

	private static UeReport ue(int id, Object... namesAndValues) {
		return new UeReport(new UeId.GnbDu(id, null), report(namesAndValues));
	}

	@ParameterizedTest
	@FieldSource("DIALECTS")
	void everyBuiltInDialectFitsTheStandardSchema(String name) {
		Dialect dialect = Dialect.load(name);
		assertThat(dialect.name()).isEqualTo(name);
		assertThat(dialect.kpis()).allSatisfy((rule) -> assertThat(SCHEMA.indexOf(rule.kpi())).isNotNegative());
		assertThat(kpis(dialect, report("unheard.of", 3), SCHEMA)).containsOnly(Float.NaN);
	}

	@ParameterizedTest
	@CsvSource({ "standard, RRU.PrbUsedDl, 42, PRBs, 42", "standard, DRB.RlcSduDelayDl, 125, Delay, 12.5",
			"standard, L1M.DL-SS-SINR, 17, SINR, 17", "srsran, RSRP, 21, SINR, 21", "oai, RRU.PrbTotDl, 42, PRBs, 42",
			"oai, DRB.RlcSduDelayDl, 12500, Delay, 12.5", "ns-o-ran, DRB.PdcpSduDelayDl, 125, Delay, 12.5" })
	void unitsAndNamesOfEachNode(String dialect, String name, int value, String kpi, float expected) {
		assertThat(kpi(dialect, kpi, report(name, value))).isEqualTo(expected, within(1e-4f));
	}

	/**
	 * CQI 1835, PRBs −1, 4294967295 and infinity: absent, and counted under their names.
	 */
	@Test
	void whatCannotBeIsAbsentAndCounted() {
		List<String> implausible = new ArrayList<>();
		KpiReader reader = Dialect.load("srsran").reader(SCHEMA, implausible::add);
		float[] kpis = reader.kpis(report("CQI", 1835, "RRU.PrbUsedDl", -1.0), List.of());
		assertThat(kpis).containsOnly(Float.NaN);
		reader.kpis(report("CQI", 12, "RRU.PrbUsedDl", (double) 0xFFFF_FFFFL), List.of());
		reader.kpis(report("RRU.PrbUsedDl", Double.POSITIVE_INFINITY), List.of());
		assertThat(implausible).containsExactlyInAnyOrder("CQI", "RRU.PrbUsedDl", "RRU.PrbUsedDl");
	}

	@Test
	void zeroMeansAbsentWhereTheDialectSaysSo() {
		assertThat(kpi("srsran", "CQI", report("CQI", 0))).isNaN();
		assertThat(kpi("srsran", "PRBs", report("RRU.PrbUsedDl", 0))).isZero();
		assertThat(kpi("srsran", "RSRP", report("RSRP", 21))).isNaN();
	}

	@Test
	void noDeviceAndNoValueAreAbsent() {
		assertThat(kpis(Dialect.load("oai"), new UeReports(List.of()), SCHEMA)).containsOnly(Float.NaN);
		Report none = new Report(null, List.of(Measurement.named("RRU.PrbUsedDl")),
				List.of(new Row(false, List.of(MeasuredValue.NO_VALUE))));
		Report empty = new Report(null, List.of(), List.of());
		Report shorter = new Report(null, List.of(Measurement.named("CQI"), Measurement.named("RRU.PrbUsedDl")),
				List.of(new Row(false, List.of(MeasuredValue.NO_VALUE))));
		for (Report report : List.of(none, empty, shorter)) {
			assertThat(kpis(Dialect.load("standard"), report, SCHEMA)).containsOnly(Float.NaN);
		}
	}

	@Test
	void theNewestCompleteRowCounts() {
		List<Measurement> prbs = List.of(Measurement.named("RRU.PrbUsedDl"));
		Report report = new Report(100L, prbs, List.of(row(false, 10), row(false, 20), row(true, 30)));
		assertThat(kpi("standard", "PRBs", report)).isEqualTo(20);
		assertThat(kpi("standard", "PRBs", new Report(100L, prbs, List.of(row(true, 30))))).isNaN();
	}

	private static Row row(boolean incomplete, long value) {
		return new Row(incomplete, List.of(new MeasuredValue.Whole(value)));
	}

	/** Some nodes leave out what the values are. */
	@Test
	void namesOfTheSubscriptionStandIn() {
		Report report = new Report(null, null, List.of(row(false, 7)));
		KpiReader reader = Dialect.load("standard").reader(SCHEMA, UNCOUNTED);
		assertThat(reader.kpis(report, List.of(Measurement.named("RRU.PrbUsedDl")))[SCHEMA.indexOf("PRBs")])
			.isEqualTo(7);
		assertThat(reader.kpis(report, List.of())).containsOnly(Float.NaN);
	}

	/** Three of index 4, one of index 8, told apart by labels; a value for each label. */
	@Test
	void meanOfADistributionInLabels() {
		Measurement mcs = new Measurement("CARR.PDSCHMCSDist", null,
				List.of(Label.bin(1L, 1L, 5L), Label.bin(2L, 1L, 9L)));
		Report report = new Report(null, List.of(mcs, Measurement.named("RRU.PrbUsedDl")), List.of(new Row(false,
				List.of(new MeasuredValue.Whole(3), new MeasuredValue.Real(1), new MeasuredValue.Whole(50)))));
		assertThat(kpi("standard", "MCS", report)).isEqualTo(5);
		assertThat(kpi("standard", "PRBs", report)).isEqualTo(50);
	}

	@Test
	void meanOfADistributionInMeasurements() {
		Report report = report("CARR.PDSCHMCSDist.Bin1", 1, "CARR.PDSCHMCSDist.Bin6", 3, "L1M.RS-SINR.Bin34", 0);
		assertThat(kpi("ns-o-ran", "MCS", report)).isEqualTo((2 + 3 * 27) / 4f);
		assertThat(kpi("ns-o-ran", "SINR", report)).isNaN();
	}

	@Test
	void ratiosHaveADenominator() {
		assertThat(kpi("standard", "BLER", report("TB.ErrTotNbrDl", 5, "TB.TotNbrDl", 50))).isEqualTo(0.1f);
		assertThat(kpi("standard", "BLER", report("TB.ErrTotNbrDl", 0, "TB.TotNbrDl", 0))).isNaN();
		assertThat(kpi("standard", "BLER", report("TB.TotNbrDl", 50))).isNaN();
		// 36 Mbit/s over 50 PRBs of 360 kHz
		assertThat(kpi("standard", "SE", report("DRB.UEThpDl", 36_000.0, "RRU.PrbUsedDl", 50))).isEqualTo(2,
				within(1e-5f));
	}

	/** Counts add up; a delay is a mean; a ratio is that of the sums. */
	@Test
	void devicesBecomeACell() {
		UeReports message = new UeReports(List.of(
				ue(1, "RRU.PrbTotDl", 10, "DRB.RlcSduDelayDl", 1000.0, "DRB.UEThpDl", 7_200.0),
				ue(2, "RRU.PrbTotDl", 30, "DRB.RlcSduDelayDl", 3000.0, "DRB.UEThpDl", 21_600.0), ue(3, "other", 1)));
		assertThat(kpi("oai", "PRBs", message)).isEqualTo(40);
		assertThat(kpi("oai", "Delay", message)).isEqualTo(2, within(1e-5f));
		assertThat(kpi("oai", "SE", message)).isEqualTo(2, within(1e-5f));
	}

	/**
	 * Every OAI gNB whose source was read ends on any other condition; those of the
	 * legacy grammar read a number, the others octets.
	 */
	@ParameterizedTest
	@CsvSource({ "oai, standard, 1, 01", "oai, standard, 1-00012c, 0100012c", "oai, standard, 1-ffffff, 01",
			"xslice, standard, 3, 03" })
	void conditionOfOaiIsTheSliceInOctets(String dialect, String grammar, String slice, String octets) {
		assertThat(Dialect.load(dialect).condition(Snssai.parse("slice", slice), Family.of(grammar)))
			.isEqualTo(new TestCondition(Property.SNSSAI, Relation.EQUAL, new Bytes(Octets.hex(octets))));
	}

	@Test
	void conditionOfLegacyOaiIsTheSliceAsANumber() {
		assertThat(Dialect.load("oai").condition(new Snssai(1, Octets.hex("00012c")), Family.FLEXRIC_LEGACY))
			.isEqualTo(new TestCondition(Property.SNSSAI, Relation.EQUAL, new Whole(1)));
		assertThat(Dialect.load("ns-o-ran").condition(new Snssai(1, null), Family.STANDARD))
			.isEqualTo(TestCondition.ANY);
	}

	@Test
	void unknownDevicesAreRefused() throws IOException {
		Path file = Files.writeString(this.folder.resolve("d.yaml"), "extends: oai\nname: mine\ndevices: some\n");
		assertThatThrownBy(() -> Dialect.load(file.toString())).hasMessageContaining("devices")
			.hasMessageContaining("[any, slice]");
	}

	@Test
	void onlyAdvertisedNamesAreSubscribedTo() {
		List<Measurement> measurements = Dialect.load("standard")
			.measurements(List.of("RRU.PrbUsedDl", "CARR.WBCQIDist", "something.else"));
		assertThat(measurements).extracting(Measurement::name).containsExactly("CARR.WBCQIDist", "RRU.PrbUsedDl");
		assertThat(measurements.getFirst().labels()).hasSize(16).startsWith(Label.bin(1L, null, null));
		assertThat(Dialect.load("ns-o-ran").measurements(List.of("CARR.PDSCHMCSDist.Bin3"))).hasSize(1);
	}

	@Test
	void aFileOfOnesOwn() throws IOException {
		Path file = Files.writeString(this.folder.resolve("mine.yaml"), """
				name: mine
				style: 1
				kpis:
				  - { kpi: Load, unit: "%", from: RRU.PrbTotDl, max: 50, offset: 1 }
				""");
		KpiSchema schema = new KpiSchema("small", 100, "PRBs",
				List.of(new Kpi("PRBs", "count", 0, 100, null), new Kpi("Load", "%", 0, 100, null)), null, null);
		assertThat(kpis(Dialect.load(file.toString()), report("RRU.PrbTotDl", 40), schema)).containsExactly(Float.NaN,
				41);
		assertThat(kpis(Dialect.load(file.toString()), report("RRU.PrbTotDl", 60), schema)[1]).isNaN();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "{name: x, style: 1} | kpis", "{name: x, kpis: []} | style",
			"{name: x, style: 2, kpis: [{kpi: a, unit: b, from: c}]} | style",
			"{name: x, style: 1, kpis: [{kpi: a, unit: b}]} | from, mean, ratio",
			"{name: x, style: 1, kpis: [{kpi: a, unit: b, from: c, ratio: [d, e]}]} | from, mean, ratio",
			"{name: x, style: 1, kpis: [{kpi: a, unit: b, ratio: [d]}]} | kpis[a].ratio",
			"{name: x, style: 1, kpis: [{kpi: a, unit: b, mean: d}]} | kpis[a].bins",
			"{name: x, style: 1, kpis: [{kpi: a, unit: b, mean: d, bins: {numbers: [1]}}]} | bins.axis",
			"{name: x, style: 1, kpis: [{kpi: a, unit: b, form: d}]} | form",
			"{name: x, style: 1, kpis: [{kpi: a, unit: b, from: c, scale: 0}]} | kpis[a].scale",
			"{name: x, style: 1, kpis: [{kpi: a, unit: b, from: c, scale: 1e999}]} | kpis[a].scale",
			"{name: x, style: 1, kpis: [{kpi: a, unit: b, from: c, min: 2, max: 1}]} | kpis[a].max",
			"{name: x, style: 1, kpis: [null]} | kpis", "{name: x, kpis: [{kpi: a, unit: b, from: c}]} | style: ex",
			"# nothing | none", "[] | none", "text | none" })
	void aWrongFileIsToldWhere(String text, String field) throws IOException {
		Path file = Files.writeString(this.folder.resolve("wrong.yaml"), text);
		assertThatThrownBy(() -> Dialect.load(file.toString())).isInstanceOf(InvalidInputException.class)
			.hasMessageContaining(field)
			.hasMessageContaining("wrong.yaml");
	}

	@Test
	void wrongKeyOfAFileIsNamedWithLineAndColumn() throws IOException {
		Path file = Files.writeString(this.folder.resolve("wrong.yaml"), """
				extends: oai
				name: mine
				kpis:
				  - { kpi: Load, unit: "%", from: RRU.PrbTotDl, scale: much }
				""");
		assertThatThrownBy(() -> Dialect.load(file.toString()))
			.hasMessage("dialect " + file + ": line 4, column 56: kpis[0].scale: expected a number, found \"much\"");
		Files.writeString(file, "extends: oai\nstyel: 1\n");
		assertThatThrownBy(() -> Dialect.load(file.toString())).hasMessage("dialect " + file
				+ ": line 2, column 1: styel: expected one of [control, description, devices, grammar, kpis, kpm, name,"
				+ " names, style, time], found styel. Did you mean style?");
		Files.writeString(file, "extends: oai\nkpis: *x\n");
		assertThatThrownBy(() -> Dialect.load(file.toString()))
			.hasMessage("dialect " + file + ": line 2, column 7: kpis: expected a value, found the alias *x");
	}

	/** Whatever stands where the name of a dialect is expected. */
	@ParameterizedTest
	@ValueSource(strings = { "", ".", "no/such/file.yaml", "nul\0", "OAI" })
	void nameOfNoDialectIsNamed(String name) {
		assertThatThrownBy(() -> Dialect.load(name)).isInstanceOf(InvalidInputException.class)
			.hasMessage("dialect: expected one of " + Dialect.BUILT_IN + " or a readable file, found \""
					+ name.replace("\0", "\\u0000") + '"' + (name.equals("OAI") ? ". Did you mean oai?" : ""));
	}

	@Test
	void anotherUnitIsRefused() {
		KpiSchema seconds = new KpiSchema("s", 100, "PRBs",
				List.of(new Kpi("PRBs", "count", 0, 100, null), new Kpi("Delay", "s", 0, 60, null)), null, null);
		assertThatThrownBy(() -> Dialect.load("standard").reader(seconds, UNCOUNTED))
			.isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("kpis[Delay].unit");
		assertThatThrownBy(() -> Dialect.load("nobody's")).hasMessageContaining("srsran");
	}

	@Test
	void ocuduIsSrsRanUnlessAFileHasThatName() throws IOException {
		assertThat(Dialect.load("ocudu")).isEqualTo(Dialect.load("srsran"));
		assertThat(new Dialects(List.of()).get("dialect", "ocudu").name()).isEqualTo("srsran");
		Path own = Files.writeString(this.folder.resolve("own.yaml"), "extends: srsran\nname: ocudu\nstyle: 4\n");
		Dialect dialect = new Dialects(List.of(own)).get("dialect", "ocudu");
		assertThat(dialect.style()).isEqualTo(4);
		assertThat(dialect.control()).isEqualTo(Dialect.load("srsran").control());
	}

	/** A field that the file has replaces the whole field of the built-in dialect. */
	@Test
	void dialectBuildsOnABuiltInOne() throws IOException {
		Path own = Files.writeString(this.folder.resolve("own.yaml"),
				"name: mine\nextends: oai\ncontrol: { ceiling: all }\n");
		Dialect dialect = Dialect.load(own.toString());
		assertThat(dialect.name()).isEqualTo("mine");
		assertThat(dialect.kpis()).isEqualTo(Dialect.load("oai").kpis());
		assertThat(dialect.control()).isEqualTo(ControlRules.EVERY_RATIO);
		assertThat(Dialect.load("xslice").kpis()).isEqualTo(dialect.kpis());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "extends: mine | extends", "control: { ceiling: middle } | ceiling",
			"control: { noSd: 12 } | control.noSd",
			"control: { least: { dedicated: 1, min: 1, max: 101 } } | control.least", "control: { roof: max } | roof" })
	void controlThatIsNoneIsNamed(String line, String field) throws IOException {
		Path own = Files.writeString(this.folder.resolve("own.yaml"),
				"name: mine\nstyle: 1\nkpis: [ { kpi: CQI, unit: index, from: CQI } ]\n" + line + '\n');
		assertThatThrownBy(() -> Dialect.load(own.toString())).isInstanceOf(InvalidInputException.class)
			.hasMessageContaining(field);
	}

}
