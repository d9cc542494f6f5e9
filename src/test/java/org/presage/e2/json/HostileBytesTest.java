/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.RanFunction;
import org.presage.e2.sm.rc.RcControlMessage;
import org.presage.e2.sm.rc.RcHeader;
import org.presage.e2.sm.rc.RcMessage;
import org.presage.e2.sm.rc.Parameter;
import org.presage.e2.sm.rc.ParameterValue;
import org.presage.e2.sm.rc.QuotaDialect;
import org.presage.e2.sm.rc.SliceQuota;
import org.presage.e2.sm.rc.SliceQuotas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Bytes that are no message, or one that somebody wrote to do harm. */
class HostileBytesTest {

	/** For each decoder: {@code -Dpresage.mutations=1000000} for the long run. */
	private static final int MUTATIONS = Integer.getInteger("presage.mutations", 3_000);

	/**
	 * To read, write and read again any of the messages; the less of two times, as the
	 * first may load classes.
	 */
	private static final long MOST_MEMORY = 1 << 20;

	private static final List<Vectors.Vector> VECTORS = Vectors.all();

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final List<SliceQuota> QUOTAS = List.of(
			new SliceQuota(Plmn.of("00101"), 1, Octets.hex("00012c"), 10, 60, 5),
			new SliceQuota(Plmn.of("310410"), 128, null, 0, 100, 0));

	static List<Vectors.Vector> vectors() {
		return VECTORS;
	}

	/** Lost octets are noticed and located, wherever the message is cut. */
	@ParameterizedTest
	@MethodSource("vectors")
	void aTruncatedMessageIsRefused(Vectors.Vector vector) {
		byte[] bytes = vector.bytes();
		for (int length = 0; length < bytes.length; length++) {
			byte[] cut = Arrays.copyOf(bytes, length);
			try {
				MessageType.named(vector.type()).decode(cut);
				// A time of eight octets may lose four.
				assertThat(vector.type()).isEqualTo("kpm.indicationHeader.format1");
			}
			catch (CodecException ex) {
				assertThat(ex.offset()).isBetween(-1, length);
				assertThat(ex.type()).isNotEmpty();
			}
		}
	}

	private static List<byte[]> own(MessageType<?> type, RandomGenerator random) {
		String decoder = type.name();
		Stream<byte[]> messages = switch (decoder) {
			case "kpm.ranFunction" -> random(type, RanFunction.class, random);
			case "rc.controlHeader.format2" -> random(type, RcHeader.Several.class, random);
			case "rc.controlMessage.format2" -> random(type, RcMessage.Several.class, random);
			case "kpm.indicationMessage.format2" -> random(type, IndicationMessage.ConditionalReport.class, random);
			case "rc.controlMessage.format1.slicePrbQuota.dialectB" ->
				Stream.of(new SliceQuotas(QuotaDialect.B).type().encode(QUOTAS));
			default ->
				VECTORS.stream().filter((vector) -> vector.type().startsWith(decoder)).map(Vectors.Vector::bytes);
		};
		return messages.toList();
	}

	@SuppressWarnings("unchecked")
	private static <T> Stream<byte[]> random(MessageType<?> type, Class<T> java, RandomGenerator random) {
		RandomValues values = new RandomValues(random);
		return Stream.generate(() -> ((MessageType<T>) type).encode(values.of(java))).limit(20);
	}

	static List<String> decoders() {
		return MessageType.all().stream().map(MessageType::name).toList();
	}

	/**
	 * A decoder on its own messages, and every fourth time on any, changed: a value or a
	 * CodecException, and memory in proportion to the message.
	 */
	@ParameterizedTest
	@MethodSource("decoders")
	void aMutatedMessageIsAValueOrRefused(String decoder) {
		long seed = Long.getLong("presage.seed", 20260801L);
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
		MessageType<?> type = MessageType.named(decoder);
		List<byte[]> any = VECTORS.stream().map(Vectors.Vector::bytes).toList();
		List<byte[]> own = own(type, random);
		int values = 0;
		long most = 0;
		for (int i = 0; i < MUTATIONS; i++) {
			List<byte[]> messages = (random.nextInt(4) > 0) ? own : any;
			byte[] message = mutated(messages.get(random.nextInt(messages.size())), random);
			String what = "seed " + seed + ", mutation " + i + ", " + decoder;
			long before = THREADS.getCurrentThreadAllocatedBytes();
			values += isValue(type, message, what) ? 1 : 0;
			long between = THREADS.getCurrentThreadAllocatedBytes();
			if (between - before > most) {
				isValue(type, message, what);
				most = Math.max(most, Math.min(between - before, THREADS.getCurrentThreadAllocatedBytes() - between));
			}
		}
		System.out.printf(
				"%s: %,d mutated messages, %,d values, the others refused, at most %,d bytes of memory each%n", decoder,
				MUTATIONS, values, most);
		assertThat(values).isBetween(MUTATIONS / 1000, MUTATIONS);
		assertThat(most).isLessThan(MOST_MEMORY);
	}

	/** A value, or else refused; never anything else. */
	private static boolean isValue(MessageType<?> type, byte[] message, String what) {
		try {
			comesBack(type, message);
			return true;
		}
		catch (CodecException ex) {
			if (ex.path().isEmpty() && ex.offset() < 0) {
				fail(what + " does not say where: " + ex.getMessage());
			}
			return false;
		}
		catch (RuntimeException | Error ex) {
			return fail(what + ' ' + HexFormat.of().formatHex(message), ex);
		}
	}

	/** What was read can be written, and is the same when read again. */
	private static <T> void comesBack(MessageType<T> type, byte[] message) {
		T value = type.decode(message);
		byte[] again;
		try {
			again = type.encode(value);
		}
		catch (CodecException ex) {
			throw new IllegalStateException("read, but not writable: " + value, ex);
		}
		assertThat(type.decode(again)).isEqualTo(value);
	}

	static byte[] mutated(byte[] original, RandomGenerator random) {
		byte[] bytes = original.clone();
		int changes = 1 + random.nextInt(4);
		for (int i = 0; i < changes; i++) {
			int at = random.nextInt(bytes.length);
			switch (random.nextInt(6)) {
				case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
				case 1 -> bytes[at] = (byte) random.nextInt(256);
				case 2 -> bytes[at] = (byte) 0xFF;
				case 3 -> bytes = Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
				case 4 -> bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(8));
				default -> {
					int length = random.nextInt(bytes.length - at + 1);
					System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
				}
			}
		}
		return bytes;
	}

	/** Structures in structures, deeper than anybody means. */
	@Test
	void endlessNestingIsRefused() {
		byte[] deep = RcControlMessage.TYPE.encode(nested(100));
		assertThat(refused("rc.controlMessage", deep)).hasMessageContaining("32 levels");
		assertThat(RcControlMessage.TYPE.decode(RcControlMessage.TYPE.encode(nested(30)))).isEqualTo(nested(30));
	}

	private static RcControlMessage nested(int levels) {
		ParameterValue value = new ParameterValue.Plain(null);
		for (int i = 0; i < levels; i++) {
			value = ParameterValue.Structure.of(new Parameter(1 + i, value));
		}
		return new RcControlMessage(List.of(new Parameter(1, value)));
	}

	/** 65,535 elements in three octets: refused before anything is made for them. */
	@Test
	void aListThatClaimsMoreThanThereIsIsRefused() {
		CodecException ex = refused("kpm.indicationMessage", HexFormat.of().parseHex("00fffe00"));
		assertThat(ex).hasMessageContaining("measData")
			.hasMessageContaining("65535")
			.hasMessageContaining("SEQUENCE OF");
		assertThat(ex.offset()).isEqualTo(3);
	}

	@Test
	void theMessageNamesTheField() {
		CodecException ex = refused("kpm.indicationMessage", HexFormat.of().parseHex("000000000120028003"));
		assertThat(ex.path())
			.isEqualTo("indicationMessage-formats.indicationMessage-Format1.measData[0].measRecord[0].real");
		assertThat(ex).hasMessageContaining("REAL");
	}

	private static CodecException refused(String type, byte[] message) {
		try {
			throw new AssertionError("decoded to " + MessageType.named(type).decode(message));
		}
		catch (CodecException ex) {
			return ex;
		}
	}

}
