/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import org.jspecify.annotations.Nullable;

/**
 * A model that was trained while the server ran, and what became known of it.
 *
 * @param file its package, in the folder of learnt models; a name without directories
 * @param version its name
 * @param hash that identifies the package
 * @param parent hash of the model whose weights it started from
 * @param mode what was trained
 * @param trigger why it was trained
 * @param created when, ISO-8601
 * @param verdict of its trial; null while it is on trial
 * @param reason for the verdict; empty for none
 * @param decided when, ISO-8601; null while it is on trial
 */
public record Challenger(String file, String version, String hash, String parent, String mode, String trigger,
		String created, @Nullable Verdict verdict, String reason, @Nullable String decided) {

	/** What came of a trial. */
	public enum Verdict {

		/** It served all cells, and may still do so. */
		PROMOTED,

		/** It has not shown that it is better. */
		REJECTED,

		/** It planned for some cells, and they fared worse. It is never tried again. */
		ROLLED_BACK,

		/** Its trial was ended by a stop of the server, or by another model. */
		ABANDONED

	}

	Challenger decided(Verdict as, String why, String when) {
		return new Challenger(this.file, this.version, this.hash, this.parent, this.mode, this.trigger, this.created,
				as, why, when);
	}

}
