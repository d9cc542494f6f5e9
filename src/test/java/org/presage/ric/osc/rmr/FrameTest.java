/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc.rmr;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Frames against octets written by hand from the C structures. */
class FrameTest {

	private static final int MOST_PAYLOAD = 4096;

	/** 50 + 280 + 4 of d1 + 3 = 337 = 0x151 octets. */
	private static final String GOLDEN = "51010000" + "00000151" + "24" + zeros(41) // transport
			+ "00002f12" + "00000003" + "00000003" // 12050, payload length, version
			+ "74782d31" + zeros(28) // xid: tx-1
			+ zeros(32) // sid
			+ "70726573616765" + "3a34353630" + zeros(52) // src: presage:4560
			+ "676e625f303031" + zeros(25) // meid: gnb_001
			+ zeros(4) + zeros(16) // padding, timespec
			+ "00000000" // flags
			+ "00000118" + "00000000" + "00000004" + "00000000" // header 280, trace, d1,
																// d2
			+ "00000007" // subscription
			+ "31302e302e302e35" + "3a34353630" + zeros(51) // srcip: 10.0.0.5:4560
			+ "00000000" // d1
			+ "aabbcc";

	private static final RmrMessage MESSAGE = new RmrMessage(12050, 7, "gnb_001", "tx-1",
			new byte[] { (byte) 0xaa, (byte) 0xbb, (byte) 0xcc });

	private static String zeros(int count) {
		return "00".repeat(count);
	}

	private static FrameReader.Received read(byte[] frame) {
		return FrameReader.read(Unpooled.wrappedBuffer(frame), MOST_PAYLOAD);
	}

	@Test
	void aMessageIsWrittenOctetByOctet() {
		byte[] frame = new FrameWriter("presage:4560", "10.0.0.5:4560").frame(MESSAGE);
		assertThat(HexFormat.of().formatHex(frame)).isEqualTo(GOLDEN);
	}

	@Test
	void theSameOctetsAreTheMessage() {
		RmrMessage message = read(HexFormat.of().parseHex(GOLDEN)).message();
		assertThat(message).isEqualTo(new RmrMessage(12050, 7, "gnb_001", "tx-1", MESSAGE.payload(), "presage:4560"));
	}

	@Test
	void withoutSubscriptionItIsMinusOne() {
		byte[] frame = TestFrame.of(100, "ping").octets();
		assertThat(read(frame).message().subscription()).isEqualTo(RmrMessage.NO_SUBSCRIPTION);
	}

	/**
	 * Trace, d1 and d2 stand before the payload, a later version's fields before these.
	 */
	@Test
	void thePayloadBeginsAfterAllFourLengths() {
		byte[] frame = TestFrame.of(100, "TTTDDDDDEpayload..")
			.set(4, "payload".length())
			.set(8, 4)
			.set(196, 284)
			.set(200, 3)
			.set(204, 5)
			.set(208, 1)
			.octets();
		FrameReader.Received received = read(frame);
		assertThat(received.message().payload()).isEqualTo("payload".getBytes(StandardCharsets.US_ASCII));
		assertThat(received.echo().d1()).isEqualTo("DDDDD".getBytes(StandardCharsets.US_ASCII));
	}

	/** Version 2 ends before the source's address. */
	@Test
	void aHeaderOfVersionTwoIsRead() {
		byte[] frame = TestFrame.of(12041, "x".repeat(64) + "ack").set(8, 2).set(196, 216).set(204, 0).octets();
		byte[] payload = read(frame).message().payload();
		assertThat(payload).hasSize(67);
	}

	/** They end where the zero should be; a transaction may fill its field. */
	@Test
	void stringsWithoutZeroAreCut() {
		byte[] frame = TestFrame.of(100, "")
			.text(12, "t".repeat(32))
			.text(76, "s".repeat(64))
			.text(140, "m".repeat(32))
			.octets();
		RmrMessage message = read(frame).message();
		assertThat(message.transaction()).isEqualTo("t".repeat(32));
		assertThat(message.source()).isEqualTo("s".repeat(63));
		assertThat(message.meid()).isEqualTo("m".repeat(31));
	}

	@ParameterizedTest
	@CsvSource({ "4, 8, PAYLOAD", "4, -1, PAYLOAD", "4, 2147483647, PAYLOAD", // payload
																				// length
																				// of 4
			"196, 279, HEADER", "196, 0, HEADER", "196, -1, HEADER", "196, 2147483647, HEADER", // header
																								// length
			"200, 5, HEADER", "200, -280, HEADER", "200, 2147483647, HEADER", // trace
			"204, 9, HEADER", "204, -4, HEADER", "204, 6, PAYLOAD", // d1
			"208, 5, HEADER", "208, 1, PAYLOAD", "208, -2147483648, HEADER", // d2
			"8, 1, VERSION", "8, 16777216, VERSION", "8, 0, VERSION", "8, -3, VERSION" })
	void lengthsThatDisagreeAreRefused(int offset, int value, Loss loss) {
		byte[] frame = TestFrame.of(100, "four").set(offset, value).octets();
		assertThatThrownBy(() -> read(frame)).isInstanceOfSatisfying(FrameException.class,
				(ex) -> assertThat(ex.loss()).isEqualTo(loss));
	}

	@Test
	void aLongerPayloadThanIsAcceptedIsRefused() {
		assertThat(read(TestFrame.of(100, new byte[MOST_PAYLOAD]).octets()).message().payload()).hasSize(MOST_PAYLOAD);
		byte[] frame = TestFrame.of(100, new byte[MOST_PAYLOAD + 1]).octets();
		assertThatThrownBy(() -> read(frame)).isInstanceOfSatisfying(FrameException.class,
				(ex) -> assertThat(ex.loss()).isEqualTo(Loss.PAYLOAD));
	}

	/**
	 * What a caller that blocks compares: 32 octets, whatever follows the zero, and d1.
	 */
	@Test
	void anAnswerGivesBackWhatTheSenderCompares() {
		byte[] asked = TestFrame.of(100, "").text(12, "tx\0left over").set(280, 0x05000000).octets();
		FrameReader.Received received = read(asked);
		FrameWriter writer = new FrameWriter("presage:4560", "10.0.0.5:4560");
		byte[] answer = writer.frame(new RmrMessage(101, -1, "", received.message().transaction(), new byte[0]),
				received.echo());
		assertThat(received.message().transaction()).isEqualTo("tx");
		assertThat(answer).hasSize(334);
		assertThat(read(answer).echo().transaction()).isEqualTo(received.echo().transaction());
		assertThat(answer[330]).isEqualTo((byte) 5);
		byte[] other = writer.frame(new RmrMessage(101, -1, "", "mine", new byte[0]), received.echo());
		assertThat(read(other).message().transaction()).isEqualTo("mine");
	}

	@ParameterizedTest
	@ValueSource(strings = { "gnb_01234567890123456789012345678", "gnb\u2026", "gnb\0" })
	void aNodeThatCannotBeWrittenIsRefused(String meid) {
		assertThatThrownBy(() -> new RmrMessage(12040, 1, meid, "", new byte[0]))
			.isInstanceOf(IllegalArgumentException.class)
			.hasMessageStartingWith("meid: expected at most 31 octets");
	}

}
