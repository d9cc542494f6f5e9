/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.onnx;

import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.presage.testing.TestModels;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.net.Parameters;

import static org.assertj.core.api.Assertions.assertThat;

/** What was exported is read back. */
class OnnxWeightsTest {

	static Stream<NetworkSpec> specs() {
		return Stream.concat(Architectures.names().stream().map(TestModels::spec),
				Stream.of(TestModels.spec().withSize(TestModels.spec().size().withMembers(2)),
						TestModels.spec().withInstanceNorm(true)));
	}

	@ParameterizedTest
	@MethodSource("specs")
	void weightsOfGraphsAreThoseThatWereExported(NetworkSpec spec) {
		Network network = Architectures.build(spec);
		float[] exported = TestModels.randomParameters(network, 7);
		float[] read = OnnxWeights.of(TestModels.random("m", 7, spec));
		for (Map.Entry<String, Parameters.Slot> entry : network.parameters().slots().entrySet()) {
			boolean trainingOnly = entry.getKey().contains("posterior") && !spec.architecture().equals("rssm");
			for (int i = entry.getValue().offset(); i < entry.getValue().offset() + entry.getValue().size(); i++) {
				if (!trainingOnly || !Float.isNaN(read[i])) {
					assertThat(read[i]).as(entry.getKey()).isEqualTo(exported[i]);
				}
			}
		}
	}

}
