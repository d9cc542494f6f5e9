/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.base.InvalidInputException;
import org.presage.base.NearestName;
import org.presage.e2.ap.E2apMessage;
import org.presage.e2.ap.E2apPdu;
import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.ccc.CccControl;
import org.presage.e2.sm.ccc.CccHeader;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.EventTrigger;
import org.presage.e2.sm.kpm.IndicationHeader;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.e2.sm.kpm.RanFunction;
import org.presage.e2.sm.rc.RcControlHeader;
import org.presage.e2.sm.rc.RcControlMessage;
import org.presage.e2.sm.rc.RcHeader;
import org.presage.e2.sm.rc.RcMessage;
import org.presage.e2.sm.rc.QuotaDialect;
import org.presage.e2.sm.rc.SliceQuota;
import org.presage.e2.sm.rc.SliceQuotas;
import org.presage.e2.sm.rsm.RsmControl;
import org.presage.e2.sm.rsm.RsmHeader;

/**
 * A kind of message that has a name, bytes and a JSON form.
 *
 * @param <T> its Java form
 */
public final class MessageType<T> {

	private static final Map<String, Function<Grammar, MessageType<?>>> ALL = new LinkedHashMap<>();

	static {
		add("kpm.eventTrigger.format1", EventTrigger.class, (grammar) -> EventTrigger.TYPE);
		add("kpm.actionDefinition", ActionDefinition.class, ActionDefinition.TYPES::in);
		add("kpm.actionDefinition.style1.format1", CellAction.class,
				(grammar) -> ActionDefinition.TYPES.in(grammar).as(CellAction::of, CellAction::definition));
		add("kpm.indicationHeader.format1", IndicationHeader.class, IndicationHeader.TYPES::in);
		add("kpm.indicationMessage", IndicationMessage.class, IndicationMessage.TYPES::in);
		format("kpm.indicationMessage.format1", IndicationMessage.Report.class);
		format("kpm.indicationMessage.format2", IndicationMessage.ConditionalReport.class);
		format("kpm.indicationMessage.format3", IndicationMessage.UeReports.class);
		add("kpm.ranFunction", RanFunction.class, RanFunction.TYPES::in);
		add("rc.controlHeader", RcControlHeader.class, RcControlHeader.TYPES::in);
		add("rc.controlHeader.format1.style2.action6", QuotaHeader.class,
				(grammar) -> RcControlHeader.TYPES.in(grammar).as(QuotaHeader::of, QuotaHeader::header));
		add("rc.controlHeader.format2", RcHeader.Several.class, RcHeader.Several.TYPES::in);
		add("rc.controlMessage", RcControlMessage.class, RcControlMessage.TYPES::in);
		for (QuotaDialect dialect : QuotaDialect.values()) {
			add("rc.controlMessage.format1.slicePrbQuota.dialect" + dialect, new TypeReference<List<SliceQuota>>() {
			}.getType(), (grammar) -> new SliceQuotas(dialect).type(grammar));
		}
		add("rc.controlMessage.format2", RcMessage.Several.class, RcMessage.Several.TYPES::in);
		add("rsm.controlHeader", RsmHeader.class, (grammar) -> RsmHeader.TYPE);
		add("rsm.controlMessage", RsmControl.class, (grammar) -> RsmControl.TYPE);
		add("ccc.controlHeader", CccHeader.class, CccHeader::decode, CccHeader::encode);
		add("ccc.controlMessage", CccControl.class, CccControl::decode, CccControl::encode);
		add("e2ap", E2apMessage.class, (grammar) -> E2apPdu.TYPE);
	}

	private final String name;

	private final Function<byte[], T> decoder;

	private final Function<T, byte[]> encoder;

	private final JsonMapper mapper;

	private final JavaType java;

	private MessageType(String name, Function<byte[], T> decoder, Function<T, byte[]> encoder, Type java,
			Grammar grammar) {
		this.name = name;
		this.decoder = decoder;
		this.encoder = encoder;
		this.mapper = JsonForms.mapper(grammar);
		this.java = this.mapper.constructType(java);
	}

	private static <T> void add(String name, Class<T> java, Function<byte[], T> decoder, Function<T, byte[]> encoder) {
		ALL.put(name, (grammar) -> new MessageType<>(name, decoder, encoder, java, grammar));
	}

	private static <T> void add(String name, Type java, Function<Grammar, PerType<T>> types) {
		ALL.put(name, (grammar) -> {
			PerType<T> type = types.apply(grammar);
			return new MessageType<>(name, type::decode, type::encode, java, grammar);
		});
	}

	private static <F extends IndicationMessage> void format(String name, Class<F> format) {
		add(name, format, (grammar) -> IndicationMessage.TYPES.in(grammar)
			.as((message) -> format(format, message), (message) -> message));
	}

	private static <F> F format(Class<F> format, Object message) {
		if (format.isInstance(message)) {
			return format.cast(message);
		}
		throw new CodecException(CodecException.NO_OFFSET, "format", format.getSimpleName(),
				message.getClass().getSimpleName());
	}

	/**
	 * The kind of that name in the standard grammar.
	 * @throws IllegalArgumentException listing the names if there is none
	 */
	public static MessageType<?> named(String name) {
		return named(name, Grammar.STANDARD);
	}

	/**
	 * The kind of that name in a grammar. RSM, CCC and E2AP are the same in all.
	 * @throws IllegalArgumentException listing the names if there is none
	 */
	public static MessageType<?> named(String name, Grammar grammar) {
		Function<Grammar, MessageType<?>> type = ALL.get(name);
		if (type == null) {
			throw new InvalidInputException("type", "one of " + ALL.keySet(), "\"" + name + '"')
				.hinted(NearestName.question(name, ALL.keySet()));
		}
		return type.apply(grammar);
	}

	/**
	 * Compares parts of two JSON forms: 1048576.0 and 1.048576E7 are the same number,
	 * hexadecimal digits the same in either case.
	 * @return 0 if they are the same
	 */
	public static int compare(JsonNode a, JsonNode b) {
		if (a.isNumber() && b.isNumber()) {
			return Double.compare(a.doubleValue(), b.doubleValue());
		}
		boolean same = (a.isString() && b.isString() && a.stringValue().matches("[0-9a-fA-F]+"))
				? a.stringValue().equalsIgnoreCase(b.stringValue()) : a.equals(b);
		return same ? 0 : 1;
	}

	/** Every kind, in the standard grammar. */
	public static Collection<MessageType<?>> all() {
		return all(Grammar.STANDARD);
	}

	/** Every kind, in a grammar. */
	public static Collection<MessageType<?>> all(Grammar grammar) {
		List<MessageType<?>> all = new ArrayList<>();
		ALL.values().forEach((type) -> all.add(type.apply(grammar)));
		return List.copyOf(all);
	}

	public String name() {
		return this.name;
	}

	/**
	 * The message that bytes are.
	 * @throws CodecException if they are none of this kind
	 */
	public T decode(byte[] message) {
		return this.decoder.apply(message);
	}

	/**
	 * The bytes of a message.
	 * @throws CodecException if there are none for it
	 */
	public byte[] encode(T message) {
		return this.encoder.apply(message);
	}

	/**
	 * The JSON form of a message.
	 * @throws CodecException if it is none of this kind
	 */
	public JsonNode toJson(byte[] message) {
		return this.mapper.valueToTree(decode(message));
	}

	/**
	 * The message that a JSON form describes.
	 * @throws IllegalArgumentException naming what is wrong with it
	 */
	public byte[] fromJson(JsonNode json) {
		T value;
		try {
			value = this.mapper.readerFor(this.java).readValue(json);
		}
		catch (JacksonException ex) {
			throw new InvalidInputException(this.name, "the JSON of docs/e2.md", ex.getOriginalMessage(), ex);
		}
		if (value == null) {
			throw new InvalidInputException(this.name, "a value", "null");
		}
		return encode(value);
	}

	/**
	 * The action definition of style 1, whose style and format are in its name.
	 *
	 * @param granularityMs as {@link ActionDefinition.Measure}, and so on
	 */
	private record CellAction(long granularityMs, @Nullable CellGlobalId cell, List<Measurement> measurements,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ActionDefinition.Distribution> bins,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String cellObjectId,
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Long subscriptionId) {

		static CellAction of(ActionDefinition definition) {
			ActionDefinition.Measure measure = format(ActionDefinition.Measure.class, definition.action());
			return new CellAction(measure.granularityMs(), measure.cell(), measure.measurements(), measure.bins(),
					measure.cellObjectId(), measure.subscriptionId());
		}

		ActionDefinition definition() {
			return new ActionDefinition(1, new ActionDefinition.Measure(this.granularityMs, this.cell,
					this.measurements, this.bins, this.cellObjectId, this.subscriptionId));
		}

	}

	/**
	 * The header of a slice-level PRB quota, whose style and action are in its name.
	 *
	 * @param ue the device
	 */
	private record QuotaHeader(UeId ue) {

		static QuotaHeader of(RcControlHeader header) {
			if (!header.equals(RcControlHeader.sliceQuota(header.ue()))) {
				throw new CodecException(CodecException.NO_OFFSET, "E2SM-RC-ControlHeader", "style 2 and action 6",
						header.style() + " and " + header.action());
			}
			return new QuotaHeader(header.ue());
		}

		RcControlHeader header() {
			return RcControlHeader.sliceQuota(this.ue);
		}

	}

}
