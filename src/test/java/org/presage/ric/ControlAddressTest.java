/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.presage.base.InvalidInputException;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.UeId;
import org.presage.kpi.CellId;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Control that limits one device is not addressed to a device of another cell. */
class ControlAddressTest {

	private static final UeId CONFIGURED = new UeId.GnbDu(0, null);

	private static final UeId SEEN = new UeId.GnbDu(7, null);

	private final CellTarget first = target(1, 106);

	private final CellTarget second = target(2, 51);

	private final Map<CellId, UeId> devices = new HashMap<>();

	private static CellTarget target(long nci, int prbs) {
		return new CellTarget("gnb", "srsran", List.of(), new EdgeSettings.Cell(Plmn.of("00101"), nci, prbs));
	}

	private ControlAddress address(CellTarget target, CellTarget... siblings) {
		return ControlAddress.ofDevice(target, List.of(siblings), this.devices::get, CONFIGURED);
	}

	@Test
	void percentagesAreOfTheFirstCellsCarrier() {
		this.devices.put(this.second.id(), SEEN);
		assertThat(address(this.second, this.first, this.second)).isEqualTo(new ControlAddress(SEEN, this.first));
	}

	@Test
	void configuredDeviceCountsWhereTheNodeHasOneCell() {
		assertThat(address(this.first, this.first)).isEqualTo(new ControlAddress(CONFIGURED, this.first));
		assertThatThrownBy(() -> address(this.first, this.first, this.second)).isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("2 cells");
	}

	/** Nodes with several cells report whichever reported last. */
	@Test
	void deviceOfTwoCellsIsOfNeither() {
		this.devices.put(this.first.id(), SEEN);
		this.devices.put(this.second.id(), SEEN);
		assertThatThrownBy(() -> address(this.first, this.first, this.second)).isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("00101-2 reports too");
		this.devices.put(this.second.id(), new UeId.GnbDu(8, null));
		assertThat(address(this.first, this.first, this.second).ue()).isEqualTo(SEEN);
	}

	@Test
	void sliceIsAddressedToAnyDevice() {
		assertThat(ControlAddress.ofSlice(this.second, null, CONFIGURED))
			.isEqualTo(new ControlAddress(CONFIGURED, this.second));
		assertThat(ControlAddress.ofSlice(this.second, SEEN, CONFIGURED).ue()).isEqualTo(SEEN);
	}

}
