package org.presage.worldmodel.net;

import org.presage.kpi.KpiSchema;

/**
 * What a network must be built for. Part of the package's manifest: the same record
 * rebuilds the network.
 *
 * @param architecture name, see {@link Architectures}
 * @param features KPIs in a frame, F
 * @param action position of the action in a frame
 * @param window frames that the encoder sees, L
 * @param horizon steps that it predicts, H
 * @param width channels of the hidden layers
 * @param encoderBlocks blocks over the window
 * @param decoderBlocks blocks over the plan
 * @param latent size of the stochastic latent z
 * @param heads members of the ensemble, E
 */
public record NetworkSpec(String architecture, int features, int action, int window, int horizon, int width,
		int encoderBlocks, int decoderBlocks, int latent, int heads) {

	public NetworkSpec {
		if (features < 2 || action < 0 || action >= features || window < 1 || horizon < 1 || width < 1
				|| encoderBlocks < 1 || decoderBlocks < 1 || latent < 1 || heads < 1) {
			throw new IllegalArgumentException(
					"a network needs features >= 2, 0 <= action < features and all other sizes "
							+ ">= 1; found features=" + features + " action=" + action + " window=" + window
							+ " horizon=" + horizon + " width=" + width + " encoderBlocks=" + encoderBlocks
							+ " decoderBlocks=" + decoderBlocks + " latent=" + latent + " heads=" + heads);
		}
	}

	/** The default sizes for a schema. */
	public static NetworkSpec of(String architecture, KpiSchema schema, int window, int horizon) {
		return new NetworkSpec(architecture, schema.size(), schema.actionIndex(), window, horizon, 32, 2, 2, 8, 4);
	}

	/** Predicted KPIs, Y = F − 1. */
	public int targets() {
		return this.features - 1;
	}

}
