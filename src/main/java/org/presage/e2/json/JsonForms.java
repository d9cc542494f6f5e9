/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.json;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;

import org.presage.e2.ap.Cause;
import org.presage.e2.ap.E2apMessage;
import org.presage.e2.asn1.BitString;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.ccc.CccControl;
import org.presage.e2.sm.ccc.CccHeader;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.GlobalNodeId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.Guami;
import org.presage.e2.sm.common.UeId;
import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.e2.sm.kpm.BinRanges;
import org.presage.e2.sm.kpm.Condition;
import org.presage.e2.sm.kpm.ConditionalMeasurement;
import org.presage.e2.sm.kpm.IndicationHeader;
import org.presage.e2.sm.kpm.IndicationMessage;
import org.presage.e2.sm.kpm.KpmNode;
import org.presage.e2.sm.kpm.Label;
import org.presage.e2.sm.kpm.Measurement;
import org.presage.e2.sm.kpm.RanFunction;
import org.presage.e2.sm.kpm.TestCondition;
import org.presage.e2.sm.rc.ParameterValue;
import org.presage.e2.sm.rsm.RsmControl;

/**
 * What JSON the records become: their components, and where that would be clumsy, the
 * forms below. Octets are hex, bits are digits 0 and 1, a choice is an object of one
 * field.
 */
final class JsonForms {

	private static final List<Class<?>> CHOICES = List.of(UeId.class, GlobalNodeId.NodeId.class,
			GlobalNodeId.NgRanNode.class, ActionDefinition.Action.class, Condition.Choice.class,
			TestCondition.Operand.class, ParameterValue.class, ParameterValue.Element.class, RsmControl.class,
			E2apMessage.class, KpmNode.class);

	/** Names of alternatives that are not those of their classes. */
	private static final Map<Class<?>, String> NAMES = Map.of(UeId.Opaque.class, "octets");

	private static final JsonMapper MAPPER = mapper(false);

	private static final JsonMapper V200 = mapper(true);

	private JsonForms() {
	}

	/** Of a grammar: in KPM v2.00 objects have fields of their own, null if absent. */
	static JsonMapper mapper(Grammar grammar) {
		return grammar.isV200() ? V200 : MAPPER;
	}

	private static JsonMapper mapper(boolean v200) {
		SimpleModule module = new SimpleModule("e2");
		text(module, Octets.class, Octets::hex);
		text(module, BitString.class, BitString::of);
		text(module, Cause.class, Cause::of);
		Numbers.add(module);
		module.addDeserializer(IndicationMessage.class, new MessageByShape());
		itself(module, CccHeader.class, CccHeader::decode, CccHeader::encode);
		itself(module, CccControl.class, CccControl::decode, CccControl::encode);
		JsonMapper.Builder builder = JsonMapper.builder()
			.enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.addModule(module);
		for (Class<?> choice : CHOICES) {
			builder.addMixIn(choice, OneField.class);
			for (Class<?> alternative : choice.getPermittedSubclasses()) {
				String name = alternative.getSimpleName();
				builder.registerSubtypes(new NamedType(alternative,
						NAMES.getOrDefault(alternative, Character.toLowerCase(name.charAt(0)) + name.substring(1))));
			}
		}
		Class<?> extra = v200 ? OnlyV200.class : NotV200.class;
		for (Class<?> java : List.of(ActionDefinition.Measure.class, ActionDefinition.MeasureConditional.class,
				IndicationMessage.Report.class, IndicationMessage.ConditionalReport.class, IndicationHeader.class,
				RanFunction.class)) {
			builder.addMixIn(java, extra);
		}
		for (Class<?> java : List.of(UeId.GnbDu.class, UeId.NgEnbDu.class, UeId.EnGnb.class, UeId.Enb.class)) {
			builder.addMixIn(java, RntiForm.class);
		}
		return builder.addMixIn(CellGlobalId.class, Deduced.class)
			.addMixIn(Measurement.Type.class, Deduced.class)
			.addMixIn(Measurement.Name.class, NameForm.class)
			.addMixIn(Measurement.Id.class, IdForm.class)
			.addMixIn(UeId.Gnb.class, UeForm.class)
			.addMixIn(UeId.NgEnb.class, UeForm.class)
			.addMixIn(UeId.GnbCuUp.class, Sparse.class)
			.addMixIn(UeId.Opaque.class, OpaqueForm.class)
			.addMixIn(Guami.class, GuamiForm.class)
			.addMixIn(Measurement.class, NotEmpty.class)
			.addMixIn(Measurement.ReportCondition.class, Sparse.class)
			.addMixIn(Label.class, Sparse.class)
			.addMixIn(BinRanges.class, Sparse.class)
			.addMixIn(Condition.class, Sparse.class)
			.addMixIn(TestCondition.class, Sparse.class)
			.addMixIn(ConditionalMeasurement.class, Sparse.class)
			.addMixIn(RanFunction.Advertised.class, Sparse.class)
			.addMixIn(ActionDefinition.UeCondition.class, Sparse.class)
			.addMixIn(ActionDefinition.Conditional.class, Sparse.class)
			.addMixIn(IndicationMessage.UeReports.class, UeReportsForm.class)
			.build();
	}

	private static <T> void text(SimpleModule module, Class<T> java, Function<String, T> parse) {
		module.addSerializer(java, new TextForm.Writer<>(java));
		module.addDeserializer(java, new TextForm.Reader<>(java, parse));
	}

	private static <T> void itself(SimpleModule module, Class<T> java, Function<byte[], T> decode,
			Function<T, byte[]> encode) {
		module.addSerializer(java, new WireForm.Writer<>(java, encode));
		module.addDeserializer(java, new WireForm.Reader<>(java, decode));
	}

	/** A choice: {"alternative": {…}}. */
	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
	private interface OneField {

	}

	/** A choice whose alternatives have fields of different names. */
	@JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION)
	private interface Deduced {

	}

	/** What is absent is left out. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	private interface Sparse {

	}

	/** What is absent or an empty list is left out. */
	@JsonInclude(JsonInclude.Include.NON_EMPTY)
	private interface NotEmpty {

	}

	private record NameForm(@JsonProperty("name") String value) {
	}

	private record IdForm(@JsonProperty("id") long value) {
	}

	/** The AMF's components stand beside the device's. */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	private abstract static class UeForm {

		@JsonUnwrapped
		abstract Guami guami();

	}

	private record GuamiForm(@JsonProperty("plmn") Octets plmn, @JsonProperty("amfRegion") long region,
			@JsonProperty("amfSet") long set, @JsonProperty("amfPointer") long pointer) {
	}

	/** What KPM v4 added is written only where it is set. */
	private abstract static class RntiForm {

		@JsonInclude(JsonInclude.Include.NON_NULL)
		abstract UeId.@Nullable CellRnti cellRnti();

	}

	private abstract static class OpaqueForm {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		OpaqueForm(Octets octets) {
		}

		@JsonValue
		abstract Octets octets();

	}

	/** Fields of KPM v2.00 stand only there. */
	private abstract static class NotV200 {

		@JsonInclude(JsonInclude.Include.NON_NULL)
		abstract @Nullable List<ActionDefinition.Distribution> bins();

		@JsonInclude(JsonInclude.Include.NON_NULL)
		abstract @Nullable String cellObjectId();

		@JsonInclude(JsonInclude.Include.NON_NULL)
		abstract @Nullable Long subscriptionId();

		@JsonInclude(JsonInclude.Include.NON_NULL)
		abstract @Nullable KpmNode node();

		@JsonInclude(JsonInclude.Include.NON_NULL)
		abstract @Nullable List<KpmNode.Listed> nodes();

	}

	/** Fields of later versions do not stand in KPM v2.00. */
	private abstract static class OnlyV200 {

		@JsonInclude(JsonInclude.Include.NON_NULL)
		abstract @Nullable List<ActionDefinition.Distribution> bins();

		@JsonInclude(JsonInclude.Include.NON_NULL)
		abstract @Nullable CellGlobalId cell();

	}

	/** A list, not an object with a list. */
	private abstract static class UeReportsForm {

		@JsonCreator(mode = JsonCreator.Mode.DELEGATING)
		UeReportsForm(List<IndicationMessage.UeReport> reports) {
		}

		@JsonValue
		abstract List<IndicationMessage.UeReport> reports();

	}

}
