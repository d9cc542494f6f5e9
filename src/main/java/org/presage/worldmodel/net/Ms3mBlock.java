package org.presage.worldmodel.net;

/**
 * One multi-scale state-space mixture block, pre-norm: a causal depthwise filter over
 * time, then a gated mix over channels, each with a residual. The filter's taps are a
 * learned mixture of HiPPO-LegS responses at fixed time scales (arXiv 2511.02748 learns
 * the scales too) plus a direct tap. Filters are applied as Toeplitz matrices, which ONNX
 * Runtime folds at load time and which beat grouped convolutions at these lengths.
 */
final class Ms3mBlock {

	/** Longest time step; each further scale halves it. */
	private static final double FASTEST = 1;

	private final String name;

	private final int width;

	private final int taps;

	private final double[] scales;

	private final int states;

	/**
	 * @param taps steps that the filter reaches back, the present one included
	 */
	Ms3mBlock(String name, NetworkSize size, int taps, Parameters parameters) {
		this.name = name;
		this.width = size.width();
		this.taps = taps;
		this.states = size.states();
		this.scales = new double[size.scales()];
		for (int i = 0; i < this.scales.length; i++) {
			this.scales[i] = FASTEST / (1 << i);
		}
		int basis = this.scales.length * this.states;
		parameters.norm(name + ".norm1", width)
			.gaussian(name + ".mixture", 0.5 / Math.sqrt(basis), width, basis)
			.constant(name + ".direct", 0.5, width, 1, 1)
			.norm(name + ".norm2", width)
			.linear(name + ".expand", width, 2 * width)
			.linear(name + ".contract", width, width);
	}

	/** {@code [B, T, width]} to the same shape. */
	<T> T forward(Ops<T> ops, T x, int steps) {
		T filtered = filter(ops, ops.norm(x, this.name + ".norm1"), steps);
		T y = ops.add(x, filtered);
		T gates = ops.linear(ops.norm(y, this.name + ".norm2"), this.name + ".expand");
		T content = ops.gelu(ops.slice(gates, 2, 0, this.width));
		T gate = ops.sigmoid(ops.slice(gates, 2, this.width, 2 * this.width));
		return ops.add(y, ops.linear(ops.multiply(content, gate), this.name + ".contract"));
	}

	private <T> T filter(Ops<T> ops, T x, int steps) {
		T basis = ops.constant(toeplitz(steps), this.scales.length * this.states, steps * steps);
		T toeplitz = ops.reshape(ops.matMul(ops.parameter(this.name + ".mixture"), basis), this.width, steps, steps);
		T channelsFirst = ops.transpose(x, 2, 1, 0);
		T filtered = ops.add(ops.matMul(toeplitz, channelsFirst),
				ops.multiply(ops.parameter(this.name + ".direct"), channelsFirst));
		return ops.transpose(filtered, 2, 1, 0);
	}

	/**
	 * Every basis response as a lower-triangular Toeplitz matrix: row t, column s holds
	 * tap t − s.
	 */
	private float[] toeplitz(int steps) {
		float[] basis = Hippo.basis(this.scales, this.states, this.taps);
		int rows = this.scales.length * this.states;
		float[] matrices = new float[rows * steps * steps];
		for (int row = 0; row < rows; row++) {
			for (int t = 0; t < steps; t++) {
				for (int s = Math.max(0, t - this.taps + 1); s <= t; s++) {
					matrices[(row * steps + t) * steps + s] = basis[row * this.taps + t - s];
				}
			}
		}
		return matrices;
	}

}
