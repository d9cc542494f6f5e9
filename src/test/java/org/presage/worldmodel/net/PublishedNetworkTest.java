/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.presage.worldmodel.onnx.OnnxRunner;
import org.presage.worldmodel.torch.TorchRunner;
import org.presage.worldmodel.torch.TorchRunner.Expression;
import org.presage.worldmodel.torch.TorchRunner.Tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * {@code wm-ms3m} computes what the published PyTorch implementation computes, in PyTorch
 * and in ONNX Runtime. The numbers were produced outside this project.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishedNetworkTest {

	private static final float TOLERANCE = 1e-4f;

	private static final Map<String, String> NAMES = names();

	private JsonNode golden;

	private NetworkSpec spec;

	private WmMs3m network;

	private float[] parameters;

	PublishedNetworkTest() throws IOException {
		try (InputStream in = PublishedNetworkTest.class.getResourceAsStream("/wm-ms3m.json")) {
			this.golden = JsonMapper.builder().build().readTree(in);
		}
		JsonNode config = this.golden.get("config");
		NetworkSize size = new NetworkSize(config.get("d_model").asInt(), config.get("n_layers").asInt(), 1,
				config.get("z_dim").asInt(), 1, 1, config.get("ssm_state_dim").asInt(),
				config.get("n_components").asInt());
		this.spec = new NetworkSpec("wm-ms3m", config.get("F").asInt(), config.get("action_index").asInt(),
				config.get("L").asInt(), config.get("H").asInt(), size, config.get("rsrp_index").asInt(), true);
		this.network = new WmMs3m(this.spec);
		this.parameters = new float[this.network.parameters().size()];
	}

	/** Our names of the published tensors; blocks are added by number. */
	private static Map<String, String> names() {
		Map<String, String> names = new TreeMap<>();
		names.put("in_proj", "in");
		names.put("prior_net.0", "prior.0");
		names.put("prior_net.3", "prior.1");
		names.put("post_net.0", "posterior.0");
		names.put("post_net.3", "posterior.1");
		names.put("full_decoder.0", "full.0");
		names.put("full_decoder.3", "full.1");
		names.put("target_head.0", "target.0");
		names.put("target_head.3", "target.1");
		names.put("ar_head.0", "skip.0");
		names.put("ar_head.2", "skip.1");
		names.put("se.fc.0", "squeeze");
		names.put("se.fc.2", "excite");
		names.put("mix.up", "up");
		names.put("mix.down", "down");
		names.put("mix.norm", "mixed");
		return names;
	}

	@BeforeAll
	void loadsEveryPublishedWeight() {
		for (Map.Entry<String, JsonNode> weight : this.golden.get("weights").properties()) {
			String name = ours(weight.getKey());
			Parameters.Slot slot = this.network.parameters().slot(name);
			float[] values = floats(weight.getValue());
			assertThat(values).as(name).hasSize(slot.size());
			boolean linear = name.endsWith(".weight");
			int in = linear ? slot.shape()[0] : 1;
			int out = slot.size() / in;
			for (int i = 0; i < slot.size(); i++) {
				// PyTorch keeps a linear layer as [out, in].
				this.parameters[slot.offset() + i] = linear ? values[(i % out) * in + i / out] : values[i];
			}
		}
	}

	private static String ours(String published) {
		if (published.equals("skip_gain")) {
			return "skip.gain";
		}
		String name = published.replaceFirst("^blocks\\.", "block.").replace("kernel.components.", "kernel.");
		if (name.contains("norm")) {
			name = name.replace(".weight", ".gain");
		}
		for (Map.Entry<String, String> known : NAMES.entrySet()) {
			name = name.replace(known.getKey(), known.getValue());
		}
		return name;
	}

	private static float[] floats(JsonNode node) {
		List<Float> values = new ArrayList<>();
		collect(node, values);
		float[] array = new float[values.size()];
		IntStream.range(0, array.length).forEach((i) -> array[i] = values.get(i));
		return array;
	}

	private static void collect(JsonNode node, List<Float> to) {
		if (node.isArray()) {
			node.forEach((child) -> collect(child, to));
		}
		else {
			to.add(node.floatValue());
		}
	}

	private void check(String output, Tensors expression, float[] expected) throws Exception {
		float[] x = floats(this.golden.get("input").get("x"));
		float[] y = floats(this.golden.get("input").get("y"));
		int batch = y.length / this.spec.features();
		List<Tensor> inputs = List.of(new Tensor(x, batch, this.spec.window(), this.spec.features()),
				new Tensor(y, batch, this.spec.features()));
		assertThat(TorchRunner.run(this.network.parameters(), this.parameters, expression, inputs)).as(output)
			.containsExactly(expected, within(TOLERANCE));
		assertThat(OnnxRunner.run(this.network.parameters(), this.parameters, expression, inputs)).as(output)
			.containsExactly(expected, within(TOLERANCE));
	}

	/** An expression over window and next frame. */
	private abstract class Tensors implements Expression {

		@Override
		public <T> T apply(Ops<T> ops, List<T> inputs) {
			T window = inputs.get(0);
			int last = PublishedNetworkTest.this.spec.window() - 1;
			T actions = ops.slice(window, 2, PublishedNetworkTest.this.spec.action(),
					PublishedNetworkTest.this.spec.action() + 1);
			T trunk = PublishedNetworkTest.this.network.trunk(ops, window, actions);
			T frame = ops.reshape(ops.slice(window, 1, last, last + 1), -1, PublishedNetworkTest.this.spec.features());
			return apply(ops, trunk, inputs.get(1), frame);
		}

		abstract <T> T apply(Ops<T> ops, T trunk, T next, T last);

	}

	private float[] output(String name) {
		return floats(this.golden.get("output").get(name));
	}

	/** Two outputs side by side, row by row. */
	private float[] outputs(String left, String right) {
		float[] a = output(left);
		float[] b = output(right);
		int rows = floats(this.golden.get("input").get("y")).length / this.spec.features();
		float[] both = new float[a.length + b.length];
		for (int row = 0; row < rows; row++) {
			System.arraycopy(a, row * a.length / rows, both, row * both.length / rows, a.length / rows);
			System.arraycopy(b, row * b.length / rows, both, row * both.length / rows + a.length / rows,
					b.length / rows);
		}
		return both;
	}

	@Test
	void kernelsOfTheFirstBlock() throws Exception {
		WmMs3m net = this.network;
		float[] kernels = output("kernels");
		int size = kernels.length / this.spec.size().encoderBlocks();
		for (int block = 0; block < this.spec.size().encoderBlocks(); block++) {
			int at = block;
			check("kernel " + block, new Tensors() {
				@Override
				<T> T apply(Ops<T> ops, T trunk, T next, T last) {
					return net.kernel(ops, at);
				}
			}, Arrays.copyOfRange(kernels, block * size, (block + 1) * size));
		}
	}

	@Test
	void trunk() throws Exception {
		check("d", new Tensors() {
			@Override
			<T> T apply(Ops<T> ops, T trunk, T next, T last) {
				return trunk;
			}
		}, output("d"));
	}

	@Test
	void priorAndPosterior() throws Exception {
		WmMs3m net = this.network;
		check("prior", new Tensors() {
			@Override
			<T> T apply(Ops<T> ops, T trunk, T next, T last) {
				return net.prior(ops, trunk);
			}
		}, outputs("prior_mu", "prior_logvar"));
		check("posterior", new Tensors() {
			@Override
			<T> T apply(Ops<T> ops, T trunk, T next, T last) {
				return net.posterior(ops, trunk, next);
			}
		}, outputs("post_mu", "post_logvar"));
	}

	@Test
	void bothDecodersFromPriorAndPosterior() throws Exception {
		WmMs3m net = this.network;
		int z = this.spec.size().latent();
		check("full, prior", new Tensors() {
			@Override
			<T> T apply(Ops<T> ops, T trunk, T next, T last) {
				return net.full(ops, trunk, ops.slice(net.prior(ops, trunk), 1, 0, z));
			}
		}, output("full_from_prior_mean"));
		check("target, prior", new Tensors() {
			@Override
			<T> T apply(Ops<T> ops, T trunk, T next, T last) {
				return net.target(ops, trunk, ops.slice(net.prior(ops, trunk), 1, 0, z), last);
			}
		}, outputs("target_mu_from_prior_mean", "target_logvar_from_prior_mean"));
		check("full, posterior", new Tensors() {
			@Override
			<T> T apply(Ops<T> ops, T trunk, T next, T last) {
				return net.full(ops, trunk, ops.slice(net.posterior(ops, trunk, next), 1, 0, z));
			}
		}, output("full_from_post_mean"));
		check("target, posterior", new Tensors() {
			@Override
			<T> T apply(Ops<T> ops, T trunk, T next, T last) {
				return ops.slice(net.target(ops, trunk, ops.slice(net.posterior(ops, trunk, next), 1, 0, z), last), 1,
						0, 1);
			}
		}, output("target_mu_from_post_mean"));
	}

	@Test
	void publishedRollout() throws Exception {
		JsonNode rollout = this.golden.get("published_rollout");
		float[] actions = floats(rollout.get("actions"));
		int features = this.spec.features();
		int horizon = this.spec.horizon();
		int plans = actions.length / horizon;
		float[] window = Arrays.copyOf(floats(this.golden.get("input").get("x")), this.spec.window() * features);
		WmMs3m net = this.network;
		Expression frames = new Expression() {
			@Override
			public <T> T apply(Ops<T> ops, List<T> inputs) {
				T context = net.encode(ops, inputs.get(0), inputs.get(0), PublishedNetworkTest.this.spec.window());
				return net.frames(ops, context, inputs.get(1));
			}
		};
		List<Tensor> inputs = List.of(new Tensor(window, 1, this.spec.window(), features),
				new Tensor(actions, 1, plans, horizon));
		float[] expected = floats(rollout.get("frames"));
		assertThat(TorchRunner.run(net.parameters(), this.parameters, frames, inputs)).containsExactly(expected,
				within(TOLERANCE));
		assertThat(OnnxRunner.run(net.parameters(), this.parameters, frames, inputs)).containsExactly(expected,
				within(TOLERANCE));
	}

}
