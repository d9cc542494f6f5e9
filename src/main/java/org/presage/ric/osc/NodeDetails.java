/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.osc;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.presage.base.JsonValue;
import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Octets;
import org.presage.e2.sm.kpm.RanFunction;
import org.presage.ric.CellIdentity;
import org.presage.ric.CellListing;
import org.presage.ric.CellTarget;
import org.presage.ric.KpmEvidence;

/**
 * What the E2 manager knows of an E2 node: {@code NodebInfo} of O-RAN SC
 * ric-plt-nodeb-rnib, entities/nodeb_info.proto and gnb.proto, as protobuf's JSON: what
 * has its default is left out.
 *
 * @param name what it is addressed by
 * @param connectionStatus {@code CONNECTED}, {@code DISCONNECTED}, …; empty if not told
 * @param functions in the node's order
 * @param nrCells as the manager writes them, PLMN and NR cell identity with a colon
 * between them; most nodes do not tell them over E2
 * @param served those of them, and of E-UTRA, of whose neighbours anything is listed
 */
public record NodeDetails(String name, String connectionStatus, List<Function> functions, List<String> nrCells,
		List<ServedCell> served) {

	/** The status in which a node can be subscribed to. */
	public static final String CONNECTED = "CONNECTED";

	/** The status of a node that has gone. */
	public static final String DISCONNECTED = "DISCONNECTED";

	private static final List<String> STATUS = List.of("", CONNECTED, DISCONNECTED, "CONNECTED_SETUP_FAILED",
			"CONNECTING", "SHUTTING_DOWN", "SHUT_DOWN");

	public NodeDetails {
		functions = List.copyOf(functions);
		nrCells = List.copyOf(nrCells);
		served = List.copyOf(served);
	}

	/** One of whose neighbours nothing is listed. */
	public NodeDetails(String name, String connectionStatus, List<Function> functions, List<String> nrCells) {
		this(name, connectionStatus, functions, nrCells, List.of());
	}

	/** Whether it can be subscribed to. */
	public boolean connected() {
		return CONNECTED.equals(this.connectionStatus);
	}

	/**
	 * RANfunction-Item.
	 *
	 * @param id 0 to 4095
	 * @param oid of its service model; empty if not told
	 * @param definition RAN function description of the service model, in its encoding
	 */
	public record Function(int id, int revision, String oid, Octets definition) {

		private static final String E2SM = "1.3.6.1.4.1.53148.1.";

		/**
		 * What can be measured. Some nodes give an OID of their own to E2SM-KPM: there
		 * the definition decides.
		 * @return empty if this is another service model
		 * @throws InvalidInputException if the OID is E2SM-KPM's and the definition is
		 * not
		 */
		public Optional<RanFunction> kpm() {
			boolean kpm = KpmEvidence.isKpm(this.oid);
			if (!kpm && this.oid.startsWith(E2SM)) {
				return Optional.empty();
			}
			try {
				RanFunction function = KpmEvidence.description(this.definition);
				return (kpm || function.name().shortName().contains("KPM")) ? Optional.of(function) : Optional.empty();
			}
			catch (CodecException ex) {
				if (kpm) {
					throw new InvalidInputException("ranFunctionDefinition of function " + this.id,
							"an E2SM-KPM-RANfunction-Description", String.valueOf(ex.getMessage()));
				}
				return Optional.empty();
			}
		}

	}

	/** What tells the grammar of E2SM-KPM that it speaks. */
	KpmEvidence evidence() {
		for (Function function : this.functions) {
			try {
				if (function.kpm().isPresent()) {
					return KpmEvidence.of(function.oid, function.revision, function.definition);
				}
			}
			catch (InvalidInputException ex) {
				return KpmEvidence.of(function.oid, function.revision, function.definition);
			}
		}
		return KpmEvidence.NO_KPM;
	}

	/** What is listed of the neighbours of a cell of this node. */
	CellListing listing(CellTarget target) {
		CellListing none = CellListing.of(target);
		ServedCell served = this.served.stream()
			.filter((one) -> one.is(target.cell()))
			.findFirst()
			.orElse(new ServedCell("", false, List.of()));
		List<CellIdentity> listed = new ArrayList<>();
		for (String neighbour : served.neighbours()) {
			try {
				listed.add(ServedCell.identity(neighbour, served.eutra()));
			}
			catch (IllegalArgumentException ex) {
				// Counted as unreadable.
			}
		}
		return new CellListing(none.cell(), none.own(), listed, served.neighbours().size() - listed.size());
	}

	static NodeDetails read(JsonValue json) {
		JsonValue gnb = json.field("gnb").exists() ? json.field("gnb") : json.field("enb");
		return new NodeDetails(json.field("ranName").name(), status(json.field("connectionStatus")),
				gnb.inside("ranFunctions").list().stream().map(NodeDetails::function).toList(),
				gnb.inside("servedNrCells")
					.list()
					.stream()
					.map((cell) -> cell.field("servedNrCellInformation").inside("cellId").textOrEmpty())
					.filter((cell) -> !cell.isEmpty())
					.toList(),
				ServedCell.of(gnb));
	}

	private static Function function(JsonValue json) {
		JsonValue id = json.field("ranFunctionId");
		JsonValue revision = json.field("ranFunctionRevision");
		return new Function(id.exists() ? id.whole(0, 4095) : 0, revision.exists() ? revision.whole(0, 4095) : 0,
				json.field("ranFunctionOid").textOrEmpty(), definition(json.field("ranFunctionDefinition")));
	}

	/** Hexadecimal digits; the E2 termination's XML may have wrapped them. */
	private static Octets definition(JsonValue json) {
		String digits = json.textOrEmpty().replaceAll("\\s", "");
		if (digits.length() % 2 != 0 || !digits.matches("[0-9a-fA-F]*")) {
			throw json.wrong("pairs of hexadecimal digits");
		}
		return Octets.hex(digits);
	}

	/** A name, or its number where the manager writes these. */
	static String status(JsonValue json) {
		if (json.node() != null && json.node().isNumber()) {
			return STATUS.get(json.whole(0, STATUS.size() - 1));
		}
		return json.textOrEmpty();
	}

}
