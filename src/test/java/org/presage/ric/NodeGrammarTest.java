/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.base.InvalidInputException;
import org.presage.base.SettingNames;
import org.presage.e2.asn1.Octets;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Grammar.Family;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.Label;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.e2.sm.kpm.RanFunction;
import org.presage.e2.sm.kpm.TestCondition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which grammar is spoken to a node, by what it offers and what is configured. */
class NodeGrammarTest {

	private static final SettingNames NAMES = new SettingNames("presage.e2.");

	private static final String E2SM = "1.3.6.1.4.1.53148.1.";

	private static KpmEvidence offered(int version, int revision, String name, Family grammar) {
		String oid = E2SM + version + ".2.2";
		RanFunction function = new RanFunction(new RanFunction.Name(name, oid, "KPM Monitor", null), null, null);
		return KpmEvidence.of(oid, revision, Octets.of(RanFunction.TYPES.in(Grammar.of(grammar)).encode(function)));
	}

	/** The table of shared/vectors/README.md, row by row. */
	@ParameterizedTest
	@CsvSource({ "2, 0, ORAN-E2SM-KPM, standard", "2, 2, ORAN-E2SM-KPM, kpm-v2.01 flexric-legacy standard",
			"2, 2, ORAN-E2SM-KPM-v02.01, kpm-v2.01", "2, 2, ORAN-E2SM-KPM-v02.03, kpm-v2.01 flexric-legacy standard",
			"3, 3, ORAN-E2SM-KPM, flexric-legacy standard", "3, 3, ORAN-E2SM-KPM-v03.00, flexric-legacy standard",
			"3, 0, ORAN-E2SM-KPM, standard", "5, 5, ORAN-E2SM-KPM, standard", "1, 1, ORAN-E2SM-KPM, ''" })
	void tellsWhatFits(int version, int revision, String name, String families) {
		Set<Family> expected = EnumSet.noneOf(Family.class);
		for (String family : families.split(" ")) {
			if (!family.isEmpty()) {
				expected.add(Family.of(family));
			}
		}
		assertThat(offered(version, revision, name, Family.STANDARD).possible()).isEqualTo(expected);
	}

	@Test
	void topologyWithADescriptionIsOfKpmV200() {
		assertThat(KpmEvidence.ofTopology(E2SM + "2.2.2", true).only()).isEqualTo(Family.KPM_V2_00);
		assertThat(KpmEvidence.ofTopology(E2SM + "2.2.2", false).only()).isNull();
		assertThat(KpmEvidence.ofTopology(E2SM + "4.2.2", true).only()).isEqualTo(Family.STANDARD);
	}

	private static CellTarget target(@Nullable Family configured, boolean ownDialect, KpmEvidence evidence) {
		return new CellTarget("gnb", "any", List.of(), new EdgeSettings.Cell(Plmn.of("00101"), 1, 0, "1454c001"),
				configured, ownDialect, evidence);
	}

	private static Dialect spoken(String dialect, @Nullable Family configured, boolean own, KpmEvidence evidence) {
		return NodeGrammar.of(target(configured, own, evidence), Dialect.load(dialect), NAMES);
	}

	private static final KpmEvidence FLEXRIC = offered(2, 2, "ORAN-E2SM-KPM", Family.STANDARD);

	@Test
	void nodeOfUnknownGrammarIsNotAskedAtAll() {
		for (String dialect : List.of("oai", "standard", "srsran")) {
			assertThatThrownBy(() -> spoken(dialect, null, false, FLEXRIC)).isInstanceOf(InvalidInputException.class)
				.hasMessageContaining("presage.e2.nodes[].grammar of gnb: expected one of [standard, flexric-legacy")
				.hasMessageContaining("revision 2, short name ORAN-E2SM-KPM fits")
				.hasMessageContaining("not subscribed to");
		}
		assertThatThrownBy(() -> spoken("oai", null, false, KpmEvidence.NONE))
			.hasMessageContaining("the node's RAN function is not known");
	}

	@Test
	void configurationComesFirst() {
		assertThat(spoken("oai", Family.FLEXRIC_LEGACY, false, FLEXRIC).wire().family())
			.isEqualTo(Family.FLEXRIC_LEGACY);
		assertThat(spoken("srsran", null, true, FLEXRIC).wire().family()).isEqualTo(Family.STANDARD);
		assertThat(spoken("standard", null, false, KpmEvidence.NONE).wire().family()).isEqualTo(Family.STANDARD);
	}

	@Test
	void whatTheNodeOffersComesBeforeTheDefaultDialect() {
		KpmEvidence onos = KpmEvidence.ofTopology(E2SM + "2.2.2", true);
		assertThat(spoken("standard", null, false, onos).wire().family()).isEqualTo(Family.KPM_V2_00);
		assertThat(
				spoken("standard", null, false, offered(2, 2, "ORAN-E2SM-KPM-v02.01", Family.STANDARD)).wire().family())
			.isEqualTo(Family.KPM_V2_01);
	}

	@Test
	void kpmV1IsNotSpoken() {
		assertThatThrownBy(() -> spoken("ns-o-ran", null, false, offered(1, 1, "ORAN-E2SM-KPM", Family.STANDARD)))
			.hasMessageContaining("KPM v1")
			.hasMessageContaining("does not speak");
	}

	@Test
	void styleThatEndsTheNodeIsRefused() {
		assertThatThrownBy(() -> spoken("oai", Family.KPM_V2_01, false, FLEXRIC)).hasMessageContaining("style 4");
	}

	@Test
	void v201IsSentOnlyWhatItSurvives() {
		List<Measurement> whole = List.of(Measurement.named("DRB.UEThpDl"));
		ActionDefinition format1 = ActionDefinition.ofCell(whole, 100, null);
		assertThat(NodeGrammar.safe(format1, Family.KPM_V2_01)).isSameAs(format1);
		ActionDefinition format4 = ActionDefinition.ofUes(TestCondition.ANY, whole, 100, null);
		assertThatThrownBy(() -> NodeGrammar.safe(format4, Family.KPM_V2_01)).hasMessageContaining("format 1, 2 or 3");
		assertThat(NodeGrammar.safe(format4, Family.FLEXRIC_LEGACY)).isSameAs(format4);
		ActionDefinition bins = ActionDefinition
			.ofCell(List.of(new Measurement("CARR.WBCQIDist", null, List.of(Label.bin(1L, null, null)))), 100, null);
		assertThatThrownBy(() -> NodeGrammar.safe(bins, Family.KPM_V2_01)).hasMessageContaining("CARR.WBCQIDist")
			.hasMessageContaining("survives");
	}

	/**
	 * FlexRIC of December 2023 (1f04cc55), run: its decoder of v2.03 and of v3.00 read
	 * formats 1 to 5, and ended the process on a bin's label.
	 */
	@Test
	void legacyFlexRicIsSentNoBins() {
		ActionDefinition bins = ActionDefinition
			.ofCell(List.of(new Measurement("CARR.PDSCHMCSDist", null, List.of(Label.bin(null, null, 3L)))), 100, null);
		assertThatThrownBy(() -> NodeGrammar.safe(bins, Family.FLEXRIC_LEGACY))
			.hasMessageContaining("CARR.PDSCHMCSDist")
			.hasMessageContaining("survives");
		assertThat(NodeGrammar.safe(bins, Family.STANDARD)).isSameAs(bins);
		assertThat(NodeGrammar.safe(bins, Family.KPM_V2_00)).isSameAs(bins);
	}

	@Test
	void v200NeedsTheNameOfTheCell() {
		CellTarget nameless = new CellTarget("gnb", "standard", List.of(),
				new EdgeSettings.Cell(Plmn.of("00101"), 1, 0), Family.KPM_V2_00, false, KpmEvidence.NONE);
		assertThatThrownBy(() -> NodeGrammar.of(nameless, Dialect.load("standard"), NAMES))
			.hasMessageContaining("presage.e2.nodes[].cells[].object-id");
	}

}
