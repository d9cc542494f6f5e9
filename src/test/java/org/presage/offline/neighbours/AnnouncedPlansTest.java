/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.neighbours;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.presage.base.InvalidInputException;
import org.presage.kpi.Neighbours;
import org.presage.offline.data.DataException;
import org.presage.offline.data.Dataset;
import org.presage.offline.training.TrainingListener;
import org.presage.offline.training.TrainingRun;
import org.presage.offline.training.TrainingSettings;
import org.presage.testing.TestModels;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.ModelPackage;
import org.presage.worldmodel.Prediction;
import org.presage.worldmodel.net.AnnouncedPlans;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.onnx.OnnxWorldModel;
import org.presage.worldmodel.torch.TorchDevice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

/** What neighbours announce reaches the forecast, of every architecture. */
class AnnouncedPlansTest {

	private static final int PLANS = 2;

	private static final Neighbours RELATION = new Neighbours(
			Map.of("s0", List.of(new Neighbours.Neighbour("s1")), "s1", List.of(new Neighbours.Neighbour("s0"))));

	/** Each cell disturbs the other one. */
	private static final double[][] COUPLED = { { 0, 0.2 }, { 0.2, 0 } };

	/** Means of two plans, {@code [P, H, Y]}, after an announcement; null for none. */
	private static float[] means(ModelPackage model, float[] announced) {
		try (OnnxWorldModel loaded = OnnxWorldModel.load(model); Imaginer imaginer = loaded.imaginer(1, PLANS)) {
			Random random = new Random(8);
			float[] window = new float[TestModels.WINDOW * TestModels.schema().size()];
			for (int i = 0; i < window.length; i++) {
				window[i] = (float) random.nextGaussian();
			}
			float[] context = new float[loaded.contextSize()];
			imaginer.encode(1, window, context);
			System.arraycopy(announced, 0, context, context.length - announced.length, announced.length);
			Prediction prediction = new Prediction(PLANS, TestModels.HORIZON, TestModels.schema().targets());
			float[] plans = new float[PLANS * TestModels.HORIZON];
			Arrays.fill(plans, 0, TestModels.HORIZON, 1);
			imaginer.imagine(1, context, PLANS, plans, prediction);
			return prediction.mean().clone();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "ms3m", "transformer", "lstm", "mlp", "rssm", "vae", "nlinear", "varx" })
	void announcementsMoveAllPlansOfACellAlike(String architecture) {
		NetworkSpec spec = TestModels.spec(architecture).withAnnouncedPlans(true);
		ModelPackage model = TestModels.random("m", 3, spec);
		int size = AnnouncedPlans.size(spec.horizon());
		float[] none = means(model, new float[size]);
		float[] announced = new float[size];
		Arrays.fill(announced, 0.7f);
		announced[size - 1] = 1;
		float[] moved = means(model, announced);
		int each = none.length / PLANS;
		double most = 0;
		for (int i = 0; i < each; i++) {
			float shift = moved[i] - none[i];
			most = Math.max(most, Math.abs(shift));
			assertThat(moved[each + i] - none[each + i]).isCloseTo(shift, within(1e-4f));
		}
		assertThat(most).as("largest move").isGreaterThan(0.01);
	}

	private static TrainingRun.TrainingResult trained(Dataset data, boolean knows) {
		NetworkSpec spec = NetworkSpec.of("mlp", CoupledTrace.SCHEMA, data.window(), data.horizon())
			.withSize(TestModels.spec("mlp").size())
			.withAnnouncedPlans(knows);
		return new TrainingRun(data, spec, TrainingSettings.defaults(6, 3), TorchDevice.CPU, TrainingListener.NONE)
			.run("m", "2026", null, false);
	}

	@Test
	void whoKnowsThePlansForecastsBetterAndALonelyCellNotWorse() {
		Dataset alone = CoupledTrace.of(COUPLED, 3000, 0);
		Dataset related = CoupledTrace.of(COUPLED, 3000, 0);
		related.relate(RELATION);
		ModelPackage plain = trained(alone, false).model();
		ModelPackage knowing = trained(related, true).model();
		double without = CoupledTrace.sinrError(plain, alone);
		assertThat(CoupledTrace.sinrError(knowing, related)).isLessThan(0.93 * without);
		assertThat(CoupledTrace.sinrError(knowing, alone)).as("neighbours silent").isLessThan(1.03 * without);
		assertThat(CoupledTrace.sinrError(plain, related)).as("it does not listen").isEqualTo(without);
		assertThat(knowing.manifest().network().knowsAnnounced()).isTrue();
		assertThat(plain.manifest().network().knowsAnnounced()).isFalse();
	}

	@Test
	void architectureThatLearnsOneStepAloneIsRefused() {
		assertThatExceptionOfType(InvalidInputException.class)
			.isThrownBy(() -> Architectures.build(TestModels.spec("wm-ms3m").withAnnouncedPlans(true)))
			.withMessageContaining("wm-ms3m");
	}

	@Test
	void relationOfOtherCellsIsRefused() {
		Neighbours others = new Neighbours(Map.of("a", List.of(new Neighbours.Neighbour("b"))));
		assertThatExceptionOfType(DataException.class).isThrownBy(() -> CoupledTrace.of(COUPLED, 300, 0).relate(others))
			.withMessageContaining("s0")
			.withMessageContaining("found [a]");
	}

}
