package org.presage.e2.sm.kpm;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Octets;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;
import org.presage.e2.sm.common.Plmn;
import org.presage.e2.sm.common.Snssai;

import static org.presage.e2.asn1.Per.TRUE;
import static org.presage.e2.asn1.Per.extensible;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * MeasurementLabel: which part of a cell a value is of. Each component is null where the
 * label does not tell.
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
 */
public record Label(@Nullable Boolean noLabel, @Nullable Octets plmn, @Nullable Snssai slice, @Nullable Long fiveQi,
		@Nullable Long qfi, @Nullable Long qci, @Nullable Long qciMax, @Nullable Long qciMin, @Nullable Long arpMax,
		@Nullable Long arpMin, @Nullable Long bitrateRange, @Nullable Long layer, @Nullable Boolean sum,
		@Nullable Long binX, @Nullable Long binY, @Nullable Long binZ, @Nullable Boolean preLabelOverride,
		@Nullable StartEnd startEnd, @Nullable Boolean min, @Nullable Boolean max, @Nullable Boolean avg,
		@Nullable Long ssb, @Nullable Long beamforming, @Nullable Long mimo) {

	/** The whole of it. */
	public static final Label NONE = bins(true, null, null, null);

	private static final PerType<Long> INDEX = extensible(1, 65535);

	static final PerType<Label> TYPE = sequence("MeasurementLabel", (s) -> {
		var noLabel = s.optional("noLabel", TRUE, (label) -> flag(label.noLabel));
		var plmn = s.optional("plmnID", Plmn.TYPE, Label::plmn);
		var slice = s.optional("sliceID", Snssai.TYPE, Label::slice);
		var fiveQi = s.optional("fiveQI", extensible(0, 255), Label::fiveQi);
		var qfi = s.optional("qFI", extensible(0, 63), Label::qfi);
		var qci = s.optional("qCI", Per.integer(0, 255), Label::qci);
		var qciMax = s.optional("qCImax", Per.integer(0, 255), Label::qciMax);
		var qciMin = s.optional("qCImin", Per.integer(0, 255), Label::qciMin);
		var arpMax = s.optional("aRPmax", extensible(1, 15), Label::arpMax);
		var arpMin = s.optional("aRPmin", extensible(1, 15), Label::arpMin);
		var bitrate = s.optional("bitrateRange", INDEX, Label::bitrateRange);
		var layer = s.optional("layerMU-MIMO", INDEX, Label::layer);
		var sum = s.optional("sUM", TRUE, (label) -> flag(label.sum));
		var binX = s.optional("distBinX", INDEX, Label::binX);
		var binY = s.optional("distBinY", INDEX, Label::binY);
		var binZ = s.optional("distBinZ", INDEX, Label::binZ);
		var override = s.optional("preLabelOverride", TRUE, (label) -> flag(label.preLabelOverride));
		var startEnd = s.optional("startEndInd", Per.enumerated(StartEnd.class), Label::startEnd);
		var min = s.optional("min", TRUE, (label) -> flag(label.min));
		var max = s.optional("max", TRUE, (label) -> flag(label.max));
		var avg = s.optional("avg", TRUE, (label) -> flag(label.avg));
		var ssb = s.extension("ssbIndex", INDEX, Label::ssb);
		var beam = s.extension("nonGoB-BFmode-Index", INDEX, Label::beamforming);
		var mimo = s.extension("mIMO-mode-Index", extensible(1, 2), Label::mimo);
		return (v) -> (v.orNull(noLabel) != null && v.count() == 1) ? NONE
				: new Label(v.orNull(noLabel), v.orNull(plmn), v.orNull(slice), v.orNull(fiveQi), v.orNull(qfi),
						v.orNull(qci), v.orNull(qciMax), v.orNull(qciMin), v.orNull(arpMax), v.orNull(arpMin),
						v.orNull(bitrate), v.orNull(layer), v.orNull(sum), v.orNull(binX), v.orNull(binY),
						v.orNull(binZ), v.orNull(override), v.orNull(startEnd), v.orNull(min), v.orNull(max),
						v.orNull(avg), v.orNull(ssb), v.orNull(beam), v.orNull(mimo));
	});

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
				null, null, null, null, null, null, null);
	}

	/** ENUMERATED {true}: what is not true is absent. */
	private static @Nullable Boolean flag(@Nullable Boolean value) {
		return Boolean.TRUE.equals(value) ? Boolean.TRUE : null;
	}

}
