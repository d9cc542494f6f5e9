package org.presage.worldmodel.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;

import org.presage.worldmodel.net.Network;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * A network in PyTorch: loss and gradient of a batch for given parameters. Owned by one
 * thread.
 */
public final class TorchNetwork implements AutoCloseable {

	private static final String ENGINE = "PyTorch";

	static {
		// DJL would otherwise ask the network for newer natives and report its use.
		System.setProperty("ai.djl.offline", "true");
		System.setProperty("OPT_OUT_TRACKING", "true");
	}

	private final Network network;

	private final NDManager manager;

	private final Engine engine;

	public TorchNetwork(Network network) {
		this.network = network;
		this.engine = Engine.getEngine(ENGINE);
		this.manager = this.engine.newBaseManager(Device.cpu());
	}

	/** Seeds what {@link #step} draws: latents, and who learns from what. */
	public void seed(int seed) {
		this.engine.setRandomSeed(seed);
	}

	/**
	 * Loss of a batch and its gradient.
	 * @param parameters flat, as declared by the network
	 * @param gradient receives the gradient, same layout
	 * @return the loss per counted target; NaN or infinite if the computation diverged
	 */
	public double step(TrainingBatch batch, TrainingLoss loss, float[] parameters, float[] gradient) {
		try (NDManager scope = this.manager.newSubManager();
				GradientCollector collector = this.engine.newGradientCollector()) {
			NDArray flat = scope.create(parameters);
			flat.setRequiresGradient(true);
			NDArray total = loss(scope, new TorchOps(scope, this.network.parameters(), flat), batch, loss);
			collector.backward(total);
			System.arraycopy(flat.getGradient().toFloatArray(), 0, gradient, 0, gradient.length);
			return total.getFloat();
		}
	}

	private NDArray loss(NDManager scope, TorchOps ops, TrainingBatch batch, TrainingLoss loss) {
		NetworkSpec spec = this.network.spec();
		int positions = batch.steps() - spec.window() + 1;
		int samples = batch.sequences() * positions;
		int horizon = spec.horizon();
		int targets = spec.targets();
		NDArray y = scope.create(batch.targets(), new Shape(samples, horizon, targets));
		NDArray yMask = scope.create(batch.targetMask(), new Shape(samples, horizon, targets));
		NDArray contexts = encode(scope, ops, batch);
		NDArray prior = this.network.prior(ops, contexts);
		NDArray posterior = this.network.posterior(ops, contexts, y.concat(yMask, 2));
		NDArray latent = latent(scope, prior, posterior, samples, loss);
		NDArray plans = scope.create(batch.plans(), new Shape(samples, 1, horizon));
		Network.Heads<NDArray> heads = this.network.decode(ops, contexts, latent, plans);

		NDArray flatY = y.reshape(1, samples * (long) horizon, targets);
		NDArray variance = heads.deviation().mul(heads.deviation());
		NDArray error = heads.mean().sub(flatY);
		NDArray nll = error.mul(error).div(variance).add(variance.log()).mul(0.5f);
		NDArray weight = yMask.reshape(1, samples * (long) horizon, targets)
			.mul(memberWeights(scope, spec.heads(), samples, horizon, loss));
		NDArray weighted = nll.mul(variance.stopGradient().pow((float) loss.beta())).mul(weight);
		NDArray total = weighted.sum().div(weight.sum().add(1e-6f));

		NDArray slaMask = scope.create(batch.slaMask(), new Shape(1, samples * (long) horizon, 1));
		NDArray sla = scope.create(batch.sla(), new Shape(1, samples * (long) horizon, 1));
		NDArray logit = heads.slaLogit();
		// Cross-entropy from logits: softplus(x) − y·x.
		NDArray crossEntropy = ops.softplus(logit).sub(logit.mul(sla)).mul(slaMask);
		NDArray slaLoss = crossEntropy.sum().div(slaMask.sum().mul(spec.heads()).add(1e-6f));
		return total.add(slaLoss.mul((float) loss.sla()))
			.add(divergence(posterior, prior, loss).mul((float) loss.kl()));
	}

	private NDArray encode(NDManager scope, TorchOps ops, TrainingBatch batch) {
		Shape shape = new Shape(batch.sequences(), batch.steps(), this.network.spec().features());
		return this.network.encode(ops, scope.create(batch.frames(), shape), scope.create(batch.mask(), shape),
				batch.steps());
	}

	/** Posterior sample for some of the samples, prior mean for the others. */
	private NDArray latent(NDManager scope, NDArray prior, NDArray posterior, int samples, TrainingLoss loss) {
		int size = this.network.spec().latent();
		NDArray noise = scope.randomNormal(new Shape(samples, size));
		NDArray sampled = posterior.get(":,0:" + size).add(logDeviation(posterior).exp().mul(noise));
		NDArray chosen = bernoulli(scope, new Shape(samples, 1), loss.posteriorShare());
		return sampled.mul(chosen).add(prior.get(":,0:" + size).mul(chosen.mul(-1).add(1)));
	}

	/**
	 * 1 where a member learns from a sample, alike for all its steps and KPIs:
	 * {@code [E, samples·H, 1]}.
	 */
	private static NDArray memberWeights(NDManager scope, int members, int samples, int horizon, TrainingLoss loss) {
		NDArray chosen = bernoulli(scope, new Shape(members, samples, 1), loss.bootstrap());
		return chosen.mul(scope.ones(new Shape(1, 1, horizon))).reshape(members, samples * (long) horizon, 1);
	}

	private static NDArray bernoulli(NDManager scope, Shape shape, double probability) {
		return scope.randomUniform(0, 1, shape).lt((float) probability).toType(DataType.FLOAT32, false);
	}

	private NDArray logDeviation(NDArray gaussian) {
		int size = this.network.spec().latent();
		return gaussian.get(":," + size + ":" + 2 * size).clip(-8, 8);
	}

	/**
	 * KL(posterior ‖ prior) of diagonal Gaussians, per latent at least the free nats,
	 * mean over the samples.
	 */
	private NDArray divergence(NDArray posterior, NDArray prior, TrainingLoss loss) {
		int size = this.network.spec().latent();
		NDArray logQ = logDeviation(posterior);
		NDArray logP = logDeviation(prior);
		NDArray shift = posterior.get(":,0:" + size).sub(prior.get(":,0:" + size));
		NDArray varianceP = logP.mul(2).exp();
		NDArray kl = logP.sub(logQ)
			.add(logQ.mul(2).exp().add(shift.mul(shift)).div(varianceP.mul(2)))
			.sub(0.5f)
			.mean(new int[] { 0 });
		return kl.maximum((float) loss.freeNats()).sum();
	}

	/**
	 * Predicts as in use, from the prior's mean.
	 * @param mean receives the mixture's mean, {@code [B·n, H, Y]}
	 * @param deviation receives its total standard deviation, same layout
	 */
	public void predict(TrainingBatch batch, float[] parameters, float[] mean, float[] deviation) {
		try (NDManager scope = this.manager.newSubManager()) {
			TorchOps ops = new TorchOps(scope, this.network.parameters(), scope.create(parameters));
			int positions = batch.steps() - this.network.spec().window() + 1;
			NDArray plans = scope.create(batch.plans(),
					new Shape(batch.sequences() * (long) positions, 1, this.network.spec().horizon()));
			Network.Heads<NDArray> heads = this.network.imagine(ops, encode(scope, ops, batch), plans);
			System.arraycopy(heads.mixtureMean(ops).toFloatArray(), 0, mean, 0, mean.length);
			NDArray aleatoric = heads.aleatoric(ops);
			NDArray epistemic = heads.epistemic(ops);
			NDArray total = aleatoric.mul(aleatoric).add(epistemic.mul(epistemic)).sqrt();
			System.arraycopy(total.toFloatArray(), 0, deviation, 0, deviation.length);
		}
	}

	@Override
	public void close() {
		this.manager.close();
	}

}
