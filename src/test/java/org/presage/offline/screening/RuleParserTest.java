/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.screening;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.base.InvalidInputException;
import org.presage.testing.TestModels;
import org.presage.worldmodel.ModelManifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What conditions and allocations mean. */
class RuleParserTest {

	private static final String KNOWN = "one of the KPIs that the model knows [SINR, Buffer, PRBs, Delay]";

	private final ModelManifest manifest = TestModels.manifest("m");

	private RuleParser parser(String text) {
		return new RuleParser(this.manifest, "f.yaml", "field", text);
	}

	/** SINR, Buffer, PRBs, Delay. */
	private static float[] frame(String values) {
		String[] parts = values.split(" ");
		float[] frame = new float[parts.length];
		for (int k = 0; k < frame.length; k++) {
			frame[k] = Float.parseFloat(parts[k]);
		}
		return frame;
	}

	@ParameterizedTest
	@CsvSource({ "SINR < 5, 4 0 0 0, true", "SINR < 5, 5 0 0 0, false", "SINR <= 5, 5 0 0 0, true",
			"SINR > -5, -5 0 0 0, false", "SINR >= -5, -5 0 0 0, true", "Buffer > 1e5, 0 100001 0 0, true",
			"Buffer>1.5E+3, 0 1500 0 0, false", "PRBs >= .5, 0 0 1 0, true",
			"Buffer > 1e5 and SINR < 5, 4 100001 0 0, true", "Buffer > 1e5 and SINR < 5, 6 100001 0 0, false",
			"SINR < 0 and Delay > 9 or Buffer > 5, 1 6 0 0, true",
			"SINR < 0 and (Delay > 9 or Buffer > 5), 1 6 0 0, false",
			"Buffer > 5 or SINR < 0 and Delay > 9, 1 6 0 0, true", "Delay > 1, 0 0 0 NaN, false",
			"Delay <= 1, 0 0 0 NaN, false", "Delay <= 1 or SINR > 0, 1 0 0 NaN, true",
			"Delay <= 1 and SINR > 0, 1 0 0 NaN, false" })
	void conditionHolds(String text, String frame, boolean expected) {
		assertThat(parser(text).condition().holds(frame(frame))).isEqualTo(expected);
	}

	@ParameterizedTest
	@CsvSource({ "20, 0 0 0 0, 20", "10 + 0.5 * Delay, 0 0 0 20, 20", "Delay * 0.5 + 10, 0 0 0 20, 20",
			"50 - Delay, 0 0 0 20, 30", "-Delay + 50 - 5, 0 0 0 20, 25", "PRBs + 5, 0 0 12 0, 17", "PRBs, 0 0 12 0, 12",
			"Delay - 0.5 * Delay, 0 0 0 20, 10", "10 + Delay, 0 0 0 1000, 51", "10 - Delay, 0 0 0 1000, 1",
			"10 + 0.26 * Delay, 0 0 0 2, 11", "10 + Delay, 0 0 0 NaN, NaN", "hold, 0 0 7 0, 13", "2 * SINR, 4 0 0 0, 8",
			"SINR * -2 + 30, 4 0 0 0, 22" })
	void allocationGives(String text, String frame, float expected) {
		assertThat(parser(text).allocation(1, 51).prbs(frame(frame), 13)).isEqualTo(Float.valueOf(expected));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			SINR == 5            | expected one of the operators < <= > >=, found "=="
			SINR != 5            | expected one of the operators < <= > >=, found "!="
			SINR 5               | expected one of the operators < <= > >=, found "5"
			SINR <               | expected a number, found the end
			SINR < x             | expected a number, found "x"
			SINR < 1e999         | expected a finite number, found 1e999
			sinr < 5             | expected KNOWN, found "sinr"
			SINR < 5 xor PRBs > 2 | expected and, or, or the end, found "xor"
			(SINR < 5            | expected ), found the end
			SINR < 5 and         | expected KNOWN, found the end
			not SINR < 5         | expected KNOWN, found "not"
			""")
	void wrongConditionIsNamed(String text, String message) {
		assertThatThrownBy(() -> parser(text).condition()).isInstanceOf(InvalidInputException.class)
			.hasMessage("policy f.yaml: field: " + message.replace("KNOWN", KNOWN));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			10 + SINR + Delay | expected one KPI, found two: SINR and Delay
			10 +              | expected KNOWN, found the end
			10 SINR           | expected +, - or the end, found "SINR"
			10 * 2            | expected KNOWN, found "2"
			hold + 2          | expected the end, found "+"
			SINR / 2          | expected +, - or the end, found "/"
			""")
	void wrongAllocationIsNamed(String text, String message) {
		assertThatThrownBy(() -> parser(text).allocation(1, 51)).isInstanceOf(InvalidInputException.class)
			.hasMessage("policy f.yaml: field: " + message.replace("KNOWN", KNOWN));
	}

	@Test
	void parenthesesDoNotExhaustTheStack() {
		assertThatThrownBy(() -> parser("(".repeat(100_000) + "SINR < 5").condition())
			.isInstanceOf(InvalidInputException.class)
			.hasMessageContaining("at most 32 parentheses");
	}

}
