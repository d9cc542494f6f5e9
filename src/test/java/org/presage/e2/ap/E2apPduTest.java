/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Criticality;
import org.presage.e2.asn1.Octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.presage.e2.ap.Pdus.HEAD;
import static org.presage.e2.ap.Pdus.ID;
import static org.presage.e2.ap.Pdus.ie;
import static org.presage.e2.ap.Pdus.indication;
import static org.presage.e2.ap.Pdus.pdu;

/**
 * What the golden vectors do not reach: messages with too little, too much, or of others.
 */
class E2apPduTest {

	private static final RicIndication INDICATION = new RicIndication(ID, 2, 7, null, IndicationType.REPORT,
			Octets.hex("61"), Octets.hex("62"), null);

	@Test
	void anyOrderIsReadAndTheGrammarsIsWritten() {
		List<String> ies = new ArrayList<>(List.of(HEAD.substring(0, 18), HEAD.substring(18), ie(15, 0, "07"),
				ie(28, 0, "00"), ie(25, 0, "0161"), ie(26, 0, "0162")));
		Collections.reverse(ies);
		E2apMessage message = E2apPdu.TYPE.decode(pdu(0, 5, 6, String.join("", ies)));
		assertThat(message).isEqualTo(INDICATION);
		byte[] expected = indication(0, "");
		expected[2] = 0x40;
		assertThat(E2apPdu.TYPE.encode(message)).isEqualTo(expected);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2 })
	void anUnknownElementThatMayBeLeftOutIs(int criticality) {
		assertThat(E2apPdu.TYPE.decode(indication(1, ie(999, criticality, "0102030405")))).isEqualTo(INDICATION);
	}

	@Test
	void anUnknownElementThatMayNotIsRefused() {
		assertThat(refused(indication(1, ie(999, 0, "01"))))
			.hasMessage("protocolIEs: expected a known information element, found 999 with criticality reject "
					+ "(RICindication, octet 9)");
	}

	@Test
	void aMissingElementIsNamed() {
		assertThat(refused(pdu(0, 5, 2, HEAD))).hasMessageContaining("expected RICactionID, found none")
			.hasMessageContaining("RICindication");
		assertThat(refused(pdu(2, 4, 2, HEAD))).hasMessageContaining("expected Cause, found none");
	}

	@Test
	void anElementMayComeOnlyOnce() {
		assertThat(refused(indication(1, ie(5, 0, "0002"))))
			.hasMessageContaining("expected RANfunctionID once, found it twice");
	}

	@Test
	void anElementThatIsNoneIsNamed() {
		CodecException ex = refused(pdu(0, 5, 3, HEAD + ie(15, 0, "")));
		assertThat(ex.path()).isEqualTo("protocolIEs.RICactionID");
		assertThat(refused(indication(1, ie(27, 0, "01"))).path()).isEqualTo("protocolIEs.RICindicationSN");
	}

	@Test
	void aCriticalityThatIsNoneIsRefused() {
		assertThat(refused(indication(1, ie(999, 3, "01")))).hasMessageContaining("at most 2");
	}

	/** Elements that are claimed cost nothing until they are there. */
	@Test
	void aContainerThatClaimsMoreThanThereIsIsRefused() {
		assertThat(refused(pdu(0, 5, 65_535, HEAD))).hasMessageContaining("expected 16 more bits, found 0");
	}

	@Test
	void whatNobodyDescribedIsCounted() {
		byte[] setup = pdu(0, 1, 1, ie(49, 0, "0001"));
		OtherProcedure other = (OtherProcedure) E2apPdu.TYPE.decode(setup);
		assertThat(other).isEqualTo(new OtherProcedure(1, ProcedureOutcome.INITIATING, Criticality.REJECT,
				Octets.hex("000001003100020001")));
		assertThat(E2apPdu.TYPE.encode(other)).isEqualTo(setup);
		// an indication has no answer
		assertThat(E2apPdu.TYPE.decode(pdu(1, 5, 0, ""))).isInstanceOf(OtherProcedure.class);
		assertThat(E2apPdu.TYPE.decode(pdu(0, 255, 0, ""))).isInstanceOf(OtherProcedure.class);
	}

	@Test
	void anAlternativeOfALaterVersionIsRefused() {
		assertThat(refused(new byte[] { (byte) 0x80, 1, 0 })).hasMessageContaining("found extension 0");
	}

	/** A list leaves out what may be left out, but not all of it. */
	@Test
	void itemsThatAreNotKnown() {
		String known = ie(14, 1, "0007");
		String unknown = ie(77, 1, "0008");
		assertThat(E2apPdu.TYPE.decode(pdu(1, 8, 3, HEAD + ie(17, 0, "10" + unknown + known))))
			.isEqualTo(new RicSubscriptionResponse(ID, 2, List.of(7), List.of()));
		assertThat(refused(pdu(1, 8, 3, HEAD + ie(17, 0, "00" + unknown))))
			.hasMessageContaining("expected at least 1 elements, found 0 that are known");
		assertThat(refused(pdu(1, 8, 3, HEAD + ie(17, 0, "00" + ie(77, 0, "0008")))))
			.hasMessageContaining("found 77 with criticality reject");
	}

	@Test
	void valuesThatDoNotFitAreNotWritten() {
		RicSubscriptionRequest none = new RicSubscriptionRequest(ID, 2, Octets.hex("00"), List.of());
		assertThatThrownBy(() -> E2apPdu.TYPE.encode(none)).hasMessageContaining("expected 1 to 16 elements, found 0")
			.hasMessageContaining("ricAction-ToBeSetup-List");
		assertThatThrownBy(() -> E2apPdu.TYPE.encode(new RicSubscriptionDeleteRequest(new RicRequestId(65_536, 0), 1)))
			.hasMessageContaining("protocolIEs.RICrequestID.ricRequestorID: expected 0 to 65535, found 65536");
		assertThatThrownBy(() -> E2apPdu.TYPE.encode(new RicSubscriptionDeleteRequest(ID, 4096)))
			.hasMessageContaining("RANfunctionID: expected 0 to 4095");
	}

	@Test
	void payloadsOfAnySizeComeBack() {
		for (int size : new int[] { 16_383, 16_384, 32_768, 65_536, 200_000 }) {
			byte[] payload = new byte[size];
			payload[size - 1] = 1;
			RicIndication indication = new RicIndication(ID, 2, 7, 9, IndicationType.INSERT, Octets.hex("61"),
					Octets.of(payload), Octets.hex(""));
			assertThat(E2apPdu.TYPE.decode(E2apPdu.TYPE.encode(indication))).isEqualTo(indication);
		}
	}

	@Test
	void theFirstVersionSaysInAnAcknowledgementThatItFailed() {
		byte[] rejected = pdu(1, 4, 3, HEAD + ie(24, 0, "20"));
		RicControlAcknowledge answer = (RicControlAcknowledge) E2apPdu.TYPE.decode(rejected);
		assertThat(answer.status()).isEqualTo(RicControlStatus.REJECTED);
		assertThat(answer.accepted()).isFalse();
		assertThat(new RicControlAcknowledge(ID, 2, null, null).accepted()).isTrue();
		assertThat(((RicControlAcknowledge) E2apPdu.TYPE.decode(pdu(1, 4, 3, HEAD + ie(24, 0, "00")))).accepted())
			.isTrue();
	}

	@Test
	void aFailedSubscriptionAlwaysHasACause() {
		String list = "08" + ie(16, 1, "00070080");
		RicSubscriptionFailure first = (RicSubscriptionFailure) E2apPdu.TYPE
			.decode(pdu(2, 8, 3, HEAD + ie(18, 0, list)));
		assertThat(first.notAdmitted()).hasSize(1);
		assertThat(first.cause()).isEqualTo(Cause.of("ricRequest action-not-supported"));
		assertThat(E2apPdu.TYPE.decode(pdu(2, 8, 3, HEAD + ie(18, 0, "00"))))
			.isEqualTo(new RicSubscriptionFailure(ID, 2, Cause.UNSPECIFIED));
		assertThat(E2apPdu.TYPE.decode(pdu(2, 8, 4, HEAD + ie(18, 0, list) + ie(1, 0, "0300"))))
			.isEqualTo(new RicSubscriptionFailure(ID, 2, Cause.of("ricRequest request-id-unknown")));
		assertThat(refused(pdu(2, 8, 2, HEAD))).hasMessageContaining("expected Cause or RICactions-NotAdmitted");
	}

	private static CodecException refused(byte[] pdu) {
		return assertThatExceptionOfType(CodecException.class).as(HexFormat.of().formatHex(pdu))
			.isThrownBy(() -> E2apPdu.TYPE.decode(pdu))
			.actual();
	}

}
