package org.presage.e2.sm.kpm;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.ChoiceType;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
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

	static final PerType<List<Condition>> LIST = list(1, 32768, item());

	static final PerType<List<UeId>> UES = list(1, 65535, ue("MatchingUEidItem"));

	private static PerType<Condition> item() {
		PerType<Choice> type = ChoiceType.choice("MatchingCondItem-Choice", (c) -> {
			c.root("measLabel", OfLabel.class, Label.TYPE.as(OfLabel::new, OfLabel::label));
			c.root("testCondInfo", OfTest.class, TestCondition.TYPE.as(OfTest::new, OfTest::test));
		});
		return sequence("MatchingCondItem", (s) -> {
			var choice = s.required("matchingCondChoice", type, Condition::choice);
			var or = s.optional("logicalOR", Per.TRUE, Condition::or);
			return (v) -> new Condition(v.get(choice), v.orNull(or));
		});
	}

	static PerType<UeId> ue(String name) {
		return sequence(name, (s) -> {
			var ue = s.required("ueID", UeId.TYPE, (UeId item) -> item);
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
