/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.Map;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import org.presage.control.ControlMode;
import org.presage.kpi.CellId;

import static org.assertj.core.api.Assertions.assertThat;

/** Nodes come and go for months: nothing of a cell that has gone is kept. */
class GoneCellsTest extends EdgeFixture {

	/** A RIC that takes everything and reports nothing. */
	private static final class SilentRic implements RicClient {

		private final Map<CellId, Listener> subscribed = new ConcurrentHashMap<>();

		@Override
		public Stream subscribe(CellTarget target, byte[] trigger, byte[] definition, Listener listener) {
			this.subscribed.put(target.id(), listener);
			return (why) -> {
			};
		}

		@Override
		public void unsubscribe(CellTarget target, Runnable done) {
			this.subscribed.remove(target.id());
			done.run();
		}

		@Override
		public void control(CellTarget target, byte[] header, byte[] message, ControlAnswer answer) {
			answer.acknowledged();
		}

		@Override
		public void close() {
		}

	}

	/** What a test finds. */
	private static final class Given implements NodeDiscovery {

		@Nullable ScheduledExecutorService timer;

		@Nullable Listener listener;

		@Override
		public Running start(ScheduledExecutorService timer, Listener listener) {
			this.timer = timer;
			this.listener = listener;
			return () -> {
			};
		}

		void found(List<CellTarget> cells) throws Exception {
			Listener listener = Objects.requireNonNull(this.listener);
			Objects.requireNonNull(this.timer).submit(() -> listener.found(cells)).get();
		}

	}

	private final SilentRic ric = new SilentRic();

	private final Given nodes = new Given();

	private void start() {
		edge(settings(), this.ric, this.nodes);
	}

	private static CellTarget cell(String node) {
		return new CellTarget(node, "standard", List.of(), FIRST);
	}

	private double unknown() {
		return this.meters.get("wm.e2.unknown.grammar").gauge().value();
	}

	@Test
	void forgetsFeedAndSubscriptionOfCellThatHasGone() throws Exception {
		this.mode = ControlMode.ACTIVE;
		start();
		List<WeakReference<RicClient.Listener>> streams = new ArrayList<>();
		for (int i = 0; i < 20; i++) {
			this.nodes.found(List.of(cell("gnb-" + i)));
			streams.add(new WeakReference<>(this.ric.subscribed.values().iterator().next()));
		}
		assertThat(this.ric.subscribed).hasSize(1);
		this.nodes.found(List.of());
		assertThat(this.ric.subscribed).isEmpty();
		await(() -> {
			System.gc();
			return streams.stream().allMatch((stream) -> stream.get() == null);
		});
	}

	/** It would be counted as a cell that waits for its operator, for good. */
	@Test
	void forgetsRefusedCellThatHasGone() throws Exception {
		this.dialect = "oai";
		start();
		this.nodes.found(List.of(unknown("gnb-1"), unknown("gnb-2")));
		assertThat(unknown()).isEqualTo(2);
		this.nodes.found(List.of(unknown("gnb-2")));
		assertThat(unknown()).isEqualTo(1);
		this.nodes.found(List.of());
		assertThat(unknown()).isZero();
	}

	private static CellTarget unknown(String node) {
		return new CellTarget(node, "oai", List.of(), FIRST, null, false,
				new KpmEvidence(KpmEvidence.NONE.possible(), "OID 1, revision 2", 0));
	}

	@Test
	void logsUnknownGrammarOnceUntilTheCellHasGone() throws Exception {
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		Logger logger = (Logger) LoggerFactory.getLogger(E2Edge.class);
		logger.addAppender(lines);
		try {
			this.dialect = "oai";
			start();
			for (int i = 0; i < 5; i++) {
				this.nodes.found(List.of(unknown("gnb-1")));
			}
			assertThat(refusals(lines)).singleElement().asString().contains("nodes[].grammar of gnb-1");
			this.nodes.found(List.of());
			this.nodes.found(List.of(unknown("gnb-1")));
			assertThat(refusals(lines)).hasSize(2);
		}
		finally {
			logger.detachAppender(lines);
		}
	}

	private static List<String> refusals(ListAppender<ILoggingEvent> lines) {
		return lines.list.stream()
			.map(ILoggingEvent::getFormattedMessage)
			.filter((line) -> line.contains("is not subscribed to"))
			.toList();
	}

}
