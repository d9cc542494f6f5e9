/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.control;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

import org.presage.base.PrbRatios;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.dialect.Dialect;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.rc.IdForm;
import org.presage.e2.sm.rc.SliceQuota;

import static org.assertj.core.api.Assertions.assertThat;

/** The ratios that nodes of each dialect get for the same PRBs. */
class CellAllocationTest {

	@SuppressWarnings("unused")
	private static final List<String> DIALECTS = Dialect.BUILT_IN;

	private static final Snssai FIRST = Snssai.parse("slice", "1-0000AB");

	private static final Snssai SECOND = Snssai.parse("slice", "2");

	private static CellAllocation allocation(int cellPrbs, SlicePrbs... slices) {
		return new CellAllocation(new CellGlobalId.Nr(Plmn.of("00101"), 1), cellPrbs, List.of(slices),
				new UeId.GnbDu(7, null));
	}

	private static SlicePrbs slice(Snssai slice, int prbs, @Nullable Integer floor) {
		return new SlicePrbs(Plmn.of("00101"), slice, prbs, floor);
	}

	private static SliceQuota quota(PrbControl control, String dialect, int prbs, @Nullable Integer floor) {
		return allocation(100, slice(FIRST, prbs, floor)).quotas(control.rules(Dialect.load(dialect))).getFirst();
	}

	@ParameterizedTest
	@FieldSource("DIALECTS")
	void noRatioIsZeroAndTheirOrderIsKept(String dialect) {
		for (PrbControl control : PrbControl.values()) {
			ControlRules rules = control.rules(Dialect.load(dialect));
			for (int prbs = 0; prbs <= 51; prbs++) {
				for (Integer floor : new Integer[] { null, 1, prbs }) {
					if (floor != null && (floor > prbs || floor == 0)) {
						continue;
					}
					SliceQuota quota = allocation(51, slice(FIRST, prbs, floor)).quotas(rules).getFirst();
					assertThat(quota.dedicated()).as("%s, %s, %s PRBs", dialect, control, prbs)
						.isBetween(1, quota.min());
					assertThat(quota.min()).isLessThanOrEqualTo(quota.max());
					assertThat(quota.max()).isEqualTo(Math.max(1, PrbRatios.percent(prbs, 51)));
				}
			}
		}
	}

	@ParameterizedTest
	@CsvSource({ "CCC, srsran, 1, 20, 45", "CCC, ocudu, 1, 20, 45", "RC_A, srsran, 1, 1, 45", "CCC, presage, 1, 1, 45",
			"CCC, standard, 1, 1, 45", "RC_B, oai, 1, 45, 45", "RC_B, xslice, 45, 45, 45",
			"RC_B, standard, 45, 45, 45" })
	void ratioThatTheNodeAppliesCarriesThePrbs(PrbControl control, String dialect, int dedicated, int min, int max) {
		SliceQuota quota = quota(control, dialect, 45, 20);
		assertThat(new int[] { quota.dedicated(), quota.min(), quota.max() }).containsExactly(dedicated, min, max);
	}

	/** A policy with a floor of 0, and a node that takes 0. */
	@Test
	void zeroIsSentOnlyWhereAPolicySaysSo() {
		ControlRules takesZero = new ControlRules(ControlRules.Ceiling.ALL, ControlRules.Floor.NONE,
				new ControlRules.Least(0, 0, 0), null, null, null, ControlRules.Groups.ALL, ControlRules.Limits.SLICE);
		assertThat(allocation(100, slice(FIRST, 0, null)).quotas(takesZero).getFirst().max()).isEqualTo(1);
		assertThat(allocation(100, slice(FIRST, 0, 0)).quotas(takesZero).getFirst().max()).isZero();
		assertThat(allocation(100, slice(FIRST, 1, 0)).quotas(takesZero).getFirst().dedicated()).isEqualTo(1);
		assertThat(quota(PrbControl.CCC, "srsran", 0, 0)).as("a node that refuses 0")
			.extracting(SliceQuota::dedicated, SliceQuota::min, SliceQuota::max)
			.containsExactly(1, 1, 1);
	}

	@Test
	void slicesTogetherAreNeverMoreThanTheCell() {
		CellAllocation all = allocation(50, slice(FIRST, 50, null), slice(SECOND, 0, null));
		List<SliceQuota> quotas = all.quotas(ControlRules.STANDARD);
		assertThat(quotas).extracting(SliceQuota::max).containsExactly(99, 1);
		assertThat(all.quotas(ControlRules.EVERY_RATIO)).extracting(SliceQuota::dedicated).containsExactly(99, 1);
	}

	/** srsRAN's E2SM-RC reads the first group; OAI numbers slices by their place. */
	@ParameterizedTest
	@CsvSource({ "CCC, srsran, 2", "RC_A, ocudu, 2", "RC_B, oai, 1", "RC_B, xslice, 1", "CCC, presage, 1",
			"RSM, presage, 2" })
	void oneMessageForEachSliceWhereTheNodeReadsTheFirst(PrbControl control, String dialect, int expected) {
		ControlRules rules = control.rules(Dialect.load(dialect));
		List<byte[]> messages = control.messages(allocation(50, slice(FIRST, 20, null), slice(SECOND, 30, null)),
				rules);
		assertThat(messages).hasSize(expected);
		List<SliceRatios> read = messages.stream()
			.flatMap((message) -> control.read(message, rules, Grammar.STANDARD).stream())
			.toList();
		assertThat(read).extracting(SliceRatios::max).containsExactly(40, 60);
		assertThat(read).extracting((ratios) -> ratios.slice().sst()).containsExactly(1, 2);
	}

	/** Without an SD the gNB aborts: ran_func_rc.c asserts two parts of an S-NSSAI. */
	@Test
	void oaiGetsAnSdInDecimalText() {
		ControlRules rules = PrbControl.RC_B.rules(Dialect.load("oai"));
		byte[] message = PrbControl.RC_B
			.messages(allocation(50, slice(FIRST, 20, null), slice(SECOND, 30, null)), rules)
			.getFirst();
		assertThat(text(message)).contains("171").contains("16777215").contains("00101");
		assertThat(PrbControl.RC_B.read(message, rules, Grammar.STANDARD))
			.extracting((ratios) -> String.valueOf(ratios.slice().sd()))
			.containsExactly("0000ab", "ffffff");
	}

	@Test
	void idsStandAsTheDialectWritesThem() {
		Dialect oai = Dialect.load("oai");
		ControlRules base = PrbControl.RC_B.rules(oai);
		ControlRules hex = new ControlRules(base.ceiling(), base.floor(), base.least(), IdForm.BINARY, IdForm.HEX,
				base.noSd(), base.groups(), base.limits());
		byte[] message = PrbControl.RC_B.messages(allocation(50, slice(FIRST, 20, null)), hex).getFirst();
		assertThat(text(message)).contains("0000ab").doesNotContain("171");
		assertThat(PrbControl.RC_B.read(message, hex, Grammar.STANDARD)).extracting(SliceRatios::slice)
			.containsExactly(FIRST);
	}

	private static String text(byte[] message) {
		StringBuilder text = new StringBuilder();
		IntStream.range(0, message.length).forEach((i) -> text.append((char) (message[i] & 0xFF)));
		return text.toString();
	}

}
