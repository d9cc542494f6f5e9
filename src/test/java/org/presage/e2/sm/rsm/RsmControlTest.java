/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rsm;

import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.sm.rsm.SliceConfig.Scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Weights of slices as SD-RAN's nodes read them; GoldenVectorsTest has the bytes of
 * others.
 */
class RsmControlTest {

	private static byte[] hex(String digits) {
		return HexFormat.of().parseHex(digits);
	}

	@Test
	void anUpdateOfAWeightAndItsHeader() {
		RsmControl update = RsmControl.Update.weight(3, Direction.DOWNLINK, Scheduler.ROUND_ROBIN, 60);
		assertThat(RsmControl.TYPE.decode(RsmControl.TYPE.encode(update))).isEqualTo(update);
		assertThat(RsmHeader.TYPE.encode(update.header())).containsExactly(0x08);
		assertThat(RsmHeader.TYPE.decode(hex("08"))).isEqualTo(new RsmHeader(RsmHeader.Command.SLICE_UPDATE));
	}

	@Test
	void aWeightThatIsNoneIsRefused() {
		RsmControl none = RsmControl.Update.weight(3, Direction.DOWNLINK, Scheduler.ROUND_ROBIN, 0);
		assertThatThrownBy(() -> RsmControl.TYPE.encode(none)).isInstanceOf(CodecException.class)
			.hasMessageContaining("weight");
	}

	/**
	 * Golden bytes of an association, and an update with more than a scheduler and a
	 * weight.
	 */
	@Test
	void whatIsNotSupportedIsSaid() {
		assertThatThrownBy(() -> RsmControl.TYPE.decode(hex("690007082c7f2d3e04053e6c800b00070013")))
			.isInstanceOf(CodecException.class)
			.hasMessageContaining("SliceAssociate");
		assertThatThrownBy(() -> RsmControl.TYPE.decode(hex("280004804175746f6d6f7469766574510044")))
			.isInstanceOf(CodecException.class)
			.hasMessageContaining("ScheduleConfig");
	}

	/**
	 * The grammar with a number behind the parameters' marker, and a number and a truth
	 * value behind the configuration's, as asn1tools writes it.
	 */
	@Test
	void extensionsAreSkipped() {
		assertThat(RsmControl.TYPE.decode(hex("3000c42004019a81c00212340180")))
			.isEqualTo(RsmControl.Update.weight(1, Direction.UPLINK, Scheduler.QOS_BASED, 9));
	}

}
