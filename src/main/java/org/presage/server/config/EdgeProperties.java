/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

import org.presage.base.InvalidInputException;
import org.presage.base.SettingNames;
import org.presage.control.ControlMode;
import org.presage.e2.asn1.Octets;
import org.presage.e2.control.PrbControl;
import org.presage.e2.sm.common.Grammar.Family;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.Snssai;
import org.presage.e2.sm.common.UeId;
import org.presage.ric.EdgeSettings;

/**
 * How E2 nodes behind a RIC are treated, under {@code presage.e2.}, whichever RIC it is.
 *
 * @param mode {@code advisory}: decisions are counted, audited and explained, not sent.
 * {@code active}: they are sent
 * @param minInterval shortest time between two changes of a cell's allocation ({@code
 * RATE_LIMITED})
 * @param control how a node is controlled, see docs/e2.md. The wrong dialect of RC may
 * harm a node; none: {@code ccc}, at micro-ONOS {@code rsm}
 * @param controlTimeout time after which a control without an answer has timed out
 * @param silence a subscription that delivers nothing for this long is re-created
 * @param staleAfter an indication whose interval ended longer ago is dropped
 * @param retry longest pause between two attempts
 * @param dialect dialect of the nodes' reports
 * @param grammar grammar of E2SM-KPM that all nodes speak which name none:
 * {@code standard}, {@code flexric-legacy}, {@code kpm-v2.00} or {@code kpm-v2.01}; none:
 * it is found out. <strong>A wrong one may end a node's process</strong>
 * @param clock {@code node}: an interval ends when the node says. {@code receipt}: it
 * ends when its indication is received, for nodes whose clocks are wrong
 * @param plmn MCC and MNC, 5 or 6 digits, of cells that name none
 * @param prbs PRBs of carriers that name none, as those of discovered cells. <strong>Must
 * be right where control is active</strong>: a count becomes a percentage of it; 0: as in
 * the model
 * @param slice S-NSSAI ({@code SST} or {@code SST-SD}) that a whole cell is controlled as
 * @param ue gNB-DU-UE-F1AP-ID that control by E2SM-RC is addressed to while no report has
 * named a device
 * @param nodes nodes known without being discovered. What is said here takes precedence
 * @param heldNodes file of the nodes that are sent nothing more because they vanished
 * twice after a message. Not used where the environment names a shared data layer
 */
@Validated
@ConfigurationProperties("presage.e2")
public record EdgeProperties(@DefaultValue("advisory") Mode mode, @DefaultValue("1s") @DurationMin Duration minInterval,
		@Nullable PrbControl control, @DefaultValue("1s") @DurationMin(millis = 10) Duration controlTimeout,
		@DefaultValue("3s") @DurationMin(millis = 100) Duration silence,
		@DefaultValue("2s") @DurationMin(millis = 100) Duration staleAfter,
		@DefaultValue("1s") @DurationMin(millis = 100) Duration retry, @DefaultValue("standard") String dialect,
		@Nullable String grammar, @DefaultValue("node") IntervalEnd clock, @DefaultValue("00101") String plmn,
		@DefaultValue("0") @Min(0) @Max(275) int prbs, @DefaultValue("1") String slice,
		@DefaultValue("0") @Min(0) @Max(0xFFFF_FFFFL) long ue, @DefaultValue List<@Valid Node> nodes,
		@DefaultValue("presage-held-nodes.json") Path heldNodes) {

	/** What is done with decisions. */
	public enum Mode {

		/** Shown, not sent. */
		ADVISORY,
		/** Sent. */
		ACTIVE

	}

	/** When an interval ends. */
	public enum IntervalEnd {

		/** When the node says. */
		NODE,
		/** When its indication is received. */
		RECEIPT

	}

	/**
	 * An E2 node.
	 *
	 * @param id identity of the node, as the RIC names it
	 * @param dialect dialect of its reports; none: {@code presage.e2.dialect}
	 * @param measurements measurements that it offers; none: not known
	 * @param cells its cells, at least one
	 * @param grammar grammar of E2SM-KPM that it speaks; none: it is found out
	 */
	public record Node(@NotEmpty String id, @Nullable String dialect, @DefaultValue List<String> measurements,
			@NotEmpty List<@Valid Cell> cells, @Nullable String grammar) {
	}

	/**
	 * A cell.
	 *
	 * @param nci NR cell identity, hexadecimal
	 * @param plmn MCC and MNC; none: {@code presage.e2.plmn}
	 * @param prbs PRBs of its carrier; 0: {@code presage.e2.prbs}
	 * @param objectId name of the cell in subscriptions of KPM v2.00; none: the
	 * topology's
	 */
	public record Cell(@NotEmpty String nci, @Nullable String plmn, @DefaultValue("0") @Min(0) @Max(275) int prbs,
			@Nullable String objectId) {
	}

	/** How nodes are controlled where the RIC asks for nothing else. */
	public EdgeSettings settings() {
		PrbControl chosen = this.control;
		return settings((chosen != null) ? chosen : PrbControl.CCC);
	}

	/**
	 * @param by how nodes are controlled
	 * @throws InvalidInputException naming the key that is wrong
	 */
	public EdgeSettings settings(PrbControl by) {
		Octets network = read("plmn", "MCC and MNC in 5 or 6 digits", this.plmn, () -> Plmn.of(this.plmn));
		return new EdgeSettings(
				(this.mode == Mode.ACTIVE) ? ControlMode.actuated(this.minInterval.toNanos()) : ControlMode.ADVISORY,
				by,
				new EdgeSettings.Timing(this.controlTimeout.toMillis(), this.silence.toMillis(),
						this.staleAfter.toMillis(), this.retry.toMillis()),
				this.dialect, this.clock == IntervalEnd.RECEIPT, network, this.prbs,
				read("slice", "SST or SST-SD", this.slice, () -> Snssai.parse("slice", this.slice)),
				new UeId.GnbDu(this.ue, null), this.nodes.stream().map((node) -> node(node, network)).toList(),
				grammar("grammar", this.grammar), new SettingNames("presage.e2."));
	}

	private EdgeSettings.Node node(Node node, Octets network) {
		return new EdgeSettings.Node(node.id, node.dialect, node.measurements,
				node.cells.stream().map((cell) -> cell(cell, network)).toList(),
				grammar("nodes[].grammar", node.grammar));
	}

	private static @Nullable Family grammar(String key, @Nullable String name) {
		return (name != null && !name.isEmpty())
				? read(key, "one of " + Arrays.toString(Family.values()), name, () -> Family.of(name)) : null;
	}

	private EdgeSettings.Cell cell(Cell cell, Octets network) {
		String own = cell.plmn;
		long nci = read("nodes[].cells[].nci", "up to 9 hexadecimal digits", cell.nci,
				() -> EdgeSettings.Cell.nci(cell.nci));
		return new EdgeSettings.Cell((own != null)
				? read("nodes[].cells[].plmn", "MCC and MNC in 5 or 6 digits", own, () -> Plmn.of(own)) : network, nci,
				(cell.prbs > 0) ? cell.prbs : this.prbs, cell.objectId);
	}

	private static <T> T read(String key, String expected, String found, Supplier<T> reading) {
		try {
			return reading.get();
		}
		catch (IllegalArgumentException ex) {
			throw new InvalidInputException("presage.e2." + key, expected, '"' + found + '"');
		}
	}

}
