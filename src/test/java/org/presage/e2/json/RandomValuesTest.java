/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

import org.presage.e2.ap.E2apMessage;
import org.presage.e2.ap.E2apPdu;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.EventTrigger;
import org.presage.e2.sm.kpm.IndicationHeader;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.RanFunction;
import org.presage.e2.sm.rc.RcControlHeader;
import org.presage.e2.sm.rc.RcControlMessage;
import org.presage.e2.sm.rsm.RsmControl;
import org.presage.e2.sm.rsm.RsmHeader;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the grammars allow comes back, as bytes and as JSON. */
class RandomValuesTest {

	private record Kind<T>(String name, PerType<T> per, Class<T> java) {
	}

	@SuppressWarnings("unused")
	private static final List<Kind<?>> KINDS = List.of(
			new Kind<>("kpm.eventTrigger.format1", EventTrigger.TYPE, EventTrigger.class),
			new Kind<>("kpm.actionDefinition", ActionDefinition.TYPE, ActionDefinition.class),
			new Kind<>("kpm.indicationHeader.format1", IndicationHeader.TYPE, IndicationHeader.class),
			new Kind<>("kpm.indicationMessage", IndicationMessage.TYPE, IndicationMessage.class),
			new Kind<>("kpm.ranFunction", RanFunction.TYPE, RanFunction.class),
			new Kind<>("rc.controlHeader", RcControlHeader.TYPE, RcControlHeader.class),
			new Kind<>("rc.controlMessage", RcControlMessage.TYPE, RcControlMessage.class),
			new Kind<>("rsm.controlHeader", RsmHeader.TYPE, RsmHeader.class),
			new Kind<>("rsm.controlMessage", RsmControl.TYPE, RsmControl.class),
			new Kind<>("e2ap", E2apPdu.TYPE, E2apMessage.class));

	@ParameterizedTest
	@FieldSource("KINDS")
	<T> void comeBack(Kind<T> kind) {
		long seed = Long.getLong("presage.seed", 5L);
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
		RandomValues values = new RandomValues(random);
		MessageType<?> type = MessageType.named(kind.name());
		for (int i = 0; i < 300; i++) {
			T value = values.of(kind.java());
			byte[] bytes = kind.per().encode(value);
			assertThat(kind.per().decode(bytes)).as("seed %d, value %d", seed, i).isEqualTo(value);
			assertThat(type.fromJson(type.toJson(bytes))).as("JSON, seed %d, value %d", seed, i).isEqualTo(bytes);
		}
	}

}
