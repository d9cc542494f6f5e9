/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.presage.base.FileFailure;
import org.presage.base.WholeFile;
import org.presage.offline.data.DataException;

/**
 * The state of a training run at the end of an epoch: all that a run needs to go on
 * exactly as if it had not stopped.
 *
 * @param identity of the run: network, settings and data; a run resumes only its own
 * checkpoint
 * @param epoch epochs done
 * @param step optimiser steps done
 * @param bestScore validation score of {@code best}
 * @param bestEpoch epoch of {@code best}
 * @param arrays weights, average, first and second moment, best average
 */
record Checkpoint(String identity, int epoch, long step, double bestScore, int bestEpoch, float[][] arrays) {

	static final int ARRAYS = 5;

	private static final long MAGIC = 0x5052455341474531L;

	private static final int MAX_VALUES = 1 << 28;

	void write(Path file) {
		try {
			WholeFile.write(file, (stream) -> {
				DataOutputStream out = new DataOutputStream(stream);
				out.writeLong(MAGIC);
				out.writeUTF(this.identity);
				out.writeInt(this.epoch);
				out.writeLong(this.step);
				out.writeDouble(this.bestScore);
				out.writeInt(this.bestEpoch);
				for (float[] array : this.arrays) {
					out.writeInt(array.length);
					for (float value : array) {
						out.writeFloat(value);
					}
				}
				out.flush();
			});
		}
		catch (IOException ex) {
			throw new DataException("checkpoint " + FileFailure.writing(file, ex).getMessage(), ex);
		}
	}

	/**
	 * @throws DataException if the file is damaged or belongs to another run
	 */
	static Checkpoint read(Path file, String identity, int parameters) {
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
			if (in.readLong() != MAGIC) {
				throw new DataException("checkpoint " + file, "a checkpoint of presage", "another file");
			}
			String found = in.readUTF();
			if (!found.equals(identity)) {
				throw new DataException(
						"checkpoint " + file + ": expected one of this run:\n  " + identity + "\nfound\n  " + found);
			}
			int epoch = in.readInt();
			long step = in.readLong();
			double bestScore = in.readDouble();
			int bestEpoch = in.readInt();
			float[][] arrays = new float[ARRAYS][];
			for (int a = 0; a < ARRAYS; a++) {
				int length = in.readInt();
				if (length != parameters || length > MAX_VALUES) {
					throw new DataException("checkpoint " + file, parameters + " values", length);
				}
				arrays[a] = new float[length];
				for (int i = 0; i < length; i++) {
					arrays[a][i] = in.readFloat();
				}
			}
			return new Checkpoint(found, epoch, step, bestScore, bestEpoch, arrays);
		}
		catch (IOException ex) {
			throw new DataException(FileFailure.reading("checkpoint " + file, ex));
		}
	}

}
