/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerReader;
import org.presage.e2.asn1.PerType;
import org.presage.e2.asn1.PerWriter;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Grammar.HeaderNames;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * The header in the ways in which nodes write it: a time of four or eight octets, and
 * names in one of four forms. A header is read in the first way that leaves no octet
 * over, the grammar's own way first: some headers have several readings. Names are
 * written in the grammar's form; where it is not known, as a length and the characters.
 */
final class HeaderType implements PerType<IndicationHeader> {

	private final List<Way> ways = new ArrayList<>();

	HeaderType(Grammar grammar) {
		HeaderNames known = grammar.names();
		List<HeaderNames> forms = Stream
			.of(HeaderNames.UNBOUNDED, HeaderNames.EXTENSIBLE_PADDED, HeaderNames.BOUNDED, HeaderNames.EXTENSIBLE)
			.sorted(Comparator.comparing((form) -> form != known))
			.toList();
		int first = (grammar.timeOctets() != 0) ? grammar.timeOctets() : Long.BYTES;
		for (int size : new int[] { first, Long.BYTES + Integer.BYTES - first }) {
			forms.forEach((form) -> this.ways.add(new Way(size, type(grammar, size, form))));
		}
	}

	/**
	 * One way.
	 *
	 * @param timeOctets size of the time
	 * @param type of such headers
	 */
	private record Way(int timeOctets, PerType<IndicationHeader> type) {
	}

	private static PerType<IndicationHeader> type(Grammar grammar, int timeOctets, HeaderNames form) {
		PerType<IndicationHeader> format1 = sequence("E2SM-KPM-IndicationHeader-Format1", (s) -> {
			var time = s.required("colletStartTime", Per.octets(timeOctets), IndicationHeader::collectStartTime);
			var version = s.optional("fileFormatversion", name(15, form), IndicationHeader::fileFormatversion);
			var sender = s.optional("senderName", name(400, form), IndicationHeader::senderName);
			var kind = s.optional("senderType", name(8, form), IndicationHeader::senderType);
			var vendor = s.optional("vendorName", name(32, form), IndicationHeader::vendorName);
			var node = s.optional(grammar.onlyInV200(), "kpmNodeID", KpmNode.TYPE, IndicationHeader::node);
			return (v) -> new IndicationHeader(v.get(time), v.orNull(version), v.orNull(sender), v.orNull(kind),
					v.orNull(vendor), v.orNull(node));
		});
		PerType<IndicationHeader> formats = choice("indicationHeader-formats",
				(c) -> c.root("indicationHeader-Format1", IndicationHeader.class, format1));
		return sequence("E2SM-KPM-IndicationHeader", (s) -> {
			var header = s.required("indicationHeader-formats", formats, (IndicationHeader itself) -> itself);
			return (v) -> v.get(header);
		});
	}

	private static PerType<String> name(int max, HeaderNames form) {
		return switch (form) {
			case UNBOUNDED -> Per.PRINTABLE;
			case EXTENSIBLE -> Per.printable(0, max);
			case EXTENSIBLE_PADDED -> Per.printablePadded(0, max);
			case BOUNDED -> Per.printableBounded(0, max);
		};
	}

	@Override
	public IndicationHeader read(PerReader in) {
		PerReader start = in.copy();
		CodecException first = null;
		for (Way way : this.ways) {
			in.moveTo(start);
			try {
				IndicationHeader header = way.type.read(in);
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
		int size = value.collectStartTime().size();
		Way way = this.ways.getFirst();
		for (int i = this.ways.size() - 1; i >= 0; i--) {
			way = (this.ways.get(i).timeOctets == size) ? this.ways.get(i) : way;
		}
		way.type.write(out, value);
	}

}
