package org.presage.e2.json;

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

import org.presage.base.InvalidInputException;
import org.presage.e2.ap.E2apMessage;
import org.presage.e2.ap.E2apPdu;
import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.ccc.CccControl;
import org.presage.e2.sm.ccc.CccHeader;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.EventTrigger;
import org.presage.e2.sm.kpm.IndicationHeader;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.e2.sm.kpm.RanFunction;
import org.presage.e2.sm.rc.RcControlHeader;
import org.presage.e2.sm.rc.RcControlMessage;
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

	private static final Map<String, MessageType<?>> ALL = new LinkedHashMap<>();

	static {
		add("kpm.eventTrigger.format1", EventTrigger.TYPE, EventTrigger.class);
		add("kpm.actionDefinition", ActionDefinition.TYPE, ActionDefinition.class);
		add("kpm.actionDefinition.style1.format1", ActionDefinition.TYPE.as(CellAction::of, CellAction::definition),
				CellAction.class);
		add("kpm.indicationHeader.format1", IndicationHeader.TYPE, IndicationHeader.class);
		add("kpm.indicationMessage", IndicationMessage.TYPE, IndicationMessage.class);
		add("kpm.indicationMessage.format1", format(IndicationMessage.Report.class), IndicationMessage.Report.class);
		add("kpm.indicationMessage.format2", format(IndicationMessage.ConditionalReport.class),
				IndicationMessage.ConditionalReport.class);
		add("kpm.indicationMessage.format3", format(IndicationMessage.UeReports.class),
				IndicationMessage.UeReports.class);
		add("kpm.ranFunction", RanFunction.TYPE, RanFunction.class);
		add("rc.controlHeader", RcControlHeader.TYPE, RcControlHeader.class);
		add("rc.controlHeader.format1.style2.action6", RcControlHeader.TYPE.as(QuotaHeader::of, QuotaHeader::header),
				QuotaHeader.class);
		add("rc.controlMessage", RcControlMessage.TYPE, RcControlMessage.class);
		for (QuotaDialect dialect : QuotaDialect.values()) {
			add("rc.controlMessage.format1.slicePrbQuota.dialect" + dialect, new SliceQuotas(dialect).type(),
					JsonForms.MAPPER.constructType(new TypeReference<List<SliceQuota>>() {
					}));
		}
		add("rsm.controlHeader", RsmHeader.TYPE, RsmHeader.class);
		add("rsm.controlMessage", RsmControl.TYPE, RsmControl.class);
		add("ccc.controlHeader", CccHeader::decode, CccHeader::encode, CccHeader.class);
		add("ccc.controlMessage", CccControl::decode, CccControl::encode, CccControl.class);
		add("e2ap", E2apPdu.TYPE, E2apMessage.class);
	}

	private final String name;

	private final Function<byte[], T> decoder;

	private final Function<T, byte[]> encoder;

	private final JavaType java;

	private MessageType(String name, Function<byte[], T> decoder, Function<T, byte[]> encoder, JavaType java) {
		this.name = name;
		this.decoder = decoder;
		this.encoder = encoder;
		this.java = java;
	}

	private static <T> void add(String name, Function<byte[], T> decoder, Function<T, byte[]> encoder, Class<T> java) {
		ALL.put(name, new MessageType<>(name, decoder, encoder, JsonForms.MAPPER.constructType(java)));
	}

	private static <T> void add(String name, PerType<T> per, Class<T> java) {
		add(name, per, JsonForms.MAPPER.constructType(java));
	}

	private static <T> void add(String name, PerType<T> per, JavaType java) {
		ALL.put(name, new MessageType<>(name, per::decode, per::encode, java));
	}

	private static <F extends IndicationMessage> PerType<F> format(Class<F> format) {
		return IndicationMessage.TYPE.as((message) -> format(format, message), (message) -> message);
	}

	private static <F> F format(Class<F> format, Object message) {
		if (format.isInstance(message)) {
			return format.cast(message);
		}
		throw new CodecException(CodecException.NO_OFFSET, "format", format.getSimpleName(),
				message.getClass().getSimpleName());
	}

	/**
	 * The kind of that name.
	 * @throws IllegalArgumentException listing the names if there is none
	 */
	public static MessageType<?> named(String name) {
		MessageType<?> type = ALL.get(name);
		if (type == null) {
			throw new InvalidInputException("type", "one of " + ALL.keySet(), "\"" + name + '"');
		}
		return type;
	}

	/** Every kind. */
	public static Collection<MessageType<?>> all() {
		return List.copyOf(ALL.values());
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
		return JsonForms.MAPPER.valueToTree(decode(message));
	}

	/**
	 * The message that a JSON form describes.
	 * @throws IllegalArgumentException naming what is wrong with it
	 */
	public byte[] fromJson(JsonNode json) {
		T value;
		try {
			value = JsonForms.MAPPER.readerFor(this.java).readValue(json);
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException(this.name + ": " + ex.getOriginalMessage(), ex);
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
			@JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<ActionDefinition.Distribution> bins) {

		static CellAction of(ActionDefinition definition) {
			ActionDefinition.Measure measure = format(ActionDefinition.Measure.class, definition.action());
			return new CellAction(measure.granularityMs(), measure.cell(), measure.measurements(), measure.bins());
		}

		ActionDefinition definition() {
			return new ActionDefinition(1,
					new ActionDefinition.Measure(this.granularityMs, this.cell, this.measurements, this.bins));
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
