/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tables as route managers send them, taken as {@code rt_generic_static.c} takes them.
 */
class RouteLeniencyTest {

	private final Map<RouteSkip, Integer> skips = new EnumMap<>(RouteSkip.class);

	private final RouteReader reader = RouteReader.lenient(Set.of("us:1"),
			(cause, detail) -> this.skips.merge(cause, 1, Integer::sum));

	/** Reads lines; keeps the answer to each table that ended. */
	private List<String> states(String text) {
		List<String> states = new ArrayList<>();
		for (String line : text.split("\n")) {
			RouteReader.State state = this.reader.leniently(line);
			if (state != null) {
				states.add(state.text().strip());
			}
		}
		return states;
	}

	private List<String> lookup(int type, int subscription) {
		return this.reader.table().lookup(type, subscription, "");
	}

	/** What the O-RAN SC route manager sends for every new subscription. */
	@Test
	void takesPartialTable() {
		assertThat(states("newrt|start|full\nmse|1|-1|a:1\nnewrt|end|1")).containsExactly("OK full");
		assertThat(states("updatert|start\nmse|12050|7|b:1\nupdatert|end|1")).containsExactly("OK full");
		assertThat(states("updatert|start|part\nmse|12050|8|b:1\nupdatert|end|1")).containsExactly("OK part");
		assertThat(lookup(1, -1)).containsExactly("a:1");
		assertThat(lookup(12050, 7)).containsExactly("b:1");
		assertThat(lookup(12050, 8)).containsExactly("b:1");
		assertThat(this.skips).isEmpty();
	}

	@Test
	void ignoresUpdateBeforeFullTable() {
		assertThat(states("updatert|start|u\nmse|1|-1|a:1\nupdatert|end|1")).isEmpty();
		assertThat(states("meid_map|start|m\nmme_ar|e:1|gnb\nmeid_map|end|1")).containsExactly("OK m");
		assertThat(states("updatert|start|u\nupdatert|end|0")).isEmpty();
		assertThat(this.reader.full()).isFalse();
		assertThat(this.skips).containsEntry(RouteSkip.EARLY, 4).containsEntry(RouteSkip.OUTSIDE, 1);
		assertThat(lookup(1, -1)).isEmpty();
	}

	@Test
	void skipsRecordWithoutMessageType() {
		String table = "newrt|start|t\nmse|1|-1|a:1\n"
				+ "mse|,service-ricplt-e2mgr-rmr.ricplt:3801|-1|10.0.0.7:38000\nmse||-1|b:1\nmse|x|-1|b:1\n"
				+ "rte||b:1\ndel||-1\nmse|2|-1|c:1\nnewrt|end|7";
		assertThat(states(table)).containsExactly("OK t");
		assertThat(lookup(1, -1)).containsExactly("a:1");
		assertThat(lookup(2, -1)).containsExactly("c:1");
		assertThat(lookup(0, -1)).isEmpty();
		assertThat(this.skips).containsExactly(Map.entry(RouteSkip.TYPE, 5));
	}

	/** Skipped ones of rte count, those of mse and del do not. */
	@ParameterizedTest
	@CsvSource(delimiter = '~',
			value = { "mse~0~fields", "mse|1~0~fields", "mse|1|-1~0~fields", "del~0~fields", "del|1~0~fields",
					"rte~1~fields", "rte|~1~fields", "rte|1~1~fields", "mse|1|-1|host~1~endpoint",
					"mse|1|-1|host:0x~1~endpoint", "mes|1|-1|b:1~0~unknown", "xyz~0~unknown", "meid_foo|1|2~0~unknown",
					"mme_ar|e:1~0~fields", "mme_del~0~fields", "newrt~0~fields", "update~0~fields",
					"mme_ar|noport|gnb~0~endpoint", "mme_ar|e:1|gnb_01234567890123456789012345678901~0~node" })
	void skipsRecordThatCannotBeUsed(String record, int counts, String cause) {
		assertThat(states("newrt|start|t\nmse|5|-1|a:1\nnewrt|end|1")).containsExactly("OK t");
		assertThat(states("update|start|u\n" + record + "\nmse|6|-1|c:1\nupdate|end|" + (1 + counts)))
			.containsExactly("OK u");
		assertThat(lookup(5, -1)).containsExactly("a:1");
		assertThat(lookup(6, -1)).containsExactly("c:1");
		assertThat(this.reader.table().size()).isEqualTo(2);
		assertThat(this.skips)
			.containsExactly(Map.entry(RouteSkip.valueOf(cause.toUpperCase(java.util.Locale.ROOT)), 1));
	}

	/** One endpoint of a group, one node of an owner. */
	@Test
	void takesTheRestOfARecord() {
		assertThat(states("newrt|start\nmse|1|-1|a:1,host,b:1;;c:1;x,y;\nnewrt|end|1\n"
				+ "meid_map|start\nmme_ar|e:1|gnb  gnb_01234567890123456789012345678901 enb\nmeid_map|end|1"))
			.containsExactly("OK <id-missing>", "OK <id-missing>");
		assertThat(lookup(1, -1)).containsExactly("a:1", "c:1");
		assertThat(lookup(1, -1)).containsExactly("b:1", "c:1");
		assertThat(this.reader.table().owners().keySet()).containsExactlyInAnyOrder("gnb", "enb");
		assertThat(this.skips).containsEntry(RouteSkip.ENDPOINT, 3).containsEntry(RouteSkip.NODE, 1);
	}

	/** A comment ends its field, and only after white space. */
	@Test
	void readsCommentsAndSpaces() {
		assertThat(states("# newrt|start|no\n\n   \n\t newrt | start | t # x | y\n"
				+ " mse | 1 # type | 10 # sub | a:1 # where | more\nmse|2|-1|b#2:1\n # |\nnewrt | end # done | 2 \r"))
			.containsExactly("OK t");
		assertThat(lookup(1, 10)).containsExactly("a:1");
		assertThat(lookup(2, -1)).containsExactly("b#2:1");
		assertThat(this.skips).isEmpty();
	}

	@Test
	void readsNumbersAsTheLibrary() {
		assertThat(states("newrt|start|t\nmse|12x|-1|a:1\nmse|3||b:1\nmse|4|x|c:1\nmse|5|7 8|d:1\n"
				+ "mse|99999999999999999999|-1|e:1\nnewrt|end|5five"))
			.containsExactly("OK t");
		assertThat(lookup(12, -1)).containsExactly("a:1");
		assertThat(lookup(3, 0)).containsExactly("b:1");
		assertThat(lookup(4, 0)).containsExactly("c:1");
		assertThat(lookup(5, 7)).containsExactly("d:1");
	}

	@Test
	void knowsRecordsByTheirFirstLetter() {
		assertThat(states("new table|start|t\nroute|1|a:1\nroute|2|b:1|9\nnew|end|2")).containsExactly("OK t");
		assertThat(states("u|begin\nd|1|-1\nupd|end|1")).containsExactly("OK t");
		assertThat(lookup(1, -1)).isEmpty();
		assertThat(lookup(2, 9)).containsExactly("b:1");
	}

	@Test
	void refusesTableWhoseCountDiffers() {
		assertThat(states("newrt|start|t\nmse|1|-1|a:1\nnewrt|end|2"))
			.containsExactly("ERR t missing table records: " + "expected 2 got 1");
		assertThat(states("newrt|start|t\nmse|1|-1|a:1\nnewrt|end|"))
			.containsExactly("ERR t missing table records: " + "expected  got 1");
		assertThat(states("meid_map|start|m\nmme_ar|e:1|gnb\nmeid_map|end|0|md5"))
			.containsExactly("ERR m missing table records: expected 0 got 1");
		assertThat(states("newrt|start|t\nmse|1|-1|a:1\nmme_ar|e:1|gnb\nnewrt|end|1")).containsExactly("OK t");
		assertThat(this.reader.table().size()).isEqualTo(2);
	}

	/** Its start and end may be of two kinds. */
	@Test
	void takesTableThatItCanBracket() {
		assertThat(states("newrt|start|t\nmse|1|-1|a:1\nmeid_map|end")).containsExactly("OK t");
		assertThat(lookup(1, -1)).containsExactly("a:1");
		assertThat(states("newrt|end\nmeid_map|end|4\nmeid_map|halt")).isEmpty();
		assertThat(states("newrt|start|t1\nmse|2|-1|b:1\nnewrt|start\nmse|3|-1|c:1\nnewrt|end"))
			.containsExactly("ERR t1 table not complete", "OK <id-missing>");
		assertThat(lookup(2, -1)).isEmpty();
		assertThat(lookup(3, -1)).containsExactly("c:1");
	}

	@Test
	void readsTrailingGroupsAndMeid() {
		assertThat(states("newrt|start\nmse|1|-1|a:1;\nmse|2|-1|a:1,\nmse|3|-1|%meid ; x\nmse|4|-1|\nmse|5|-1|us:1\n"
				+ "newrt|end|5\nmeid_map|start\nmme_ar|e:1|gnb\nmeid_map|end"))
			.hasSize(2);
		assertThat(lookup(1, -1)).containsExactly("a:1");
		assertThat(lookup(2, -1)).containsExactly("a:1");
		assertThat(this.reader.table().lookup(3, -1, "gnb")).containsExactly("e:1");
		assertThat(lookup(4, -1)).isEmpty();
		assertThat(lookup(5, -1)).isEmpty();
		assertThat(this.skips).isEmpty();
	}

	/**
	 * A table's identity and its counts are the sender's text: librmr's answer has at
	 * most 1,024 characters.
	 */
	@Test
	void answerRepeatsLittleOfTheSendersText() {
		String id = "x".repeat(1 << 20);
		assertThat(states("newrt|start|" + id + "\nnewrt|end|" + "9".repeat(100_000))).singleElement()
			.satisfies((state) -> assertThat(state).startsWith("ERR xxx")
				.contains("missing table records: expected 999")
				.hasSizeLessThan(1024));
		assertThat(states("newrt|start|" + id + "\nnewrt|end")).singleElement()
			.satisfies((state) -> assertThat(state).hasSizeLessThan(1024));
	}

}
