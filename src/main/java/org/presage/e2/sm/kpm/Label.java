/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.kpm;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.asn1.Placement;
import org.presage.e2.sm.common.CellGlobalId;
import org.presage.e2.sm.common.Grammar;
import org.presage.e2.sm.common.PerGrammar;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.Snssai;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.TRUE;
import static org.presage.e2.asn1.Per.extensible;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * MeasurementLabel: which part of a cell a value is of. Each component is null where the
 * label does not tell. Versions of the grammar differ in which components they have;
 * v2.00 has no {@code noLabel}: there it is no label at all.
 *
 * @param noLabel true: the whole of it
 * @param plmn of this network, three octets
 * @param slice of this slice
 * @param fiveQi of this 5G quality class
 * @param qfi of this flow
 * @param qci of this LTE quality class
 * @param qciMax quality classes up to this
 * @param qciMin quality classes from this
 * @param arpMax priorities up to this
 * @param arpMin priorities from this
 * @param bitrateRange index of a range
 * @param layer of multi-user MIMO
 * @param sum true: of a sum
 * @param binX bin of a distribution, first dimension, from 1
 * @param binY bin, second dimension
 * @param binZ bin, third dimension
 * @param preLabelOverride true: the labels before are replaced
 * @param startEnd whether a list of labels starts or ends
 * @param min true: of a minimum
 * @param max true: of a maximum
 * @param avg true: of an average
 * @param ssb beam
 * @param beamforming index of a mode
 * @param mimo index of a mode
 * @param cell of this cell; KPM v4
 * @param beam of this beam; KPM v4
 */
public record Label(@Nullable Boolean noLabel, @Nullable Octets plmn, @Nullable Snssai slice, @Nullable Long fiveQi,
		@Nullable Long qfi, @Nullable Long qci, @Nullable Long qciMax, @Nullable Long qciMin, @Nullable Long arpMax,
		@Nullable Long arpMin, @Nullable Long bitrateRange, @Nullable Long layer, @Nullable Boolean sum,
		@Nullable Long binX, @Nullable Long binY, @Nullable Long binZ, @Nullable Boolean preLabelOverride,
		@Nullable StartEnd startEnd, @Nullable Boolean min, @Nullable Boolean max, @Nullable Boolean avg,
		@Nullable Long ssb, @Nullable Long beamforming, @Nullable Long mimo, @Nullable CellGlobalId cell,
		@Nullable Beam beam) {

	/** The whole of it. */
	public static final Label NONE = bins(true, null, null, null);

	private static final PerType<Beam> BEAM = choice("Beam-ID",
			(c) -> c.root("nR-Beam-ID", Beam.class, Per.integer(0, 63).as(Beam::new, Beam::nr)));

	static final PerGrammar<Label> TYPES = new PerGrammar<>(Label::type);

	private static PerType<Label> type(Grammar grammar) {
		PerType<Long> index = extensible(1, grammar.isV200() ? 65536 : 65535);
		PerType<Long> quality = grammar.isV200() ? extensible(0, 255) : Per.integer(0, 255);
		Placement later = grammar.sinceV201();
		return sequence("MeasurementLabel", (s) -> {
			var noLabel = s.optional(later, "noLabel", TRUE, (label) -> flag(label.noLabel));
			var plmn = s.optional("plmnID", Plmn.TYPE, Label::plmn);
			var slice = s.optional("sliceID", Snssai.TYPE, Label::slice);
			var fiveQi = s.optional("fiveQI", extensible(0, 255), Label::fiveQi);
			var qfi = s.optional("qFI", extensible(0, 63), Label::qfi);
			var qci = s.optional("qCI", quality, Label::qci);
			var qciMax = s.optional("qCImax", quality, Label::qciMax);
			var qciMin = s.optional("qCImin", quality, Label::qciMin);
			var arpMax = s.optional("aRPmax", extensible(1, 15), Label::arpMax);
			var arpMin = s.optional("aRPmin", extensible(1, 15), Label::arpMin);
			var bitrate = s.optional("bitrateRange", index, Label::bitrateRange);
			var layer = s.optional("layerMU-MIMO", index, Label::layer);
			var sum = s.optional("sUM", TRUE, (label) -> flag(label.sum));
			var binX = s.optional("distBinX", index, Label::binX);
			var binY = s.optional("distBinY", index, Label::binY);
			var binZ = s.optional("distBinZ", index, Label::binZ);
			var override = s.optional("preLabelOverride", TRUE, (label) -> flag(label.preLabelOverride));
			var startEnd = s.optional("startEndInd", Per.enumerated(StartEnd.class), Label::startEnd);
			var min = s.optional(later, "min", TRUE, (label) -> flag(label.min));
			var max = s.optional(later, "max", TRUE, (label) -> flag(label.max));
			var avg = s.optional(later, "avg", TRUE, (label) -> flag(label.avg));
			var ssb = s.optional(grammar.added(), "ssbIndex", index, Label::ssb);
			var form = s.optional(grammar.added(), "nonGoB-BFmode-Index", index, Label::beamforming);
			var mimo = s.optional(grammar.added(), "mIMO-mode-Index", extensible(1, 2), Label::mimo);
			var cell = s.optional(grammar.addedInV4(), "cellGlobalID", CellGlobalId.TYPE, Label::cell);
			var beam = s.optional(grammar.addedInV4(), "beamID", BEAM, Label::beam);
			return (v) -> (v.orNull(noLabel) != null && v.count() == 1) ? NONE
					: new Label(v.orNull(noLabel), v.orNull(plmn), v.orNull(slice), v.orNull(fiveQi), v.orNull(qfi),
							v.orNull(qci), v.orNull(qciMax), v.orNull(qciMin), v.orNull(arpMax), v.orNull(arpMin),
							v.orNull(bitrate), v.orNull(layer), v.orNull(sum), v.orNull(binX), v.orNull(binY),
							v.orNull(binZ), v.orNull(override), v.orNull(startEnd), v.orNull(min), v.orNull(max),
							v.orNull(avg), v.orNull(ssb), v.orNull(form), v.orNull(mimo), v.orNull(cell),
							v.orNull(beam));
		});
	}

	/**
	 * Beam-ID.
	 *
	 * @param nr 0 to 63
	 */
	public record Beam(long nr) {
	}

	/** Where a list of labels starts or ends. */
	public enum StartEnd {

		/** Here it starts. */
		START,
		/** Here it ends. */
		END

	}

	/** The bin of a distribution; null for a dimension that it does not have. */
	public static Label bin(@Nullable Long x, @Nullable Long y, @Nullable Long z) {
		return bins(null, x, y, z);
	}

	private static Label bins(@Nullable Boolean noLabel, @Nullable Long x, @Nullable Long y, @Nullable Long z) {
		return new Label(noLabel, null, null, null, null, null, null, null, null, null, null, null, null, x, y, z, null,
				null, null, null, null, null, null, null, null, null);
	}

	/** ENUMERATED {true}: what is not true is absent. */
	private static @Nullable Boolean flag(@Nullable Boolean value) {
		return Boolean.TRUE.equals(value) ? Boolean.TRUE : null;
	}

}
