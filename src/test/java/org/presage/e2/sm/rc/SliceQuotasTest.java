/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rc;

import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.rc.ParameterValue.Structure;
import org.presage.e2.sm.rc.ParameterValue.Structures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** PRB quotas of slices as the parameters of the two dialects. */
class SliceQuotasTest {

	private static final List<SliceQuota> QUOTAS = List.of(
			new SliceQuota(Plmn.of("00101"), 1, Octets.hex("00012c"), 10, 60, 5),
			new SliceQuota(Plmn.of("310410"), 128, null, 0, 100, 0));

	@ParameterizedTest
	@EnumSource
	void comeBackInEveryDialect(QuotaDialect dialect) {
		SliceQuotas codec = new SliceQuotas(dialect);
		assertThat(codec.type().decode(codec.type().encode(QUOTAS))).isEqualTo(QUOTAS);
	}

	/** No structures around group and member, ids without a gap, digits in ASCII. */
	@Test
	void dialectBAsFlexRicWantsIt() {
		RcControlMessage message = new SliceQuotas(QuotaDialect.B).message(QUOTAS.subList(0, 1));
		Structures list = (Structures) message.parameters().getFirst().value();
		Structure group = list.items().getFirst();
		Structure member = inner(Structures.class, inner(Structure.class, group, 3), 4).items().getFirst();
		Structure slice = inner(Structure.class, member, 7);
		assertThat(message.parameters().getFirst().id()).isEqualTo(1);
		assertThat(member.items()).contains(Parameter.of(6, Octets.of("00101".getBytes())));
		assertThat(slice.items()).containsExactly(Parameter.of(8, Octets.of("1".getBytes())),
				Parameter.of(9, Octets.of("300".getBytes())));
		assertThat(group.items()).contains(Parameter.of(10, 10), Parameter.of(11, 60), Parameter.of(12, 5));
	}

	private static <T> T inner(Class<T> kind, Structure outer, long id) {
		return Objects.requireNonNull(kind.cast(outer.get(id)));
	}

	/** A gNB of dialect A that reads B would do anything: neither reads as the other. */
	@Test
	void oneDialectIsNotReadAsTheOther() {
		byte[] a = new SliceQuotas(QuotaDialect.A).type().encode(QUOTAS);
		byte[] b = new SliceQuotas(QuotaDialect.B).type().encode(QUOTAS);
		assertThatThrownBy(() -> new SliceQuotas(QuotaDialect.A).type().decode(b)).isInstanceOf(CodecException.class)
			.hasMessageContaining("RAN parameter 2");
		assertThatThrownBy(() -> new SliceQuotas(QuotaDialect.B).type().decode(a)).isInstanceOf(CodecException.class)
			.hasMessageContaining("RAN parameter 3");
	}

	@Test
	void aRatioThatIsNoneIsRefused() {
		assertThatThrownBy(() -> new SliceQuota(Plmn.of("00101"), 1, null, 0, 101, 0)).hasMessageContaining("max");
	}

	@Test
	void networkCodesOfTwoAndThreeDigits() {
		assertThat(Plmn.of("00101")).hasToString("00f110");
		assertThat(Plmn.digits(Octets.hex("00f110"))).isEqualTo("00101");
		assertThat(Plmn.digits(Plmn.of("310410"))).isEqualTo("310410");
	}

}
