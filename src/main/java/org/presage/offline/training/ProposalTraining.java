/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

import org.presage.base.JsonResult;
import org.presage.base.Rounding;
import org.presage.control.ObjectiveVector;
import org.presage.offline.data.Dataset;
import org.presage.worldmodel.ModelException;
import org.presage.worldmodel.ModelManifest;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.ProposalSpec;
import org.presage.worldmodel.net.ProposalNetwork;
import org.presage.worldmodel.onnx.OnnxExporter;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchDevice;
import org.presage.worldmodel.torch.TorchProposals;

/**
 * Teaches a model to propose plans: the default search plans windows of the training part
 * for random objectives, a network learns to propose its plans, the search goes on from
 * what the network proposes, and the network learns again. Only the world model judges
 * plans. Its graphs stay as they are. The same seed gives the same proposals.
 */
public final class ProposalTraining {

	/** Examples of one step. */
	private static final int BATCH = 256;

	/** Searches; each but the first begins with proposals. */
	private static final int ROUNDS = 2;

	private static final double RATE = 2e-3;

	/**
	 * Of the softened choice of the nearest proposal, at the beginning and at the end.
	 */
	private static final double HOT = 0.05;

	private static final double COLD = 1e-3;

	/** Weights of steps beyond these times their mean would drown the others. */
	private static final float LIGHTEST = 0.05f;

	private static final float HEAVIEST = 8;

	private static final int MOST_JUDGED = 200;

	private final ModelPackage model;

	private final Dataset data;

	private final ProposalSettings settings;

	private final TrainingSettings descent;

	private final TorchDevice device;

	private final Listener listener;

	/** Is informed how far the work is. */
	public interface Listener {

		/** So many of all examples are planned in a round, from 1. */
		void planned(int round, int rounds, int examples, int of);

		/** Mean loss of an epoch, from 1; it falls by what temperature and weights do. */
		void learnt(int epoch, int epochs, double loss);

	}

	/**
	 * Regret on windows of the validation part, 0 the best plan known and 1 to hold.
	 *
	 * @param windows that were judged; those without a gain are not
	 * @param alone mean of the best proposal alone; NaN without windows, as the others
	 * @param with mean of the first call with proposals
	 * @param without mean of the first call without
	 */
	@JsonResult
	public record Judgement(int windows, double alone, double with, double without) {
	}

	/**
	 * A model that proposes plans.
	 *
	 * @param model with its old graphs and the new one
	 * @param parameters weights of the network
	 * @param own judged with the model's own objective
	 * @param varied judged with objectives, bounds and PRBs in force as it was trained
	 */
	public record Result(ModelPackage model, int parameters, Judgement own, Judgement varied) {
	}

	public ProposalTraining(ModelPackage model, Dataset data, ProposalSettings settings, TorchDevice device,
			Listener listener) {
		this.model = model;
		this.data = data;
		this.settings = settings;
		this.descent = TrainingSettings.defaults(settings.epochs(), settings.seed());
		this.device = device;
		this.listener = listener;
	}

	/**
	 * Checks that data has windows to learn from and to judge by, before any work.
	 * @throws org.presage.offline.data.DataException naming the part without a window
	 */
	public static void require(Dataset data) {
		ObjectiveSampler.places(data, Dataset.Part.TRAIN);
		ObjectiveSampler.places(data, Dataset.Part.VALID);
	}

	/**
	 * Trains and judges.
	 * @throws org.presage.offline.data.DataException if there are no windows
	 * @throws ModelException if the loss diverges
	 */
	public Result run() {
		require(this.data);
		SplittableRandom random = new SplittableRandom(this.settings.seed());
		ModelManifest manifest = this.model.manifest();
		List<PlanningExample> examples = new ObjectiveSampler(this.data, manifest, this.settings.varied(),
				random.split())
			.draw(Dataset.Part.TRAIN, this.settings.contexts());
		ModelPackage current = this.model.withProposals(null, null);
		Learner learner = null;
		for (int round = 0; round < ROUNDS; round++) {
			Inputs inputs = plan(current, examples, round);
			if (learner == null) {
				learner = new Learner(network(inputs), random.split());
			}
			learner.learn(examples, inputs, round * this.settings.epochs() / ROUNDS,
					(round + 1) * this.settings.epochs() / ROUNDS, this);
			current = this.model.withProposals(spec(inputs),
					OnnxExporter.propose(learner.network, learner.weights.average));
		}
		int parameters = (learner != null) ? learner.weights.average.length : 0;
		int judged = Math.min(MOST_JUDGED, Math.max(1, this.settings.contexts() / 10));
		return new Result(current, parameters, judge(current, false, judged, random.split()),
				judge(current, true, judged, random.split()));
	}

	/** What the network reads, all examples in order. */
	private record Inputs(int context, float[] contexts, int objective, float[] objectives) {
	}

	private Inputs plan(ModelPackage current, List<PlanningExample> examples, int round) {
		int size = new ObjectiveVector(current.manifest()).size();
		float[] objectives = new float[examples.size() * size];
		try (OnnxWorldModel world = OnnxWorldModel.load(current);
				ExamplePlanner planner = new ExamplePlanner(world, this.settings.seed(), examples.getFirst())) {
			int length = world.contextSize();
			float[] contexts = new float[examples.size() * length];
			for (int i = 0; i < examples.size(); i++) {
				planner.from(examples.get(i));
				System.arraycopy(planner.context(), 0, contexts, i * length, length);
				planner.objective(objectives, i * size);
				if (round == 0) {
					planner.search();
				}
				else {
					planner.refine();
				}
				this.listener.planned(round + 1, ROUNDS, i + 1, examples.size());
			}
			return new Inputs(length, contexts, size, objectives);
		}
	}

	private ProposalNetwork network(Inputs inputs) {
		int count = inputs.contexts().length / inputs.context();
		float[] centre = new float[inputs.context()];
		float[] spread = new float[inputs.context()];
		for (int k = 0; k < centre.length; k++) {
			double sum = 0;
			double squares = 0;
			for (int i = 0; i < count; i++) {
				double value = inputs.contexts()[i * centre.length + k];
				sum += value;
				squares += value * value;
			}
			centre[k] = (float) (sum / count);
			spread[k] = (float) Math.sqrt(Math.max(0, squares / count - (sum / count) * (sum / count)));
		}
		return new ProposalNetwork(new ProposalNetwork.Size(inputs.context(), inputs.objective(), this.settings.plans(),
				this.model.manifest().network().horizon(), this.settings.width()), centre, spread);
	}

	private ProposalSpec spec(Inputs inputs) {
		return new ProposalSpec(ObjectiveVector.LAYOUT, inputs.objective(), this.settings.plans(),
				this.settings.contexts(), this.settings.seed());
	}

	private Judgement judge(ModelPackage current, boolean varied, int count, SplittableRandom random) {
		List<PlanningExample> examples = new ObjectiveSampler(this.data, current.manifest(), varied, random)
			.draw(Dataset.Part.VALID, count);
		List<ExamplePlanner.FirstCall> calls = new ArrayList<>();
		try (OnnxWorldModel world = OnnxWorldModel.load(current);
				ExamplePlanner planner = new ExamplePlanner(world, this.settings.seed(), examples.getFirst())) {
			for (PlanningExample example : examples) {
				planner.from(example);
				planner.search();
				planner.refine();
				ExamplePlanner.FirstCall call = planner.firstCall();
				if (example.toGain()) {
					calls.add(call);
				}
			}
		}
		return new Judgement(calls.size(), mean(calls, ExamplePlanner.FirstCall::alone),
				mean(calls, ExamplePlanner.FirstCall::with), mean(calls, ExamplePlanner.FirstCall::without));
	}

	private static double mean(List<ExamplePlanner.FirstCall> calls, ToDoubleFunction<ExamplePlanner.FirstCall> of) {
		return Rounding.to(5, calls.stream().mapToDouble(of).average().orElse(Double.NaN));
	}

	/** The network and its weights while they learn. */
	private static final class Learner {

		private final ProposalNetwork network;

		private final AdamW weights;

		private final SplittableRandom random;

		Learner(ProposalNetwork network, SplittableRandom random) {
			this.network = network;
			this.random = random;
			this.weights = new AdamW(network.parameters().initialise(random));
		}

		/** Learns from epoch {@code from} (inclusive, from 0) to epoch {@code to}. */
		void learn(List<PlanningExample> examples, Inputs inputs, int from, int to, ProposalTraining owner) {
			float[] targets = targets(examples);
			float[] stepWeights = weights(examples);
			int count = examples.size();
			int steps = (count + BATCH - 1) / BATCH;
			float[] gradient = new float[this.weights.weights.length];
			try (TorchProposals torch = new TorchProposals(this.network, owner.device)) {
				for (int epoch = from; epoch < to; epoch++) {
					int[] order = order(count);
					double sum = 0;
					for (int s = 0; s < steps; s++) {
						double done = (epoch + (double) s / steps) / owner.settings.epochs();
						TorchProposals.Batch batch = batch(order, s * BATCH, Math.min(count, (s + 1) * BATCH), inputs,
								targets, stepWeights);
						double loss = torch.step(batch, (float) (HOT * Math.pow(COLD / HOT, done)),
								this.weights.weights, gradient);
						if (!Double.isFinite(loss)) {
							throw new ModelException("loss of epoch " + (epoch + 1), "a finite number", loss);
						}
						this.weights.update(gradient, RATE * Curriculum.ONE_CYCLE.rate(done, owner.settings.epochs()),
								owner.descent);
						sum += loss;
					}
					owner.listener.learnt(epoch + 1, owner.settings.epochs(), sum / steps);
				}
			}
		}

		private int[] order(int count) {
			int[] order = new int[count];
			for (int i = 0; i < count; i++) {
				int other = this.random.nextInt(i + 1);
				order[i] = order[other];
				order[other] = i;
			}
			return order;
		}

		private static TorchProposals.Batch batch(int[] order, int from, int to, Inputs inputs, float[] targets,
				float[] weights) {
			int[] chosen = Arrays.copyOfRange(order, from, to);
			int horizon = targets.length / order.length;
			return new TorchProposals.Batch(chosen.length, rows(inputs.contexts(), inputs.context(), chosen),
					rows(inputs.objectives(), inputs.objective(), chosen), rows(targets, horizon, chosen),
					rows(weights, horizon, chosen));
		}

		private static float[] rows(float[] all, int length, int[] chosen) {
			float[] rows = new float[chosen.length * length];
			for (int i = 0; i < chosen.length; i++) {
				System.arraycopy(all, chosen[i] * length, rows, i * length, length);
			}
			return rows;
		}

		private static float[] targets(List<PlanningExample> examples) {
			int horizon = examples.getFirst().plan.length;
			float[] targets = new float[examples.size() * horizon];
			for (int i = 0; i < examples.size(); i++) {
				System.arraycopy(examples.get(i).plan, 0, targets, i * horizon, horizon);
			}
			return targets;
		}

		/** With mean 1 before the extremes are cut. */
		private static float[] weights(List<PlanningExample> examples) {
			int horizon = examples.getFirst().plan.length;
			float[] weights = new float[examples.size() * horizon];
			double sum = 0;
			for (int i = 0; i < weights.length; i++) {
				weights[i] = Math.min(examples.get(i / horizon).weights[i % horizon], 100);
				sum += weights[i];
			}
			float mean = (float) Math.max(sum / weights.length, 1e-9);
			for (int i = 0; i < weights.length; i++) {
				weights[i] = Math.clamp(weights[i] / mean, LIGHTEST, HEAVIEST);
			}
			return weights;
		}

	}

}
