/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.ccc;

import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.rc.SliceQuota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Slice quotas of a cell as the JSON that nodes read. */
class CccControlTest {

	private static final CellGlobalId.Nr CELL = new CellGlobalId.Nr(Plmn.of("00101"), 0x66C000);

	private static final String GOLDEN = """
			{"controlMessageFormat":{"listOfCellsControlled":[{\
			"cellGlobalId":{"plmnIdentity":{"mcc":"001","mnc":"01"},"nRCellIdentity":"00066C000"},\
			"listOfConfigurationStructures":[{"ranConfigurationStructureName":"O-RRMPolicyRatio",\
			"oldValuesOfAttributes":{"ranConfigurationStructure":{"resourceType":"PRB_DL",\
			"rRMPolicyMemberList":[{"plmnId":{"mcc":"001","mnc":"01"},"snssai":{"sst":1,"sd":"00012c"}}],\
			"rRMPolicyMaxRatio":60,"rRMPolicyMinRatio":10,"rRMPolicyDedicatedRatio":0}},\
			"newValuesOfAttributes":{"ranConfigurationStructure":{"resourceType":"PRB_DL",\
			"rRMPolicyMemberList":[{"plmnId":{"mcc":"001","mnc":"01"},"snssai":{"sst":1,"sd":"00012c"}}],\
			"rRMPolicyMaxRatio":45,"rRMPolicyMinRatio":12,"rRMPolicyDedicatedRatio":5}}}]}]}}""";

	private static final PolicyMember MEMBER = new PolicyMember(Plmn.of("00101"), new Snssai(1, Octets.hex("00012c")));

	private static final PolicyRatio BEFORE = new PolicyRatio(ResourceType.PRB_DL, List.of(MEMBER), 60, 10, 0);

	private static final PolicyRatio AFTER = new PolicyRatio(ResourceType.PRB_DL, List.of(MEMBER), 45, 12, 5);

	private static String text(byte[] json) {
		return new String(json, StandardCharsets.UTF_8);
	}

	private static CccControl read(String json) {
		return CccControl.decode(json.getBytes(StandardCharsets.UTF_8));
	}

	private static CodecException refused(String json) {
		CodecException refused = catchThrowableOfType(CodecException.class, () -> read(json));
		assertThat(refused).as("what was read of %s", json).isNotNull();
		return refused;
	}

	@Test
	void isWrittenAndReadAsTheNodesHaveIt() {
		CccControl control = new CccControl(List.of(CellPolicies.of(CELL, List.of(AFTER), List.of(BEFORE))));
		assertThat(text(control.encode())).isEqualTo(GOLDEN);
		assertThat(read(GOLDEN)).isEqualTo(control);
		assertThat(text(CccHeader.CELLS.encode())).isEqualTo("{\"controlHeaderFormat\":{\"ricStyleType\":2}}");
		assertThat(CccHeader.decode(CccHeader.CELLS.encode())).isEqualTo(CccHeader.CELLS);
	}

	@Test
	void severalCellsSlicesAndMembersComeBack() {
		PolicyMember other = new PolicyMember(Plmn.of("310410"), new Snssai(128, null));
		PolicyRatio both = new PolicyRatio(ResourceType.PRB, List.of(MEMBER, other), 100, 0, 0);
		CellGlobalId.Nr last = new CellGlobalId.Nr(Plmn.of("310410"), (1L << 36) - 1);
		CccControl control = new CccControl(List.of(CellPolicies.of(CELL, List.of(AFTER, both), null),
				CellPolicies.of(last, List.of(both), List.of(both))));
		assertThat(CccControl.decode(control.encode())).isEqualTo(control);
		assertThat(text(control.encode())).contains("\"nRCellIdentity\":\"FFFFFFFFF\"", "{\"sst\":128}",
				"{\"mcc\":\"310\",\"mnc\":\"410\"}");
	}

	/** srsRAN's gNB reads the old values without looking whether they are there. */
	@Test
	void oldValuesAreThereEvenIfNobodyKnowsThem() {
		CccControl control = new CccControl(List.of(CellPolicies.of(CELL, List.of(AFTER), null)));
		assertThat(text(control.encode()))
			.contains("\"oldValuesOfAttributes\":{\"ranConfigurationStructure\":{\"resourceType\":\"PRB_DL\"");
	}

	/** Spaces, another order, more fields, numbers for digits and digits for numbers. */
	@Test
	void readsWhatOthersSend() {
		String other = GOLDEN.replace("{\"mcc\":\"001\",\"mnc\":\"01\"}", "{ \"mnc\": 1, \"mcc\": 1 }")
			.replace("\"00066C000\"", "6733824")
			.replace("\"sd\":\"00012c\"", "\"sd\":300")
			.replace("\"sst\":1", "\"sst\":\"1\"")
			.replace("\"rRMPolicyMaxRatio\":45", "\"maxMimoLayers\":2,\"rRMPolicyMaxRatio\":45.0");
		assertThat(read(other)).isEqualTo(read(GOLDEN));
		assertThat(read(GOLDEN.replace("00066C000", "66c000"))).isEqualTo(read(GOLDEN));
		assertThat(read(GOLDEN.replace("00066C000", "000000000000011001101100000000000000"))).isEqualTo(read(GOLDEN));
		assertThat(read(GOLDEN.replace(",\"sd\":\"00012c\"", ",\"sd\":\"\""))
			.equals(read(GOLDEN.replace(",\"sd\":\"00012c\"", "")))).isTrue();
		assertThat(read(GOLDEN.replace("oldValuesOfAttributes", "unheardOf")).cells().getFirst().changes())
			.containsExactly(new CellPolicies.Change(AFTER, AFTER));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			value = { "rRMPolicyMaxRatio\":45|rRMPolicyMaxRatio\":101|rRMPolicyMaxRatio|0 to 100, found 101",
					"rRMPolicyMaxRatio\":45|rRMPolicyMaxRatio\":-1|rRMPolicyMaxRatio|0 to 100, found -1",
					"rRMPolicyMaxRatio\":45|rRMPolicyMaxRatio\":45.5|rRMPolicyMaxRatio|found 45.5",
					"rRMPolicyMaxRatio\":45|rRMPolicyMaxRatio\":1e999999999|rRMPolicyMaxRatio|whole number",
					"rRMPolicyMaxRatio\":45|rRMPolicyMaxRatio\":\"NaN\"|rRMPolicyMaxRatio|found \"NaN\"",
					"rRMPolicyMinRatio\":12|rRMPolicyMinRatio\":46|rRMPolicyMinRatio|0 to 45, found 46",
					"rRMPolicyDedicatedRatio\":5|other\":5|rRMPolicyDedicatedRatio|found nothing",
					"rRMPolicyDedicatedRatio\":5|rRMPolicyDedicatedRatio\":null|rRMPolicyDedicatedRatio|found nothing",
					"rRMPolicyDedicatedRatio\":5|rRMPolicyDedicatedRatio\":{}|rRMPolicyDedicatedRatio|an object of 0",
					"\"sst\":1|\"sst\":256|snssai.sst|0 to 255", "\"sd\":\"00012c\"|\"sd\":\"12c\"|snssai.sd|6 hex",
					"\"mcc\":\"001\"|\"mcc\":\"1\"|mcc|3 digits", "\"mnc\":\"01\"|\"mnc\":\"0x\"|mnc|2 or 3 digits",
					"00066C000|1000000000|nRCellIdentity|9 hexadecimal digits",
					"\"PRB_DL\"|\"prb\"|resourceType|[PRB, PRB_DL, PRB_UL]",
					"O-RRMPolicyRatio|O-NRCellDU|ranConfigurationStructureName|found \"O-NRCellDU\"",
					"listOfCellsControlled|listOfCells|listOfCellsControlled|found nothing" })
	void whatIsWrongIsNamed(String right, String wrong, String field, String problem) {
		CodecException refused = refused(GOLDEN.replace(right, wrong));
		assertThat(refused.path()).startsWith("controlMessageFormat.listOfCellsControlled").endsWith(field);
		assertThat(refused).hasMessageContaining("expected ").hasMessageContaining(problem);
	}

	@Test
	void pathLeadsToTheElement() {
		assertThat(refused(GOLDEN.replace("rRMPolicyMaxRatio\":45", "rRMPolicyMaxRatio\":101")).path())
			.isEqualTo("controlMessageFormat.listOfCellsControlled[0].listOfConfigurationStructures[0]"
					+ ".newValuesOfAttributes.ranConfigurationStructure.rRMPolicyMaxRatio");
	}

	@Test
	void whatIsNoJsonIsRefusedWhereItBreaks() {
		assertThat(refused(GOLDEN.substring(0, 300)).offset()).isBetween(290, 300);
		assertThat(refused(GOLDEN + "}").offset()).isGreaterThan(GOLDEN.length() - 2);
		assertThat(refused(GOLDEN.replace("rRMPolicyMaxRatio\":45", "rRMPolicyMaxRatio\":NaN")))
			.hasMessageContaining("NaN");
		assertThat(refused(
				GOLDEN.replace("\"rRMPolicyMaxRatio\":45", "\"rRMPolicyMaxRatio\":45,\"rRMPolicyMaxRatio\":46")))
			.hasMessageContaining("uplicate");
		assertThat(refused("[".repeat(100_000))).hasMessageContaining("nesting");
		assertThat(refused(" ".repeat(2_000_000))).hasMessageContaining("at most");
		assertThat(refused("")).hasMessageContaining("expected");
		assertThat(refused("7")).hasMessageContaining("an object");
	}

	@Test
	void quotasOfRcSayTheSame() {
		SliceQuota quota = new SliceQuota(Plmn.of("00101"), 1, Octets.hex("00012c"), 12, 45, 5);
		assertThat(PolicyRatio.of(ResourceType.PRB_DL, quota)).isEqualTo(AFTER);
		assertThat(AFTER.quotas()).containsExactly(quota);
		assertThatThrownBy(() -> new PolicyRatio(ResourceType.PRB, List.of(MEMBER), 10, 11, 0))
			.hasMessageContaining("min: expected 0 to 10");
		assertThatThrownBy(() -> new PolicyRatio(ResourceType.PRB, List.of(), 10, 0, 0))
			.hasMessageContaining("members");
	}

}
