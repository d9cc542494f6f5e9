/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.common;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.e2.asn1.BitString;
import org.presage.e2.asn1.Octets;

import static org.assertj.core.api.Assertions.assertThat;

/** Node identities as real networks have them. */
class NodeIdentityTest {

	/** One number in 22 to 32 bits is as many stations. */
	@Test
	void gnbIdsOf22To32BitsStayDistinct() {
		Set<Octets> encoded = new HashSet<>();
		for (int bits = 22; bits <= 32; bits++) {
			GlobalNodeId node = new GlobalNodeId(Plmn.of("00101"),
					new GlobalNodeId.NodeId.Gnb(BitString.of("0".repeat(bits - 1) + "1")));
			byte[] bytes = GlobalNodeId.GNB.encode(node);
			assertThat(GlobalNodeId.GNB.decode(bytes)).isEqualTo(node);
			encoded.add(Octets.of(bytes));
		}
		assertThat(encoded).hasSize(11);
	}

	/** 3GPP TS 38.413 clause 9.3.3.5: 001/01 and 001/001 are two networks. */
	@ParameterizedTest
	@CsvSource({ "00101, 00f110", "001001, 001100", "310410, 130014", "26202, 62f220", "999999, 999999",
			"00100, 00f100", "001010, 000110" })
	void plmnKeepsTwoAndThreeDigitNetworkCodes(String digits, String octets) {
		assertThat(Plmn.of(digits)).isEqualTo(Octets.hex(octets));
		assertThat(Plmn.digits(Octets.hex(octets))).isEqualTo(digits);
	}

	@Test
	void deviceOfDuZeroIsNotAbsent() {
		UeId ue = new UeId.GnbDu(0, null);
		assertThat(UeId.TYPE.decode(UeId.TYPE.encode(ue))).isEqualTo(ue);
	}

}
