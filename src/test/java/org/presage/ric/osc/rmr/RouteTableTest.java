/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.base.InvalidInputException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tables as route managers and people write them. */
class RouteTableTest {

	private static final String TABLE = """
			# the routes of an xApp
			newrt | start | rt-0928
			rte   | 2000  | logger:30311          # an older record
			mse   | 1000  | 10 | forwarder:43086
			mse|1000|-1|app0:43086,app1:43086,app2:43086;logger:20311

			mse|12040|-1|%meid
			rte|2001|logger:30311|5
			newrt | end   | 5
			meid_map | start | id-028919
			mme_ar| e2term-a:38000 | gnb_001 gnb_002  gnb_003
			mme_ar| [fd00::2]:38000 | gnb_101
			mme_del | gnb_003
			meid_map | end | 3 | 0123456789abcdef
			""";

	private final RouteTable table = RouteTable.parse(TABLE);

	@Test
	void aRouteForTheSubscriptionGoesBeforeOneForAny() {
		assertThat(this.table.lookup(1000, 10, "")).containsExactly("forwarder:43086");
		assertThat(this.table.lookup(1000, 11, "")).containsExactly("app0:43086", "logger:20311");
		assertThat(this.table.lookup(2000, -1, "")).containsExactly("logger:30311");
		assertThat(this.table.lookup(2001, 5, "")).containsExactly("logger:30311");
		assertThat(this.table.lookup(2001, -1, "")).isEmpty();
		assertThat(this.table.lookup(9999, -1, "")).isEmpty();
	}

	/** One of each group: fan-out over groups, turns inside one. */
	@Test
	void endpointsOfAGroupTakeTurns() {
		for (String app : List.of("app0:43086", "app1:43086", "app2:43086", "app0:43086", "app1:43086")) {
			assertThat(this.table.lookup(1000, -1, "")).containsExactly(app, "logger:20311");
		}
	}

	@Test
	void theNodeDecides() {
		assertThat(this.table.lookup(12040, 77, "gnb_001")).containsExactly("e2term-a:38000");
		assertThat(this.table.lookup(12040, -1, "gnb_101")).containsExactly("[fd00::2]:38000");
		assertThat(this.table.lookup(12040, -1, "gnb_003")).isEmpty();
		assertThat(this.table.lookup(12040, -1, "")).isEmpty();
	}

	@Test
	void itSaysWhatIsInIt() {
		assertThat(this.table.size()).isEqualTo(5 + 3);
		assertThat(this.table.endpoints()).contains("[fd00::2]:38000", "app2:43086", "forwarder:43086").hasSize(8);
	}

	/** The second record is for one sender, which reads it instead of the first one. */
	@Test
	void aRecordWithSendersIsForThese() {
		String text = """
				newrt|start
				mse|1000|10|forwarder:43086
				mse|1000,forwarder:43086,10.0.0.9:43086|10|app2:43086
				newrt|end|2
				""";
		assertThat(RouteTable.parse(text).lookup(1000, 10, "")).containsExactly("forwarder:43086");
		assertThat(RouteTable.parse(text, Set.of("x:1", "10.0.0.9:43086")).lookup(1000, 10, ""))
			.containsExactly("app2:43086");
		assertThat(RouteTable.parse(text, Set.of("10.0.0.9:1")).lookup(1000, 10, ""))
			.containsExactly("forwarder:43086");
	}

	/** Tables that are sent to everybody list everybody. */
	@Test
	void nobodySendsToItself() {
		String text = "newrt|start\nmse|1|-1|us:1,a:1,b:1;us:1;c:1\nmse|2|-1|us:1\nmse|3|-1|\nnewrt|end|3";
		RouteTable ours = RouteTable.parse(text, Set.of("us:1"));
		assertThat(ours.lookup(1, -1, "")).containsExactly("a:1", "c:1");
		assertThat(ours.lookup(1, -1, "")).containsExactly("b:1", "c:1");
		assertThat(ours.lookup(2, -1, "")).isEmpty();
		assertThat(ours.lookup(3, -1, "")).isEmpty();
	}

	@Test
	void anUpdateChangesAndDeletesAndANewTableKeepsOnlyOwners() {
		RouteTable updated = RouteTable.parse(TABLE + """
				update|start|u1
				mse|1000|10|other:1
				del|2000|-1
				update|end|2
				""");
		assertThat(updated.lookup(1000, 10, "")).containsExactly("other:1");
		assertThat(updated.lookup(2000, -1, "")).isEmpty();
		assertThat(updated.lookup(1000, -1, "")).hasSize(2);
		RouteTable renewed = RouteTable.parse(TABLE + "newrt|begin\r\nmse|7|-1|%meid\r\nnewrt|end\r\n");
		assertThat(renewed.lookup(1000, 10, "")).isEmpty();
		assertThat(renewed.lookup(7, -1, "gnb_002")).containsExactly("e2term-a:38000");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '~', value = { "mse|1000|-1~mse: expected a field 4, found mse|1000|-1",
			"mse|type|-1|a:1~message type: expected an integer, found 'type'",
			"mse|1||a:1~subscription: expected an integer, found ''",
			"mse|1|-1|a:1,b~endpoint: expected host:port, found 'b'",
			"mse|1|-1|a:65536~endpoint: expected host:port, found 'a:65536'",
			"mse|1|-1|:80~endpoint: expected host:port, found ':80'", "rte|1~rte: expected a field 3, found rte|1",
			"mme_ar|e2term|gnb~endpoint: expected host:port, found 'e2term'",
			"mme_ar|e2term:1|gnb_01234567890123456789012345678901~node: expected at most 31 characters",
			"mes|1|-1|a:1~record: expected mse, rte, del, mme_ar or mme_del, found 'mes'",
			"newrt|stop~newrt: expected start or end, found 'stop'",
			"newrt|end|9~record: expected a table that is whole, found missing table records: expected 9 got 1",
			"newrt|start|again~found table not complete", "meid_map|end~found that of meid_map" })
	void aRecordThatCannotBeUsedIsNamedByItsLine(String record, String told) {
		assertThatThrownBy(() -> RouteTable.parse("newrt|start\nmse|5|-1|a:1\n" + record + "\nnewrt|end\n"))
			.isInstanceOf(InvalidInputException.class)
			.hasMessageStartingWith("line 3, ")
			.hasMessageContaining(told);
	}

	@Test
	void aTableHasABeginningAndAnEnd() {
		assertThatThrownBy(() -> RouteTable.parse("\nmse|5|-1|a:1\n"))
			.hasMessage("line 2, record: expected a start record first, found 'mse|5|-1|a:1'");
		assertThatThrownBy(() -> RouteTable.parse("newrt|end"))
			.hasMessage("line 1, record: expected a start record first, found 'newrt|end'");
		assertThatThrownBy(() -> RouteTable.parse("newrt|start\nmse|5|-1|a:1"))
			.hasMessage("line 2: expected an end record, found the end of the text");
		assertThat(RouteTable.parse("").size()).isZero();
	}

}
