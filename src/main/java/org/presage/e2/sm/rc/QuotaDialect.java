/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.e2.sm.rc;

/**
 * The two ways in which nodes in the field want a list of slice quotas. A node that gets
 * the other one than its own may do anything, so this is a setting, never a guess.
 */
public enum QuotaDialect {

	/**
	 * As the specification numbers the parameters, with the group and the member each in
	 * a structure of their own: srsRAN since June 2025. PLMN, SST and SD are octets.
	 */
	A(2, 5, 6, 7, false),

	/**
	 * FlexRIC and the OAI nodes that follow it: one number less from the member list on,
	 * no structure around group and member. PLMN, SST and SD are ASCII digits, the latter
	 * two decimal.
	 */
	B(QuotaDialect.NONE, 4, QuotaDialect.NONE, 6, true);

	/** No such structure. */
	static final int NONE = 0;

	/** RRM policy ratio list, in both. */
	static final int LIST = 1;

	/** RRM policy, in both. */
	static final int POLICY = 3;

	/** The structure around a group, or {@link #NONE}. */
	final int group;

	/** List of the group's members. */
	final int members;

	/** The structure around a member, or {@link #NONE}. */
	final int member;

	/** PLMN; behind it come S-NSSAI, SST, SD, and the ratios min, max and dedicated. */
	final int plmn;

	/** Whether the PLMN is in digits. */
	final boolean ascii;

	QuotaDialect(int group, int members, int member, int plmn, boolean ascii) {
		this.group = group;
		this.members = members;
		this.member = member;
		this.plmn = plmn;
		this.ascii = ascii;
	}

	/** How SST and SD are written unless something else is known. */
	IdForm ids() {
		return this.ascii ? IdForm.DECIMAL : IdForm.BINARY;
	}

	int snssai() {
		return this.plmn + 1;
	}

	int sst() {
		return this.plmn + 2;
	}

	int sd() {
		return this.plmn + 3;
	}

	int min() {
		return this.plmn + 4;
	}

	int max() {
		return this.plmn + 5;
	}

	int dedicated() {
		return this.plmn + 6;
	}

}
