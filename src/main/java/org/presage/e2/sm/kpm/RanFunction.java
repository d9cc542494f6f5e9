package org.presage.e2.sm.kpm;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.Per.printable;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * E2SM-KPM-RANfunction-Description: what a node can report.
 *
 * @param name of the service model
 * @param triggers ways to start a report; null if not told
 * @param reports styles of reports; null if not told
 */
public record RanFunction(Name name, @Nullable List<TriggerStyle> triggers, @Nullable List<ReportStyle> reports) {

	/** E2SM-KPM-RANfunction-Description. */
	public static final PerType<RanFunction> TYPE = Types.DESCRIPTION;

	/**
	 * Names of the measurements that reports of a style may hold.
	 * @return in the node's order; empty if it does not offer the style
	 */
	public List<String> measurements(long style) {
		return (this.reports == null) ? List.of()
				: this.reports.stream()
					.filter((report) -> report.style == style)
					.flatMap((report) -> report.measurements.stream().map(Advertised::name))
					.toList();
	}

	/**
	 * RANfunction-Name.
	 *
	 * @param shortName as {@code ORAN-E2SM-KPM}
	 * @param oid as {@code 1.3.6.1.4.1.53148.1.3.2.2}
	 * @param description for humans
	 * @param instance null without
	 */
	public record Name(String shortName, String oid, String description, @Nullable Long instance) {
	}

	/**
	 * RIC-EventTriggerStyle-Item.
	 *
	 * @param style its number
	 * @param name for humans
	 * @param format of the event trigger
	 */
	public record TriggerStyle(long style, String name, long format) {
	}

	/**
	 * RIC-ReportStyle-Item.
	 *
	 * @param style its number
	 * @param name for humans
	 * @param actionFormat of the action definition
	 * @param measurements that it may hold
	 * @param headerFormat of its indications
	 * @param messageFormat of its indications
	 */
	public record ReportStyle(long style, String name, long actionFormat, List<Advertised> measurements,
			long headerFormat, long messageFormat) {
	}

	/**
	 * MeasurementInfo-Action-Item.
	 *
	 * @param name of a measurement
	 * @param id its number; null without
	 * @param bins of a distribution; null without
	 */
	public record Advertised(String name, @Nullable Long id, @Nullable BinRanges bins) {
	}

	/** The types in the grammar's order. */
	private static final class Types {

		private static final PerType<String> TEXT = printable(1, 150);

		private static final PerType<Name> NAME = sequence("RANfunction-Name", (s) -> {
			var name = s.required("ranFunction-ShortName", TEXT, Name::shortName);
			var oid = s.required("ranFunction-E2SM-OID", printable(1, 1000), Name::oid);
			var description = s.required("ranFunction-Description", TEXT, Name::description);
			var instance = s.optional("ranFunction-Instance", Per.INTEGER, Name::instance);
			return (v) -> new Name(v.get(name), v.get(oid), v.get(description), v.orNull(instance));
		});

		private static final PerType<TriggerStyle> TRIGGER = sequence("RIC-EventTriggerStyle-Item", (s) -> {
			var style = s.required("ric-EventTriggerStyle-Type", Per.INTEGER, TriggerStyle::style);
			var name = s.required("ric-EventTriggerStyle-Name", TEXT, TriggerStyle::name);
			var format = s.required("ric-EventTriggerFormat-Type", Per.INTEGER, TriggerStyle::format);
			return (v) -> new TriggerStyle(v.get(style), v.get(name), v.get(format));
		});

		private static final PerType<Advertised> MEASUREMENT = sequence("MeasurementInfo-Action-Item", (s) -> {
			var name = s.required("measName", TEXT, Advertised::name);
			var id = s.optional("measID", Per.extensible(1, 65536), Advertised::id);
			var bins = s.extension("binRangeDef", BinRanges.TYPE, Advertised::bins);
			return (v) -> new Advertised(v.get(name), v.orNull(id), v.orNull(bins));
		});

		private static final PerType<ReportStyle> REPORT = sequence("RIC-ReportStyle-Item", (s) -> {
			var style = s.required("ric-ReportStyle-Type", Per.INTEGER, ReportStyle::style);
			var name = s.required("ric-ReportStyle-Name", TEXT, ReportStyle::name);
			var action = s.required("ric-ActionFormat-Type", Per.INTEGER, ReportStyle::actionFormat);
			var list = s.required("measInfo-Action-List", list(1, 65535, MEASUREMENT), ReportStyle::measurements);
			var header = s.required("ric-IndicationHeaderFormat-Type", Per.INTEGER, ReportStyle::headerFormat);
			var message = s.required("ric-IndicationMessageFormat-Type", Per.INTEGER, ReportStyle::messageFormat);
			return (v) -> new ReportStyle(v.get(style), v.get(name), v.get(action), v.get(list), v.get(header),
					v.get(message));
		});

		private static final PerType<RanFunction> DESCRIPTION = sequence("E2SM-KPM-RANfunction-Description", (s) -> {
			var name = s.required("ranFunction-Name", NAME, RanFunction::name);
			var triggers = s.optional("ric-EventTriggerStyle-List", list(1, 63, TRIGGER), RanFunction::triggers);
			var reports = s.optional("ric-ReportStyle-List", list(1, 63, REPORT), RanFunction::reports);
			return (v) -> new RanFunction(v.get(name), v.orNull(triggers), v.orNull(reports));
		});

		private Types() {
		}

	}

}
