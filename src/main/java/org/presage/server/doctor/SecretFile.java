/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/** A file that this user must be able to read, and others should not. */
final class SecretFile {

	private SecretFile() {
	}

	/** Tells of a file that was read. */
	static void look(String key, Path file, String good, Findings findings) {
		if (othersRead(file)) {
			findings.warn(key + ": " + good + ", but everybody on this machine may read " + file, "chmod o= " + file);
		}
		else {
			findings.ok(key + ": " + good);
		}
	}

	private static boolean othersRead(Path file) {
		try {
			Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
			return permissions.contains(PosixFilePermission.OTHERS_READ);
		}
		catch (IOException | UnsupportedOperationException ex) {
			// A file system without such permissions: there is nothing to warn of.
			return false;
		}
	}

}
