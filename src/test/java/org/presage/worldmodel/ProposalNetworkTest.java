/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel;

import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import org.presage.testing.TestModels;
import org.presage.worldmodel.net.Ops;
import org.presage.worldmodel.net.ProposalNetwork;
import org.presage.worldmodel.onnx.OnnxExporter;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchDevice;
import org.presage.worldmodel.torch.TorchProposals;
import org.presage.worldmodel.torch.TorchRunner;
import org.presage.worldmodel.torch.TorchRunner.Expression;
import org.presage.worldmodel.torch.TorchRunner.Tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** A network that proposes plans has one definition and learns different plans. */
class ProposalNetworkTest {

	private static final int PLANS = 4;

	private final Random random = new Random(3);

	private float[] gaussian(int size, double deviation) {
		float[] values = new float[size];
		for (int i = 0; i < size; i++) {
			values[i] = (float) (deviation * this.random.nextGaussian());
		}
		return values;
	}

	private static float[] run(ProposalNetwork network, float[] parameters, float[] contexts, float[] objectives) {
		ProposalNetwork.Size size = network.size();
		int count = contexts.length / size.context();
		return TorchRunner.run(network.parameters(), parameters, new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				return network.propose(ops, inputs.get(0), inputs.get(1));
			}
		}, List.of(new Tensor(contexts, count, size.context()), new Tensor(objectives, count, size.objective())));
	}

	@Test
	void onnxEqualsTorch() {
		ModelPackage plain = TestModels.random("a", 1);
		int cells = 3;
		int context;
		try (OnnxWorldModel model = OnnxWorldModel.load(plain)) {
			context = model.contextSize();
		}
		int objective = 5;
		float[] spread = gaussian(context, 1);
		for (int k = 0; k < context; k++) {
			spread[k] = (k == 1) ? 0 : 0.2f + Math.abs(spread[k]);
		}
		ProposalNetwork network = new ProposalNetwork(
				new ProposalNetwork.Size(context, objective, PLANS, TestModels.HORIZON, 7), gaussian(context, 1),
				spread);
		float[] parameters = gaussian(network.parameters().size(), 0.7);
		float[] contexts = gaussian(cells * context, 2);
		float[] objectives = gaussian(cells * objective, 1);
		float[] expected = run(network, parameters, contexts, objectives);
		float[] found = new float[cells * PLANS * TestModels.HORIZON];
		ModelPackage model = plain.withProposals(new ProposalSpec(1, objective, PLANS, 1, 1),
				OnnxExporter.propose(network, parameters));
		try (OnnxWorldModel loaded = OnnxWorldModel.load(model); Imaginer imaginer = loaded.imaginer(cells, 1)) {
			imaginer.propose(cells, contexts, objectives, found);
		}
		assertThat(found).containsExactly(expected, within(1e-5f));
		int inside = 0;
		for (float share : found) {
			assertThat(share).isBetween(0f, 1f);
			inside += (share > 0.01f && share < 0.99f) ? 1 : 0;
		}
		assertThat(inside).as("not all at a bound").isGreaterThan(3);
	}

	/** The best plan is at one bound or the other, and nothing says at which. */
	@Test
	void learnsBothOfTwoPlansNotTheirMean() {
		int count = 64;
		int horizon = 3;
		ProposalNetwork network = new ProposalNetwork(new ProposalNetwork.Size(2, 1, 2, horizon, 8), new float[2],
				new float[] { 1, 1 });
		float[] weights = network.parameters().initialise(this.random);
		float[] gradient = new float[weights.length];
		float[] targets = new float[count * horizon];
		float[] ones = new float[targets.length];
		java.util.Arrays.fill(ones, 1);
		double first = Double.NaN;
		double last = Double.NaN;
		try (TorchProposals torch = new TorchProposals(network, TorchDevice.CPU)) {
			for (int step = 0; step < 300; step++) {
				for (int i = 0; i < targets.length; i++) {
					targets[i] = i / horizon % 2;
				}
				float temperature = (float) (0.1 * Math.pow(0.01, step / 300.0));
				last = torch.step(
						new TorchProposals.Batch(count, gaussian(2 * count, 1), new float[count], targets, ones),
						temperature, weights, gradient);
				first = (step == 0) ? last : first;
				for (int i = 0; i < weights.length; i++) {
					weights[i] -= 0.5f * gradient[i];
				}
			}
		}
		assertThat(last).isLessThan(0.05 * first);
		float[] plans = run(network, weights, new float[] { 0.3f, -0.2f }, new float[1]);
		float low = Math.min(plans[0], plans[horizon]);
		float high = Math.max(plans[0], plans[horizon]);
		assertThat(low).isLessThan(0.1f);
		assertThat(high).isGreaterThan(0.9f);
	}

}
