/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.ap;

import java.util.List;

import org.presage.e2.asn1.CodecException;
import org.presage.e2.asn1.Per;
import org.presage.e2.asn1.PerReader;
import org.presage.e2.asn1.PerType;
import org.presage.e2.asn1.PerWriter;

/**
 * A CHOICE of ENUMERATEDs. An alternative that nobody knows is read as misc unspecified.
 *
 * @param groups in the order of the grammar
 * @param missing so many reasons of {@link Cause.Group#RIC_REQUEST} in front of its last
 * one, unspecified, are not in the grammar
 */
record CauseType(List<Cause.Group> groups, int missing) implements PerType<Cause> {

	@Override
	public Cause read(PerReader in) {
		int index = Per.enumerated(this.groups.size()).read(in);
		if (index >= this.groups.size()) {
			Per.OCTETS.read(in);
			return Cause.UNSPECIFIED;
		}
		Cause.Group group = this.groups.get(index);
		int number = Per.enumerated(root(group)).read(in);
		return new Cause(group, (number >= root(group) - 1) ? number + group.root() - root(group) : number);
	}

	@Override
	public void write(PerWriter out, Cause value) {
		Cause.Group group = value.group();
		int index = this.groups.indexOf(group);
		int last = group.root() - 1;
		int skipped = group.root() - root(group);
		if (index < 0 || value.number() < last && value.number() >= last - skipped) {
			throw new CodecException(CodecException.NO_OFFSET, "Cause", "one of version 1", value);
		}
		Per.enumerated(this.groups.size()).write(out, index);
		Per.enumerated(root(group)).write(out, (value.number() >= last) ? value.number() - skipped : value.number());
	}

	private int root(Cause.Group group) {
		return (group == Cause.Group.RIC_REQUEST) ? group.root() - this.missing : group.root();
	}

}
