/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.slf4j.LoggerFactory;

import org.presage.control.CellIntent;
import org.presage.control.Intents;
import org.presage.control.KpiLimit;
import org.presage.control.PrbBounds;
import org.presage.kpi.CellId;
import org.presage.testing.TestModels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Policies come, count, are overridden, begin, end and survive. */
class PolicyStoreTest extends PolicyKit {

	@Test
	void withoutPoliciesNothingIsWanted() {
		assertThat(this.book.get()).isSameAs(Intents.NONE);
		put("a", NETWORK + ",'risk':1");
		assertThat(this.book.delete("a", PolicySource.A1)).isTrue();
		assertThat(this.book.get()).as("as before, at no cost").isSameAs(Intents.NONE);
		assertThat(this.book.delete("a", PolicySource.A1)).isFalse();
	}

	@Test
	void whatIsSaidOfLessCountsFieldByField() {
		put("all", NETWORK + ",'prbs':{'max':40},'risk':1,'reward_weights':{'SINR':2,'PRBs':-1},'mode':'advisory'");
		put("one", cell("c") + ",'prbs':{'max':30},'reward_weights':{'SINR':3},'mode':'active'");
		put("slice", slice("c", "1") + ",'prbs':{'min':5},'risk':0,'sla_limits':[{'kpi':'Delay','max':50}]");
		assertThat(intent("elsewhere", "")).isEqualTo(new CellIntent(List.of("all"), new PrbBounds(null, 40, null),
				PrbBounds.NONE, Map.of("SINR", 2.0, "PRBs", -1.0), List.of(), 1.0, null, true));
		assertThat(intent("c", "")).isEqualTo(new CellIntent(List.of("one", "all"), new PrbBounds(null, 30, null),
				PrbBounds.NONE, Map.of("SINR", 3.0, "PRBs", -1.0), List.of(), 1.0, null, false));
		assertThat(intent("c", "1")).isEqualTo(new CellIntent(List.of("slice", "one", "all"),
				new PrbBounds(null, 30, null), new PrbBounds(5, null, null), Map.of("SINR", 3.0, "PRBs", -1.0),
				List.of(new KpiLimit("Delay", null, 50.0, 0.05)), 0.0, null, false));
		assertThat(intent("c", "2").policies()).containsExactly("one", "all");
		assertThat(status("all")).extracting(PolicyStatus::enforced).isEqualTo(true);
		assertThat(status("all").overridden()).contains(new PolicyStatus.Overridden("prbs.max", "one", "n/c"),
				new PolicyStatus.Overridden("risk", "slice", "n/c/1"));
	}

	@Test
	void ofEqualsTheNewestCounts() {
		put("b", cell("c") + ",'prbs':{'max':30}");
		put("a", cell("c") + ",'prbs':{'max':31}");
		assertThat(intent("c", "").cell().max()).as("of the same moment the first by name").isEqualTo(31);
		this.clock.advanceMillis(1);
		assertThat(put("b", cell("c") + ",'prbs':{'max':32}")).isEqualTo(PolicyStore.Change.REPLACED);
		assertThat(intent("c", "").cell().max()).isEqualTo(32);
		assertThat(status("a")).isEqualTo(new PolicyStatus(false, PolicyStatus.Cause.OTHER_REASON, "overridden by b",
				List.of(new PolicyStatus.Overridden("prbs.max", "b", "n/c"))));
		this.clock.advanceMillis(1);
		assertThat(put("a", cell("c") + ",'prbs':{'max':31}")).as("told again, not newer")
			.isEqualTo(PolicyStore.Change.UNCHANGED);
		assertThat(intent("c", "").cell().max()).isEqualTo(32);
		this.book.delete("b", PolicySource.REST);
		assertThat(intent("c", "").cell().max()).isEqualTo(31);
		assertThat(status("a").enforced()).isTrue();
	}

	@Test
	void boundsThatContradictEachOther() {
		put("all", NETWORK + ",'prbs':{'max':20},'risk':1");
		put("one", cell("c") + ",'prbs':{'min':30}");
		assertThat(intent("c", "").cell()).as("what is said of less counts").isEqualTo(new PrbBounds(30, null, null));
		assertThat(intent("d", "").cell()).isEqualTo(new PrbBounds(null, 20, null));
		assertThat(status("all").overridden()).containsExactly(new PolicyStatus.Overridden("prbs.max", "one", "n/c"));
	}

	@Test
	void boundThatIsNotHeardTakesNoOtherWithIt() {
		put("oldest", cell("c") + ",'prbs':{'min':5}");
		this.clock.advanceMillis(1);
		put("middle", cell("c") + ",'prbs':{'min':30}");
		this.clock.advanceMillis(1);
		put("newest", cell("c") + ",'prbs':{'max':20}");
		assertThat(intent("c", "").cell()).isEqualTo(new PrbBounds(5, 20, null));
		assertThat(status("oldest").enforced()).isTrue();
		assertThat(status("middle").overridden())
			.containsExactly(new PolicyStatus.Overridden("prbs.min", "newest", "n/c"));
	}

	@Test
	void durationBeginsAnewIfItIsSentAgain() {
		String hour = NETWORK + ",'prbs':{'max':7},'validity':{'duration_s':3600}";
		String fixed = NETWORK + ",'prbs':{'min':2},'validity':{'from':'" + Instant.ofEpochMilli(1)
				+ "','duration_s':3600}";
		put("hour", hour);
		put("fixed", fixed);
		this.clock.advanceMillis(3_000_000);
		assertThat(this.book.put("hour", PolicySource.A1, json(hour)))
			.as("the mediator sends all it has when it is asked")
			.isEqualTo(PolicyStore.Change.UNCHANGED);
		assertThat(put("hour", hour)).as("prolonged").isEqualTo(PolicyStore.Change.REPLACED);
		assertThat(put("fixed", fixed)).as("says itself when it begins").isEqualTo(PolicyStore.Change.UNCHANGED);
		this.clock.advanceMillis(3_000_000);
		assertThat(intent("c", "").policies()).containsExactly("hour");
		this.clock.advanceMillis(86_400_000);
		assertThat(this.book.get()).isSameAs(Intents.NONE);
		put("hour", hour);
		assertThat(intent("c", "").policies()).as("the next day").containsExactly("hour");
	}

	@Test
	void countsFollowTheModel() {
		put("a", NETWORK + ",'reward_weights':{'SINR':1}");
		put("b", cell("c") + ",'reward_weights':{'SINR':2}");
		put("c", cell("c") + ",'reward_weights':{'SINR':3},'validity':{'duration_s':1}");
		assertThat(policies("enforced")).isEqualTo(2);
		assertThat(policies("not_enforced")).as("c comes after b by name").isEqualTo(1);
		this.schema = null;
		put("d", NETWORK + ",'reward_weights':{'Jitter':1}");
		assertThat(policies("enforced")).isEqualTo(3);
		this.schema = TestModels.schema();
		assertThat(policies("enforced")).as("the model has no Jitter").isEqualTo(2);
		assertThat(policies("not_enforced")).isEqualTo(2);
	}

	@Test
	void whoAsksDoesNotLog() {
		put("later", NETWORK + ",'risk':1,'validity':{'from':'" + Instant.ofEpochMilli(this.clock.epochMillis() + 1000)
				+ "'}");
		ListAppender<ILoggingEvent> lines = new ListAppender<>();
		lines.start();
		Logger logger = (Logger) LoggerFactory.getLogger(PolicyStore.class);
		logger.setLevel(Level.INFO);
		logger.setAdditive(false);
		logger.addAppender(lines);
		try {
			this.clock.advanceMillis(1000);
			assertThat(intent("c", "").policies()).containsExactly("later");
			assertThat(lines.list).isEmpty();
			this.book.check();
			this.book.check();
			assertThat(lines.list).extracting(ILoggingEvent::getFormattedMessage)
				.containsExactly("policy later begins");
		}
		finally {
			logger.detachAppender(lines);
			logger.setAdditive(true);
			logger.setLevel(null);
		}
	}

	@Test
	void beginsAndEndsByItself() {
		long now = this.clock.epochMillis();
		put("later", NETWORK + ",'prbs':{'max':7},'validity':{'from':'" + Instant.ofEpochMilli(now + 1000)
				+ "','duration_s':2}");
		put("always", NETWORK + ",'prbs':{'max':9}");
		assertThat(intent("c", "").cell().max()).isEqualTo(9);
		assertThat(status("later").reason()).startsWith("not its time: it counts from ");
		assertThat(policies("not_enforced")).isEqualTo(1);
		this.clock.advanceMillis(999);
		Intents before = this.book.get();
		assertThat(before.of(new CellId("n", "c")).policies()).containsExactly("always");
		this.clock.advanceMillis(1);
		assertThat(this.book.get()).isNotSameAs(before);
		assertThat(intent("c", "").policies()).as("of the same moment the first by name").containsExactly("always");
		this.book.delete("always", PolicySource.REST);
		assertThat(intent("c", "").cell().max()).isEqualTo(7);
		this.clock.advanceMillis(1999);
		assertThat(intent("c", "").cell().max()).isEqualTo(7);
		this.clock.advanceMillis(1);
		assertThat(this.book.get()).isSameAs(Intents.NONE);
		this.clock.advanceMillis(-1);
		assertThat(intent("c", "").cell().max()).as("a clock that is set back").isEqualTo(7);
		assertThat(this.meters.get("wm.policy.changed.timestamp").gauge().value()).isPositive();
	}

	@ParameterizedTest
	@CsvFileSource(resources = "/a1/unmeetable.csv", delimiter = '|', quoteCharacter = '`')
	void whatCannotBeMetIsRefused(String fields, String message) {
		assertThatExceptionOfType(PolicyRefused.class).isThrownBy(() -> put("a", NETWORK + ',' + fields))
			.withMessage(message);
		assertThat(refused("meaning")).isEqualTo(1);
		assertThat(this.book.ids()).isEmpty();
	}

	@Test
	void withoutAModelKpisAreTakenAndLookedAtLater() {
		this.schema = null;
		put("a", NETWORK + ",'reward_weights':{'Jitter':1}");
		assertThat(status("a").enforced()).isTrue();
		this.schema = TestModels.schema();
		assertThat(status("a").cause()).isEqualTo(PolicyStatus.Cause.STATEMENT_NOT_APPLICABLE);
		assertThat(status("a").reason()).startsWith("$.reward_weights.Jitter: expected a KPI of the model");
	}

	@Test
	void refusedChangeLeavesWhatWasThere() {
		put("a", NETWORK + ",'prbs':{'max':8}");
		assertThatExceptionOfType(PolicyRefused.class).isThrownBy(() -> put("a", NETWORK + ",'prbs':{'max':0}"));
		assertThat(intent("c", "").cell().max()).isEqualTo(8);
		assertThat(refused("schema")).isEqualTo(1);
	}

	@Test
	void notMoreThanSoMany() {
		for (int i = 0; i < 5; i++) {
			put("p" + i, NETWORK + ",'risk':" + i);
		}
		assertThatExceptionOfType(PolicyRefused.class).isThrownBy(() -> put("one more", NETWORK))
			.withMessage("policies: expected at most 5 (presage.intent.max-policies), found 6");
		assertThat(refused("full")).isEqualTo(1);
		assertThat(put("p1", NETWORK + ",'risk':9")).as("another one in the place of one")
			.isEqualTo(PolicyStore.Change.REPLACED);
		assertThat(policies("enforced")).isEqualTo(1);
		assertThat(policies("not_enforced")).isEqualTo(4);
	}

	@Test
	void theySurviveARestartAndDamage() {
		put("a", NETWORK + ",'prbs':{'max':8},'validity':{'duration_s':10}");
		this.book.put("b \"é\"/", PolicySource.A1, json(cell("c") + ",'risk':0.1"));
		this.store.set("policy/broken", "{\"source\":\"A1\"");
		this.store.set("policy/odd", "{\"source\":\"A1\",\"received_ms\":1,\"policy\":{\"scope\":{}}}");
		this.store.set("subscription/n/c", "somebody else's");
		this.clock.advanceMillis(4000);
		this.book = book(5);
		assertThat(this.book.ids()).containsExactly("a", "b \"é\"/");
		assertThat(refused("state")).isEqualTo(2);
		assertThat(intent("c", "")).isEqualTo(new CellIntent(List.of("b \"é\"/", "a"), new PrbBounds(null, 8, null),
				PrbBounds.NONE, Map.of(), List.of(), 0.1, null, false));
		this.clock.advanceMillis(6000);
		assertThat(intent("c", "").policies()).as("the duration goes on").containsExactly("b \"é\"/");
		this.book.delete("broken", PolicySource.REST);
		this.book = book(5);
		assertThat(refused("state")).as("the other one is gone").isEqualTo(1);
	}

}
