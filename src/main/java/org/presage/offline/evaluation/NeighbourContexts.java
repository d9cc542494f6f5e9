/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.offline.evaluation;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

import org.presage.offline.data.Dataset;
import org.presage.offline.data.NeighbourFrames;
import org.presage.offline.data.WindowBatch;
import org.presage.worldmodel.Imaginer;
import org.presage.worldmodel.net.AnnouncedPlans;
import org.presage.worldmodel.net.LearnedMessages;
import org.presage.worldmodel.net.MessageRow;
import org.presage.worldmodel.net.NetworkSpec;

/**
 * Completes the contexts of windows of a dataset with what the neighbours of their series
 * announced and said. What they did stands for what they announced; messages are of the
 * newest frame.
 */
final class NeighbourContexts {

	private final NeighbourFrames frames;

	private final NetworkSpec network;

	private final int horizon;

	private final int contextSize;

	private final Imaginer imaginer;

	private final SentMessages.Units units;

	private final int window;

	private final float[] announced;

	/** Null if the model sends none, as what is received. */
	private final @Nullable SentMessages sent;

	private final float[] received;

	/**
	 * @param contextSize K
	 */
	NeighbourContexts(Dataset data, NeighbourFrames frames, NetworkSpec network, int contextSize, Imaginer imaginer,
			SentMessages.Units units) {
		this.frames = frames;
		this.network = network;
		this.window = data.window();
		this.horizon = data.horizon();
		this.contextSize = contextSize;
		this.imaginer = imaginer;
		this.units = units;
		this.announced = new float[AnnouncedPlans.size(this.horizon)];
		boolean sends = network.sendsMessages();
		this.sent = sends ? new SentMessages(data, network, contextSize, imaginer, units) : null;
		this.received = new float[sends ? WindowBatch.SIZE * MessageRow.ROWS * MessageRow.size(network.horizon()) : 0];
	}

	/** Completes the contexts of a batch, {@code [C, K]}. */
	void complete(WindowBatch batch, float[] contexts) {
		for (int c = 0; c < batch.count(); c++) {
			announce(batch.place(c), contexts,
					(c + 1) * this.contextSize - AnnouncedPlans.size(this.network.horizon()));
		}
		if (this.sent != null) {
			Arrays.fill(this.received, 0);
			int row = MessageRow.size(this.network.horizon());
			for (int c = 0; c < batch.count(); c++) {
				WindowBatch.Place place = batch.place(c);
				for (int n = 0; n < this.frames.count(place.series()); n++) {
					receive(this.sent, place, n, (c * MessageRow.ROWS + n) * row);
				}
			}
			this.imaginer.receive(batch.count(), contexts, this.received);
		}
	}

	private void announce(WindowBatch.Place place, float[] contexts, int at) {
		this.frames.announced(place.series(), place.row(), (n) -> true, this.announced, 0, this.announced.length);
		float known = this.announced[this.horizon + 1];
		plan((known > 0), contexts, at);
		contexts[at + this.network.horizon() + 1] = known;
	}

	/**
	 * PRBs now and in the steps that the model sees; one that looks further ahead than
	 * the windows takes the last as held.
	 */
	private void plan(boolean known, float[] to, int at) {
		for (int h = 0; h <= this.network.horizon(); h++) {
			to[at + h] = known ? this.units.of(this.announced[Math.min(h, this.horizon)], this.network.action()) : 0;
		}
	}

	private void receive(SentMessages messages, WindowBatch.Place place, int n, int at) {
		int series = place.series();
		boolean known = this.frames.plan(series, n, place.row(), this.announced, 0);
		plan(known, this.received, at + LearnedMessages.SIZE);
		known = known && messages.write(this.frames.neighbour(series, n),
				this.frames.row(series, n, place.row() + this.window - 1), this.received, at);
		MessageRow.complete(this.received, at, MessageRow.size(this.network.horizon()),
				known ? this.frames.share(series, n) : 0, 0);
	}

}
