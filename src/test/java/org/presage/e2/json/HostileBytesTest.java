package org.presage.e2.json;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.presage.e2.per.CodecException;
import org.presage.e2.rc.ControlMessage;
import org.presage.e2.rc.Parameter;
import org.presage.e2.rc.ParameterValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Bytes that are no message, or one that somebody wrote to do harm. */
class HostileBytesTest {

	/** How many: {@code -Dpresage.mutations=1000000} for the long run. */
	private static final int MUTATIONS = Integer.getInteger("presage.mutations", 50_000);

	static List<Vectors.Vector> vectors() {
		return Vectors.all();
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

	/** Every decoder, on every message, changed: a value or a CodecException. */
	@Test
	void aMutatedMessageIsAValueOrRefused() {
		long seed = Long.getLong("presage.seed", 20260801L);
		RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
		List<Vectors.Vector> vectors = Vectors.all();
		List<MessageType<?>> types = List.copyOf(MessageType.all());
		int values = 0;
		for (int i = 0; i < MUTATIONS; i++) {
			Vectors.Vector vector = vectors.get(random.nextInt(vectors.size()));
			MessageType<?> type = (random.nextInt(4) > 0) ? MessageType.named(vector.type())
					: types.get(random.nextInt(types.size()));
			byte[] message = mutated(vector.bytes(), random);
			try {
				comesBack(type, message);
				values++;
			}
			catch (CodecException ex) {
				assertThat(ex.path().isEmpty() && ex.offset() < 0).as("says nowhere: %s", ex.getMessage()).isFalse();
			}
			catch (RuntimeException | Error ex) {
				fail("seed " + seed + ", mutation " + i + ", " + type.name() + " " + HexFormat.of().formatHex(message),
						ex);
			}
		}
		System.out.printf("%,d mutated messages: %,d values, the others refused%n", MUTATIONS, values);
		assertThat(values).isBetween(MUTATIONS / 100, MUTATIONS);
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

	private static byte[] mutated(byte[] original, RandomGenerator random) {
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
		byte[] deep = ControlMessage.TYPE.encode(nested(100));
		assertThat(refused("rc.controlMessage", deep)).hasMessageContaining("32 levels");
		assertThat(ControlMessage.TYPE.decode(ControlMessage.TYPE.encode(nested(30)))).isEqualTo(nested(30));
	}

	private static ControlMessage nested(int levels) {
		ParameterValue value = new ParameterValue.Plain(null);
		for (int i = 0; i < levels; i++) {
			value = ParameterValue.Structure.of(new Parameter(1 + i, value));
		}
		return new ControlMessage(List.of(new Parameter(1, value)));
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
