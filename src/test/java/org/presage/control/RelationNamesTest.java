/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.control;

import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.presage.kpi.Neighbours;

import static org.assertj.core.api.Assertions.assertThat;

/** A relation that names no cell that reports is noticed. */
class RelationNamesTest extends NeighbourLoopFixture {

	private static final Logger LOG = (Logger) LoggerFactory.getLogger(RelationNames.class);

	private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

	@BeforeEach
	void listen() {
		this.lines.start();
		LOG.addAppender(this.lines);
	}

	@AfterEach
	void leave() {
		LOG.detachAppender(this.lines);
	}

	private List<String> warnings() {
		return this.lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
	}

	@Test
	void relationOfOtherCellsIsWarnedOfOnceForEachChange() {
		this.relation = new Neighbours(Map.of("cell0", List.of(at("cell1", -3), at("cell2", -4))));
		intervals(100, "b", "a", "c");
		assertThat(warnings()).as("cells may still come").isEmpty();
		intervals(100, "b", "a", "c");
		assertThat(warnings()).singleElement()
			.asString()
			.contains("no cell that reports has a neighbour that reports",
					"of 1 cells, such as cell0; gnb/b, gnb/a report");
		this.relation = new Neighbours(Map.of("gnb2/a", List.of(at("gnb2/b", -3))));
		intervals(200, "a");
		assertThat(warnings()).hasSize(2);
		assertThat(warnings().getLast()).contains("of 1 cells, such as gnb2/a; gnb/a report");
	}

	@Test
	void oneCellWithOneNeighbourIsEnough() {
		this.relation = new Neighbours(Map.of("a", List.of(at("cell1", -2), at("b", -3))));
		intervals(150, "b", "a", "c");
		this.relation = new Neighbours(Map.of("gnb/c", List.of(at("gnb/a", -3))));
		intervals(150, "b", "a", "c");
		assertThat(warnings()).isEmpty();
	}

	@Test
	void neighboursThatAreNamedOtherwiseAreWarnedOf() {
		this.relation = new Neighbours(Map.of("gnb/a", List.of(at("b", -3))));
		intervals(150, "b", "a");
		this.relation = new Neighbours(Map.of("a", List.of(at("gnb/b", -3))));
		intervals(150, "b", "a");
		this.relation = new Neighbours(Map.of("cell0", List.of(at("a", -3))));
		intervals(150, "b", "a");
		assertThat(warnings()).hasSize(3);
	}

	@Test
	void equalRelationIsNotWarnedOfAgain() {
		for (int i = 0; i < 3; i++) {
			this.relation = new Neighbours(Map.of("cell0", List.of(at("cell1", -3))));
			intervals(150, "a");
		}
		assertThat(warnings()).hasSize(1);
	}

	@Test
	void cellsThatAreToHaveNoneAreNotWarnedOf() {
		this.relation = new Neighbours(Map.of("a", List.of(), "cell0", List.of(at("cell1", -3))));
		intervals(150, "a");
		assertThat(warnings()).isEmpty();
	}

	@Test
	void relationWithoutCellsIsNotWarnedOf() {
		this.relation = Neighbours.NONE;
		intervals(150, "a");
		assertThat(warnings()).isEmpty();
	}

}
