/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.e2.asn1.Octets;
import org.presage.kpi.CellId;
import org.presage.kpi.Neighbours;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** From what a RIC lists to the relation of cells that report. */
class RicNeighboursTest {

	private static final Octets PLMN = Octets.hex("13f184");

	private final List<Neighbours> taken = new ArrayList<>();

	private final RicNeighbours neighbours = new RicNeighbours("the RIC", this.taken::add);

	private static CellIdentity at(long number) {
		return new CellIdentity(PLMN, number);
	}

	private static CellListing cell(String node, long number, CellIdentity... listed) {
		return new CellListing(new CellId(node, "c" + number), at(number), List.of(listed), 0);
	}

	private List<String> of(String cell) {
		return this.taken.getLast().of(cell).stream().map(Neighbours.Neighbour::cell).toList();
	}

	@Test
	void neighbourOfAnotherNodeHasItsWholeName() {
		this.neighbours
			.update(List.of(cell("gnb:1/64", 1, at(3), at(2)), cell("gnb:1/64", 2, at(1)), cell("e2:4/e00/2/64", 3)));
		assertThat(of("gnb:1/64/c1")).as("in the RIC's order").containsExactly("e2:4/e00/2/64/c3", "gnb:1/64/c2");
		assertThat(of("gnb:1/64/c2")).containsExactly("gnb:1/64/c1");
		assertThat(of("e2:4/e00/2/64/c3")).as("the relation has a direction").isEmpty();
		assertThat(this.taken.getLast().related()).isEqualTo(2);
	}

	@Test
	void itselfARepeatedAndAnUnknownCellAreAbsent() {
		this.neighbours.update(List.of(cell("n", 1, at(1), at(2), at(2), at(7)), cell("n", 2, at(7), at(2))));
		assertThat(of("n/c1")).containsExactly("n/c2");
		assertThat(of("n/c2")).isEmpty();
		assertThat(this.taken.getLast().related()).isOne();
	}

	/** onos-pci writes the octets of the PLMN the other way round, or the RIC none. */
	@Test
	void networksThatDifferAreOtherCells() {
		CellIdentity reversed = new CellIdentity(Octets.hex("84f113"), 2);
		CellIdentity unknown = new CellIdentity(null, 3);
		CellIdentity other = new CellIdentity(Octets.hex("00f110"), 4);
		this.neighbours
			.update(List.of(cell("n", 1, reversed, unknown, other), cell("n", 2), cell("n", 3), cell("n", 4)));
		assertThat(of("n/c1")).containsExactly("n/c2", "n/c3");
	}

	/** As the parts of a split gNB do. */
	@Test
	void cellThatTwoNodesContainIsNotItsOwnNeighbour() {
		this.neighbours
			.update(List.of(cell("cu", 1, at(1), at(2)), cell("du", 1, at(2)), cell("cu", 2), cell("du", 2)));
		assertThat(of("cu/c1")).as("whichever reports").containsExactly("cu/c2", "du/c2");
		assertThat(of("du/c1")).containsExactly("cu/c2", "du/c2");
	}

	@Test
	void thousandNeighboursAreTakenAndSixCount() {
		List<CellListing> cells = new ArrayList<>();
		cells.add(cell("n", 0,
				LongStream.rangeClosed(1, 1000).mapToObj(RicNeighboursTest::at).toArray(CellIdentity[]::new)));
		LongStream.rangeClosed(1, 1000).forEach((number) -> cells.add(cell("n", number)));
		this.neighbours.update(cells);
		assertThat(of("n/c0")).hasSize(1000);
		assertThat(this.taken.getLast().of("n/c0", (cell) -> true)).hasSize(Neighbours.MOST);
	}

	@Test
	void relationIsPassedOnWhenItHasChanged() {
		List<CellListing> one = List.of(cell("n", 1, at(2)), cell("n", 2));
		this.neighbours.update(one);
		this.neighbours.update(List.copyOf(one));
		assertThat(this.taken).hasSize(1);
		this.neighbours.update(List.of(cell("n", 1, at(2))));
		assertThat(this.taken).hasSize(2);
		assertThat(of("n/c1")).as("the other cell is not known any more").isEmpty();
		this.neighbours.update(List.of());
		assertThat(this.taken.getLast().isEmpty()).isTrue();
	}

	@Test
	void numberOfANetworkMayLackItsZeros() {
		assertThat(CellIdentity.plmn("")).isNull();
		assertThat(CellIdentity.plmn("f110")).isEqualTo(Octets.hex("00f110"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "-1", "1234567", " 1" })
	void numberOfANetworkThatIsNoneIsRefused(String digits) {
		assertThatIllegalArgumentException().isThrownBy(() -> CellIdentity.plmn(digits));
	}

}
