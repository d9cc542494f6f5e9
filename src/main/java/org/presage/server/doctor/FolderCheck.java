/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Whether files can be read and written where they are to be. Writes none. */
final class FolderCheck implements Check {

	private static final double LITTLE_BYTES = 1e9;

	private final List<Place> places;

	/** What is done there. */
	enum Use {

		/** A file is written, made if there is none. */
		WRITE,
		/** A file is read. */
		READ,
		/** Files of a folder are read. */
		LIST,
		/** Files are made in a folder, and run. */
		SCRATCH

	}

	/**
	 * A file or folder.
	 *
	 * @param key that names it
	 * @param path of it
	 * @param use what is done there
	 */
	record Place(String key, Path path, Use use) {
	}

	FolderCheck(List<Place> places) {
		this.places = List.copyOf(places);
	}

	@Override
	public String name() {
		return "directories";
	}

	@Override
	public void look(Findings findings) {
		for (Place place : this.places) {
			String at = place.key + ": " + place.path;
			switch (place.use) {
				case READ -> readable(Files.isRegularFile(place.path), "file", place, findings);
				case LIST -> readable(Files.isDirectory(place.path), "folder", place, findings);
				case SCRATCH -> writable(place.path, at, findings);
				default -> file(place, at, findings);
			}
		}
	}

	private static void readable(boolean there, String what, Place place, Findings findings) {
		String at = place.key + ": " + place.path;
		if (there && Files.isReadable(place.path)) {
			findings.ok(at + " can be read");
		}
		else {
			findings.fail(at + " is no " + what + " that this user can read",
					"Set " + place.key + ", or put it there.");
		}
	}

	private static void file(Place place, String at, Findings findings) {
		Path folder = place.path.toAbsolutePath().getParent();
		if (Files.isDirectory(place.path) || folder == null) {
			findings.fail(at + " is a folder", "Set " + place.key + " to a file.");
		}
		else if (Files.exists(place.path) && !Files.isWritable(place.path)) {
			findings.fail(at + " cannot be written by this user", "chown it, or set " + place.key + " to another one.");
		}
		else {
			writable(folder, at, findings);
		}
	}

	private static void writable(Path folder, String at, Findings findings) {
		if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
			findings.fail(
					at + ": " + folder
							+ (Files.isDirectory(folder) ? " cannot be written by this user" : " is not there"),
					"Make it, for the user that the server runs as; in a container, mount a volume there.");
			return;
		}
		try {
			double free = Files.getFileStore(folder).getUsableSpace();
			String found = at + String.format(Locale.ROOT, " can be written, %.1f GB are free", free / 1e9);
			if (free < LITTLE_BYTES) {
				findings.warn(found, "Make room.");
			}
			else {
				findings.ok(found);
			}
		}
		catch (IOException ex) {
			findings.warn(at + " can be written, free space unknown: " + ex.getMessage(), "Look with df.");
		}
	}

}
