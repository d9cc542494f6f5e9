/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.control;

import java.util.List;
import java.util.Locale;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.presage.e2.asn1.Octets;
import org.presage.e2.dialect.ControlRules;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.UeId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What every kind of control message must do. */
class PrbControlTest {

	private static final Octets PLMN = Octets.hex("00f110");

	/** Of 51 PRBs, one slice may have 17: 33 %. */
	private static CellAllocation allocation() {
		return new CellAllocation(new CellGlobalId.Nr(PLMN, 7), 51,
				List.of(new SlicePrbs(PLMN, new Snssai(3, null), 17)), new UeId.GnbDu(5, null));
	}

	@ParameterizedTest
	@EnumSource
	void nodeReadsTheShareThatWasWritten(PrbControl control) {
		assertThat(control.read(control.messages(allocation(), ControlRules.STANDARD).getFirst(), ControlRules.STANDARD,
				Grammar.STANDARD))
			.singleElement()
			.satisfies((slice) -> {
				assertThat(slice.slice().sst()).isEqualTo(3);
				assertThat(slice.max()).isEqualTo(33);
			});
	}

	@ParameterizedTest
	@EnumSource
	void truncatedMessageIsRejected(PrbControl control) {
		assertThatThrownBy(() -> control.read(new byte[] { 0 }, ControlRules.STANDARD, Grammar.STANDARD))
			.isInstanceOf(IllegalArgumentException.class);
	}

	@ParameterizedTest
	@EnumSource
	void configurationFindsItByName(PrbControl control) {
		assertThat(PrbControl.of(control.name().toLowerCase(Locale.ROOT).replace('_', '-'))).isEqualTo(control);
	}

}
