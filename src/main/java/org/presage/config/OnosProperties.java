package org.presage.config;

import java.nio.file.Path;
import java.time.Duration;
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

import org.presage.control.ControlMode;
import org.presage.e2.actuator.PrbControl;
import org.presage.e2.common.Plmn;
import org.presage.e2.common.Snssai;
import org.presage.e2.common.UeId;
import org.presage.e2.onos.OnosSettings;
import org.presage.e2.onos.OnosTls;
import org.presage.e2.per.Octets;
import org.presage.kpi.SchemaException;

/**
 * How micro-ONOS is used, under {@code presage.onos.}.
 *
 * @param target host:port of the E2 termination, or of the proxy beside this program;
 * absent for no micro-ONOS (absent)
 * @param topo host:port of the topology; absent for the nodes below only (absent)
 * @param tls of both connections
 * @param appId of this application (presage)
 * @param instance of this instance; must differ among those that run at the same time
 * (the host's name)
 * @param mode advisory: decisions are shown, not sent; or active (advisory)
 * @param minInterval shortest time between two changes of a cell's allocation (1 s)
 * @param control ccc, rc-a, rc-b or rsm: how a node is told (ccc)
 * @param controlTimeout until a control that nobody answers has timed out (1 s)
 * @param silence without an indication until a subscription is made anew (3 s)
 * @param staleAfter age at which a late indication is dropped (2 s)
 * @param retry longest pause between two attempts (1 s)
 * @param kpm service model of the reports
 * @param model service model of the control; absent parts follow from control
 * @param dialect of the nodes' reports (standard)
 * @param clock node, or receipt where the nodes' clocks are wrong (node)
 * @param plmn of cells that name none, MCC and MNC (00101)
 * @param prbs of carriers that name none, 0 to 275; 0 for the model's (0)
 * @param slice S-NSSAI that a whole cell is controlled as (1)
 * @param ue gNB-DU-UE-F1AP-ID that control by E2SM-RC is addressed to while no report has
 * named a device (0)
 * @param nodes known without a topology (none)
 */
@Validated
@ConfigurationProperties("presage.onos")
public record OnosProperties(@Nullable String target, @Nullable String topo, @DefaultValue @Valid Tls tls,
		@DefaultValue("presage") @NotEmpty String appId, @DefaultValue("presage-0") @NotEmpty String instance,
		@DefaultValue("advisory") Mode mode, @DefaultValue("1s") @DurationMin Duration minInterval,
		@DefaultValue("ccc") PrbControl control, @DefaultValue("1s") @DurationMin(millis = 10) Duration controlTimeout,
		@DefaultValue("3s") @DurationMin(millis = 100) Duration silence,
		@DefaultValue("2s") @DurationMin(millis = 100) Duration staleAfter,
		@DefaultValue("1s") @DurationMin(millis = 100) Duration retry, @DefaultValue @Valid Kpm kpm,
		@DefaultValue Model model, @DefaultValue("standard") String dialect, @DefaultValue("node") IntervalEnd clock,
		@DefaultValue("00101") String plmn, @DefaultValue("0") @Min(0) @Max(275) int prbs,
		@DefaultValue("1") String slice, @DefaultValue("0") @Min(0) @Max(0xFFFF_FFFFL) long ue,
		@DefaultValue List<@Valid Node> nodes) {

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
	 * How the connections are protected.
	 *
	 * @param verification verified, unverified or plaintext (verified)
	 * @param trust PEM file of the authorities that are trusted; absent for the JVM's
	 * (absent)
	 * @param certificate PEM file of the client's certificate (absent)
	 * @param key PEM file of its private key (absent)
	 */
	public record Tls(@DefaultValue("verified") OnosTls.Verification verification, @Nullable Path trust,
			@Nullable Path certificate, @Nullable Path key) {
	}

	/**
	 * Service model of the reports.
	 *
	 * @param name (oran-e2sm-kpm)
	 * @param version (v2)
	 */
	public record Kpm(@DefaultValue("oran-e2sm-kpm") @NotEmpty String name,
			@DefaultValue("v2") @NotEmpty String version) {
	}

	/**
	 * Service model of the control.
	 *
	 * @param name absent for the usual one (absent)
	 * @param version (v1)
	 */
	public record Model(@Nullable String name, @DefaultValue("v1") String version) {
	}

	/**
	 * An E2 node.
	 *
	 * @param id as the E2 termination names it
	 * @param dialect of its reports; absent for the default (absent)
	 * @param measurements that it offers; none if not known (none)
	 * @param cells of it
	 */
	public record Node(@NotEmpty String id, @Nullable String dialect, @DefaultValue List<String> measurements,
			@NotEmpty List<@Valid Cell> cells) {
	}

	/**
	 * A cell.
	 *
	 * @param nci NR cell identity, hexadecimal
	 * @param plmn MCC and MNC; absent for the default (absent)
	 * @param prbs of its carrier, 0 to 275; 0 for the model's (0)
	 */
	public record Cell(@NotEmpty String nci, @Nullable String plmn, @DefaultValue("0") @Min(0) @Max(275) int prbs) {
	}

	/**
	 * @throws SchemaException naming the key that is wrong
	 */
	OnosSettings settings(String at) {
		Octets network = read("plmn", "MCC and MNC in 5 or 6 digits", this.plmn, () -> Plmn.of(this.plmn));
		String name = this.model.name;
		return new OnosSettings(at, this.topo,
				new OnosTls(this.tls.verification, this.tls.trust, this.tls.certificate, this.tls.key), this.appId,
				this.instance,
				(this.mode == Mode.ACTIVE) ? ControlMode.actuated(this.minInterval.toNanos()) : ControlMode.ADVISORY,
				this.control,
				new OnosSettings.Timing(this.controlTimeout.toMillis(), this.silence.toMillis(),
						this.staleAfter.toMillis(), this.retry.toMillis()),
				new OnosSettings.Model(this.kpm.name, this.kpm.version),
				new OnosSettings.Model((name != null) ? name : this.control.serviceModel(), this.model.version),
				this.dialect, this.clock == IntervalEnd.RECEIPT, network, this.prbs,
				read("slice", "SST or SST-SD", this.slice, () -> Snssai.parse("slice", this.slice)),
				new UeId.GnbDu(this.ue, null), this.nodes.stream().map((node) -> node(node, network)).toList());
	}

	private OnosSettings.Node node(Node node, Octets network) {
		return new OnosSettings.Node(node.id, node.dialect, node.measurements,
				node.cells.stream().map((cell) -> cell(cell, network)).toList());
	}

	private OnosSettings.Cell cell(Cell cell, Octets network) {
		String own = cell.plmn;
		long nci = read("nodes[].cells[].nci", "up to 9 hexadecimal digits", cell.nci,
				() -> OnosSettings.Cell.nci(cell.nci));
		return new OnosSettings.Cell((own != null)
				? read("nodes[].cells[].plmn", "MCC and MNC in 5 or 6 digits", own, () -> Plmn.of(own)) : network, nci,
				(cell.prbs > 0) ? cell.prbs : this.prbs);
	}

	private static <T> T read(String key, String expected, String found, Supplier<T> reading) {
		try {
			return reading.get();
		}
		catch (IllegalArgumentException ex) {
			throw new SchemaException("presage.onos." + key, expected, '"' + found + '"');
		}
	}

}
