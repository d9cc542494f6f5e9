/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.ChoiceType;
import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.PerGrammar;
import org.presage.e2.sm.common.UeId;

import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * MatchingCondItem: one condition of several.
 *
 * @param choice a label or a property of a device; never null
 * @param or true: it and its neighbour in the list are alternatives; null: both must hold
 */
public record Condition(Choice choice, @Nullable Boolean or) {

	static final PerGrammar<List<Condition>> LISTS = new PerGrammar<>((grammar) -> list(1, 32768, item(grammar)));

	private static PerType<Condition> item(Grammar grammar) {
		PerType<Label> labels = Label.TYPES.in(grammar);
		PerType<TestCondition> tests = TestCondition.TYPES.in(grammar);
		PerType<Choice> type = ChoiceType.choice("MatchingCondItem-Choice", (c) -> {
			c.root("measLabel", OfLabel.class, labels.as(OfLabel::new, OfLabel::label));
			c.root("testCondInfo", OfTest.class, tests.as(OfTest::new, OfTest::test));
		});
		if (!grammar.conditionsAreOptional()) {
			return type.as((choice) -> new Condition(choice, null), Condition::alone);
		}
		return sequence("MatchingCondItem", (s) -> {
			var choice = s.required("matchingCondChoice", type, Condition::choice);
			var or = s.optional("logicalOR", Per.TRUE, Condition::or);
			return (v) -> new Condition(v.get(choice), v.orNull(or));
		});
	}

	private static Choice alone(Condition condition) {
		if (condition.or == null) {
			return condition.choice;
		}
		throw new CodecException(CodecException.NO_OFFSET, "MatchingCondItem",
				"no logicalOR, which this grammar does not have", condition.or);
	}

	static PerType<List<UeId>> ues(Grammar grammar) {
		return list(1, 65535, ue(grammar, "MatchingUEidItem"));
	}

	static PerType<UeId> ue(Grammar grammar, String name) {
		return sequence(name, (s) -> {
			var ue = s.required("ueID", UeId.TYPES.in(grammar), (UeId item) -> item);
			return (v) -> v.get(ue);
		});
	}

	/** MatchingCondItem-Choice. */
	public sealed interface Choice {

	}

	/** A part of the cell. */
	public record OfLabel(Label label) implements Choice {
	}

	/** Devices of a kind. */
	public record OfTest(TestCondition test) implements Choice {
	}

}
