package org.presage.e2.sm.kpm;

import java.util.List;

import org.jspecify.annotations.Nullable;

import org.presage.base.InvalidInputException;
import org.presage.e2.asn1.PerType;

import static org.presage.e2.asn1.ChoiceType.choice;
import static org.presage.e2.asn1.Per.extensible;
import static org.presage.e2.asn1.Per.list;
import static org.presage.e2.asn1.Per.printable;
import static org.presage.e2.asn1.SequenceType.sequence;

/**
 * MeasurementInfoItem: what is measured. A record has one value for each of the labels,
 * in their order.
 *
 * @param name as in 3GPP TS 28.552, for example {@code DRB.UEThpDl}; null if {@code id}
 * is given
 * @param id number that the node gave the measurement, 1 to 65536; null if {@code name}
 * is given
 * @param labels parts of the cell; empty: the whole, which takes one value
 */
public record Measurement(@Nullable String name, @Nullable Long id, List<Label> labels) {

	private static final List<Label> WHOLE = List.of(Label.NONE);

	static final PerType<Type> MEASUREMENT_TYPE = choice("MeasurementType", (c) -> {
		c.root("measName", Name.class, printable(1, 150).as(Name::new, Name::value));
		c.root("measID", Id.class, extensible(1, 65536).as(Id::new, Id::value));
	});

	static final PerType<Measurement> TYPE = sequence("MeasurementInfoItem", (s) -> {
		var type = s.required("measType", MEASUREMENT_TYPE, Measurement::type);
		var labels = s.required("labelInfoList", list(1, Integer.MAX_VALUE, labelItem()),
				(measurement) -> measurement.labels.isEmpty() ? WHOLE : measurement.labels);
		return (v) -> of(v.get(type), isWhole(v.get(labels)) ? List.of() : v.get(labels));
	});

	static final PerType<List<Measurement>> LIST = list(1, 65535, TYPE);

	public Measurement {
		if ((name == null) == (id == null)) {
			throw new InvalidInputException("measurement", "a name or an id", name + " and " + id);
		}
		labels = (labels != null) ? List.copyOf(labels) : List.of();
	}

	/** Of the whole cell. */
	public static Measurement named(String name) {
		return new Measurement(name, null, List.of());
	}

	private static boolean isWhole(List<Label> labels) {
		return labels.size() == 1 && labels.getFirst() == Label.NONE;
	}

	private static Measurement of(Type type, List<Label> labels) {
		return (type instanceof Name name) ? new Measurement(name.value, null, labels)
				: new Measurement(null, ((Id) type).value, labels);
	}

	/** Values that a record has for this measurement, at least 1. */
	public int width() {
		return Math.max(1, this.labels.size());
	}

	private Type type() {
		return (this.name != null) ? new Name(this.name) : new Id((this.id != null) ? this.id : 0);
	}

	private static PerType<Label> labelItem() {
		return sequence("LabelInfoItem", (s) -> {
			var label = s.required("measLabel", Label.TYPE, (Label item) -> item);
			return (v) -> v.get(label);
		});
	}

	/** MeasurementType: a name or a number. */
	public sealed interface Type {

	}

	/** As in 3GPP TS 28.552. */
	public record Name(String value) implements Type {
	}

	/** As the node numbers it. */
	public record Id(long value) implements Type {
	}

}
