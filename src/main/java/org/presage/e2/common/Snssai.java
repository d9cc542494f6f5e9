package org.presage.e2.common;

import org.jspecify.annotations.Nullable;

import org.presage.e2.per.Octets;
import org.presage.e2.per.Per;
import org.presage.e2.per.PerType;

import static org.presage.e2.per.SequenceType.sequence;

/**
 * S-NSSAI: a network slice.
 *
 * @param sst slice or service type, 0 to 255
 * @param sd slice differentiator, three octets; null without one
 */
public record Snssai(int sst, @Nullable Octets sd) {

	/** S-NSSAI. */
	public static final PerType<Snssai> TYPE = sequence("S-NSSAI", (s) -> {
		var sst = s.required("sST", Per.octets(1), (slice) -> Octets.of((byte) slice.sst));
		var sd = s.optional("sD", Per.octets(3), Snssai::sd);
		return (v) -> new Snssai((int) v.get(sst).number(), v.orNull(sd));
	});

}
