package org.presage.e2.sm.kpm;

import java.util.List;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.PerReader;
import org.presage.e2.asn1.PerType;
import org.presage.e2.asn1.PerWriter;

/**
 * The header in the four ways in which nodes write it. The time is four octets in KPM 2.0
 * and eight later. The names' bounds, {@code PrintableString (SIZE (0..15), ...)}, are
 * invisible to PER for one compiler (Erlang's) and bounds with an extension bit for
 * another (asn1c). A header is read in the first way that leaves no octet over.
 */
final class HeaderType implements PerType<IndicationHeader> {

	private static final PerType<IndicationHeader> NTP = IndicationHeader.type(Long.BYTES, false);

	private static final PerType<IndicationHeader> SECONDS = IndicationHeader.type(Integer.BYTES, false);

	private static final List<PerType<IndicationHeader>> WAYS = List.of(NTP, IndicationHeader.type(Long.BYTES, true),
			SECONDS, IndicationHeader.type(Integer.BYTES, true));

	@Override
	public IndicationHeader read(PerReader in) {
		PerReader start = in.copy();
		CodecException first = null;
		for (PerType<IndicationHeader> way : WAYS) {
			in.moveTo(start);
			try {
				IndicationHeader header = way.read(in);
				if (in.atEnd()) {
					return header;
				}
			}
			catch (CodecException ex) {
				first = (first != null) ? first : ex;
			}
		}
		throw (first != null) ? first : longer(in);
	}

	private static CodecException longer(PerReader in) {
		return in.error("E2SM-KPM-IndicationHeader", "the end", "more octets");
	}

	@Override
	public void write(PerWriter out, IndicationHeader value) {
		((value.collectStartTime().size() == Integer.BYTES) ? SECONDS : NTP).write(out, value);
	}

}
