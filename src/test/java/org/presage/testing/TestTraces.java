/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;

/** Small traces of the frames of {@link TestModels}. */
public final class TestTraces {

	private TestTraces() {
	}

	/**
	 * Writes a tidy CSV: SINR wanders, PRBs change now and then, one Delay in twenty is
	 * absent.
	 */
	public static Path write(Path file, int series, int rows, long seed) throws IOException {
		Random random = new Random(seed);
		StringBuilder text = new StringBuilder("source,series,t_ms,SINR,Buffer,PRBs,Delay\n");
		for (int s = 0; s < series; s++) {
			double sinr = 10;
			int prbs = 20;
			for (int t = 0; t < rows; t++) {
				sinr = 0.9 * sinr + 1 + random.nextGaussian();
				prbs = (random.nextInt(4) == 0) ? 1 + random.nextInt(51) : prbs;
				String delay = (random.nextInt(20) == 0) ? ""
						: String.format(Locale.ROOT, "%.4g", Math.exp(4 + random.nextGaussian() - prbs / 30.0));
				text.append(String.format(Locale.ROOT, "test,s%d,%d,%.4g,%.4g,%d,%s%n", s, (t + 1) * 100, sinr,
						Math.exp(8 + random.nextGaussian()), prbs, delay));
			}
		}
		Files.writeString(file, text);
		return file;
	}

}
