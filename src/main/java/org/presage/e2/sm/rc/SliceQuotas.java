/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.rc.ParameterValue.Element;
import org.presage.e2.sm.rc.ParameterValue.Plain;
import org.presage.e2.sm.rc.ParameterValue.Structure;
import org.presage.e2.sm.rc.ParameterValue.Structures;

/**
 * Slice quotas as the RAN parameters of a control message, and back.
 *
 * @param dialect which parameters
 * @param sst how an SST is written
 * @param sd how an SD is written
 */
public record SliceQuotas(QuotaDialect dialect, IdForm sst, IdForm sd) {

	private static final int SST_OCTETS = 1;

	private static final int SD_OCTETS = 3;

	private static final int DECIMAL = 10;

	private static final int HEXADECIMAL = 16;

	/**
	 * Quotas with SST and SD as the nodes that read these parameters mostly have them.
	 */
	public SliceQuotas(QuotaDialect dialect) {
		this(dialect, dialect.ids(), dialect.ids());
	}

	/** The control message of quotas in the standard grammar: both directions at once. */
	public PerType<List<SliceQuota>> type() {
		return type(Grammar.STANDARD);
	}

	/** The control message of quotas in a grammar. */
	public PerType<List<SliceQuota>> type(Grammar grammar) {
		return RcControlMessage.TYPES.in(grammar).as(this::read, this::message);
	}

	/** The message that sets quotas. */
	public RcControlMessage message(List<SliceQuota> quotas) {
		List<Structure> groups = quotas.stream().map(this::group).toList();
		return new RcControlMessage(List.of(new Parameter(QuotaDialect.LIST, new Structures(groups))));
	}

	private Structure group(SliceQuota quota) {
		QuotaDialect d = this.dialect;
		Structure policy = Structure.of(new Parameter(d.members, new Structures(List.of(member(quota)))));
		return wrapped(d.group,
				Structure.of(new Parameter(QuotaDialect.POLICY, policy), Parameter.of(d.min(), quota.min()),
						Parameter.of(d.max(), quota.max()), Parameter.of(d.dedicated(), quota.dedicated())));
	}

	private Structure member(SliceQuota quota) {
		QuotaDialect d = this.dialect;
		List<Parameter> slice = new ArrayList<>();
		Octets sd = quota.sd();
		slice.add(Parameter.of(d.sst(), number(this.sst, quota.sst(), SST_OCTETS)));
		if (sd != null) {
			slice.add(Parameter.of(d.sd(), number(this.sd, sd.number(), SD_OCTETS)));
		}
		Octets plmn = d.ascii ? ascii(Plmn.digits(quota.plmn())) : quota.plmn();
		return wrapped(d.member,
				Structure.of(Parameter.of(d.plmn, plmn), new Parameter(d.snssai(), new Structure(List.copyOf(slice)))));
	}

	private static Structure wrapped(int id, Structure inner) {
		return (id == QuotaDialect.NONE) ? inner : Structure.of(new Parameter(id, inner));
	}

	/**
	 * The quotas that a message sets; a group of several members becomes a quota for
	 * each.
	 * @throws CodecException naming the parameter that is missing or something else
	 */
	public List<SliceQuota> read(RcControlMessage message) {
		QuotaDialect d = this.dialect;
		List<SliceQuota> quotas = new ArrayList<>();
		for (Structure item : list(new Structure(message.parameters()), QuotaDialect.LIST)) {
			Structure group = unwrapped(item, d.group);
			for (Structure entry : list(structure(group, QuotaDialect.POLICY), d.members)) {
				Structure member = unwrapped(entry, d.member);
				Structure slice = structure(member, d.snssai());
				Octets sd = (slice.get(d.sd()) != null) ? octets(this.sd, slice, d.sd(), SD_OCTETS) : null;
				quotas.add(new SliceQuota(plmn(member), (int) octets(this.sst, slice, d.sst(), SST_OCTETS).number(), sd,
						percent(group, d.min()), percent(group, d.max()), percent(group, d.dedicated())));
			}
		}
		return quotas;
	}

	private static Structure unwrapped(Structure outer, int id) {
		return (id == QuotaDialect.NONE) ? outer : structure(outer, id);
	}

	private static List<Structure> list(Structure parent, int id) {
		if (parent.get(id) instanceof Structures structures) {
			return structures.items();
		}
		throw wrong(id, "a list", parent.get(id));
	}

	private static Structure structure(Structure parent, int id) {
		if (parent.get(id) instanceof Structure structure) {
			return structure;
		}
		throw wrong(id, "a structure", parent.get(id));
	}

	private static int percent(Structure parent, int id) {
		if (element(parent, id) instanceof Element.Whole whole && whole.value() >= 0 && whole.value() <= 100) {
			return (int) whole.value();
		}
		throw wrong(id, "a whole number of 0 to 100", parent.get(id));
	}

	private Octets plmn(Structure member) {
		int id = this.dialect.plmn;
		if (!(element(member, id) instanceof Element.Bytes bytes)) {
			throw wrong(id, "octets", member.get(id));
		}
		if (!this.dialect.ascii) {
			return sized(id, bytes.value(), SD_OCTETS);
		}
		try {
			return Plmn.of(text(bytes.value()));
		}
		catch (IllegalArgumentException ex) {
			throw wrong(id, "5 or 6 ASCII digits", member.get(id));
		}
	}

	private static Octets octets(IdForm form, Structure parent, int id, int size) {
		if (!(element(parent, id) instanceof Element.Bytes bytes)) {
			throw wrong(id, "octets", parent.get(id));
		}
		if (form == IdForm.BINARY) {
			return sized(id, bytes.value(), size);
		}
		int radix = (form == IdForm.HEX) ? HEXADECIMAL : DECIMAL;
		String digits = text(bytes.value());
		if (!digits.matches((form == IdForm.HEX) ? "[0-9a-fA-F]{1,8}" : "[0-9]{1,8}")
				|| Long.parseLong(digits, radix) >>> size * Byte.SIZE != 0) {
			throw wrong(id, "an ASCII number of " + size + " octets", parent.get(id));
		}
		return binary(Long.parseLong(digits, radix), size);
	}

	private static Octets sized(int id, Octets octets, int size) {
		if (octets.size() != size) {
			throw wrong(id, size + " octets", octets);
		}
		return octets;
	}

	private static Octets number(IdForm form, long number, int size) {
		return switch (form) {
			case BINARY -> binary(number, size);
			case DECIMAL -> ascii(Long.toString(number));
			case HEX -> ascii(("%0" + 2 * size + "x").formatted(number));
		};
	}

	private static Octets binary(long number, int size) {
		byte[] bytes = new byte[size];
		for (int i = 0; i < size; i++) {
			bytes[i] = (byte) (number >> (size - 1 - i) * Byte.SIZE);
		}
		return Octets.of(bytes);
	}

	private static @Nullable Element element(Structure parent, int id) {
		return switch (parent.get(id)) {
			case Plain plain -> plain.value();
			case ParameterValue.Key key -> key.value();
			case null, default -> null;
		};
	}

	private static Octets ascii(String text) {
		return Octets.of(text.getBytes(StandardCharsets.US_ASCII));
	}

	private static String text(Octets octets) {
		return new String(octets.toBytes(), StandardCharsets.ISO_8859_1);
	}

	private static CodecException wrong(int id, String expected, @Nullable Object found) {
		return new CodecException(CodecException.NO_OFFSET, "RAN parameter " + id, expected,
				(found != null) ? found : "nothing");
	}

}
