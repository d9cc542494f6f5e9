/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.presage.e2.asn1.CodecException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Causes by name, and those that nobody knows yet. */
class CauseTest {

	static List<Cause> causes() {
		return Cause.all();
	}

	@ParameterizedTest
	@MethodSource("causes")
	void everyCauseHasATextAndBytes(Cause cause) {
		assertThat(Cause.of(cause.text())).isEqualTo(cause);
		assertThat(Cause.TYPE.decode(Cause.TYPE.encode(cause))).isEqualTo(cause);
	}

	@Test
	void theTextIsTheGrammars() {
		assertThat(Cause.all()).hasSize(37).extracting(Cause::text).doesNotHaveDuplicates();
		assertThat(new Cause(Cause.Group.RIC_REQUEST, 1)).hasToString("ricRequest action-not-supported");
		assertThat(Cause.UNSPECIFIED).hasToString("misc unspecified");
	}

	/** Numbers of later versions survive: in a text, and in bytes. */
	@Test
	void whatIsNotKnownStaysANumber() {
		for (int number : new int[] { 20, 63, 77, 78, 300, 70_000 }) {
			Cause cause = new Cause(Cause.Group.RIC_REQUEST, number);
			assertThat(cause.text()).isEqualTo("ricRequest " + number);
			assertThat(Cause.of(cause.text())).isEqualTo(cause);
			assertThat(Cause.TYPE.decode(Cause.TYPE.encode(cause))).isEqualTo(cause);
		}
	}

	/** 1: an extension of CHOICE, its number 0, an open type of an octet. */
	@Test
	void aGroupThatIsNotKnownIsUnspecified() {
		assertThat(Cause.TYPE.decode(new byte[] { (byte) 0x80, 1, 0x40 })).isEqualTo(Cause.UNSPECIFIED);
	}

	/** Version 1 has a group less, and fewer reasons before "unspecified". */
	@Test
	void theFirstVersionCountsDifferently() {
		Cause unspecified = Cause.of("ricRequest unspecified");
		Cause transport = Cause.of("transport unspecified");
		assertThat(Cause.TYPE_V1.encode(unspecified)).containsExactly(0b0000_0101, 0b0000_0000);
		assertThat(Cause.TYPE_V1.decode(Cause.TYPE_V1.encode(unspecified))).isEqualTo(unspecified);
		assertThat(Cause.TYPE_V1.encode(transport)).containsExactly(0b0010_0000);
		assertThat(Cause.TYPE_V1.decode(Cause.TYPE_V1.encode(transport))).isEqualTo(transport);
		assertThatThrownBy(() -> Cause.TYPE_V1.encode(Cause.of("ricRequest control-timer-expired")))
			.isInstanceOf(CodecException.class)
			.hasMessageContaining("version 1");
		assertThatThrownBy(() -> Cause.TYPE_V1.encode(Cause.of("e2Node e2node-component-unknown")))
			.isInstanceOf(CodecException.class);
	}

	@Test
	void aTextThatIsNoCauseIsRefused() {
		for (String text : List.of("", "misc", "misc ", "misc unknown", "other unspecified", "misc -1",
				"misc 1234567890")) {
			assertThatThrownBy(() -> Cause.of(text)).as(text)
				.isInstanceOf(IllegalArgumentException.class)
				.hasMessageStartingWith("cause: expected ");
		}
	}

}
