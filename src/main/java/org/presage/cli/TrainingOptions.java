/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import org.presage.base.InvalidInputException;
import org.presage.kpi.KpiSchema;
import org.presage.kpi.NeighbourFile;
import org.presage.offline.data.Dataset;
import org.presage.offline.training.Augmentation;
import org.presage.offline.training.Preset;
import org.presage.offline.training.TrainingSettings;
import org.presage.worldmodel.net.Architectures;
import org.presage.worldmodel.net.MessageMode;
import org.presage.worldmodel.net.NetworkSize;
import org.presage.worldmodel.net.NetworkSpec;
import org.presage.worldmodel.net.TrainingLoss;
import org.presage.worldmodel.torch.TorchDevice;

/** What is trained, and how. What is left out comes from the preset. */
final class TrainingOptions {

	/** Short for the default architecture with several members. */
	private static final String ENSEMBLE = "ensemble";

	private static final int ENSEMBLE_MEMBERS = 5;

	@Option(names = "--arch", defaultValue = Architectures.DEFAULT, completionCandidates = Names.class,
			description = "Train this architecture: ${COMPLETION-CANDIDATES}; " + ENSEMBLE + " is "
					+ Architectures.DEFAULT + " with " + ENSEMBLE_MEMBERS + " members (default: ${DEFAULT-VALUE}).")
	private String architecture = Architectures.DEFAULT;

	@Option(names = "--preset", defaultValue = "default",
			description = "Train with these sizes and this recipe: ${COMPLETION-CANDIDATES} (default: "
					+ "${DEFAULT-VALUE}).")
	private Preset preset = Preset.DEFAULT;

	@Option(names = "--members", paramLabel = "N",
			description = "Train this many independent networks as an ensemble (default: 1).")
	private @Nullable Integer members;

	@Option(names = "--published-timing", description = "Let actions reach wm-ms3m one step late, as published.")
	private boolean publishedTiming;

	@Option(names = "--window", defaultValue = "16",
			description = "Let the model see this many frames (default: ${DEFAULT-VALUE}).")
	private int window;

	@Option(names = "--horizon", defaultValue = "8",
			description = "Let the model predict this many steps (default: ${DEFAULT-VALUE}).")
	private int horizon;

	@Option(names = "--width", paramLabel = "N", description = "Give hidden layers this many channels.")
	private @Nullable Integer width;

	@Option(names = "--heads", paramLabel = "N", description = "Put this many output heads on a shared trunk.")
	private @Nullable Integer heads;

	@Option(names = "--epochs", paramLabel = "N",
			description = "Pass over the data this many times (3, 20 or 100 by preset).")
	private @Nullable Integer epochs;

	@Option(names = "--batch", paramLabel = "N", description = "Put this many sequences of 32 windows into a batch.")
	private @Nullable Integer batch;

	@Option(names = "--learning-rate", paramLabel = "R", description = "Reach this learning rate at its peak.")
	private @Nullable Double learningRate;

	@Option(names = "--weight-decay", paramLabel = "R", description = "Use this weight decay of AdamW.")
	private @Nullable Double weightDecay;

	@Option(names = "--dropout", paramLabel = "P", description = "Hide a KPI from a sequence with this probability.")
	private @Nullable Double dropout;

	@Option(names = "--noise", paramLabel = "S",
			description = "Add noise of this many standard deviations to the inputs.")
	private @Nullable Double noise;

	@Option(names = "--vary-levels", paramLabel = "P",
			description = "Give the KPIs of a sequence another level and scale with this probability: for cells whose "
					+ "levels are not those of the data (default: 0).")
	private @Nullable Double levels;

	@Option(names = "--instance-norm",
			description = "Normalise the KPIs of each window by their own mean and spread, and give these back to the "
					+ "predictions: for cells whose levels are not those of the data.")
	private boolean instanceNorm;

	@Option(names = "--neighbours", paramLabel = "FILE",
			description = "Let the model know what neighbours announce: which cells each cell hears, by the names of "
					+ "series, as 'simulate' and 'neighbours' write it. What they did in the trace stands for it.")
	private @Nullable Path neighbours;

	@Option(names = "--messages", paramLabel = "MODE",
			description = "With --neighbours, let cells know of each other: ${COMPLETION-CANDIDATES}; messages are "
					+ "learned, continuous is what symbols are compared with (default: plans).")
	private @Nullable MessageMode messages;

	@Option(names = "--loss", paramLabel = "NAME", description = "Train with this loss: ${COMPLETION-CANDIDATES}.")
	private TrainingLoss.@Nullable Fit fit;

	@Option(names = "--beta", paramLabel = "B", description = "Use this β of the beta-NLL, 0 to 1.")
	private @Nullable Double beta;

	@Option(names = "--patience", paramLabel = "N", description = "Stop after this many epochs without progress.")
	private @Nullable Integer patience;

	@Option(names = "--device", defaultValue = "auto",
			description = "Train on this device: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}: a GPU "
					+ "where there is one).")
	private TorchDevice device = TorchDevice.AUTO;

	@Mixin
	private SeedOption seed = new SeedOption();

	/**
	 * Relates the series of a dataset, if it was asked for.
	 * @throws InvalidInputException if messages were, but not between whom
	 */
	void relate(Dataset data) {
		if (this.neighbours == null && mode() != MessageMode.NONE) {
			throw new InvalidInputException("--messages", "--neighbours FILE beside " + mode(), "none");
		}
		if (this.neighbours != null && mode() != MessageMode.NONE) {
			data.relate(NeighbourFile.read(this.neighbours));
		}
	}

	private MessageMode mode() {
		return Objects.requireNonNullElse(this.messages,
				(this.neighbours != null) ? MessageMode.PLANS : MessageMode.NONE);
	}

	int window() {
		return this.window;
	}

	int horizon() {
		return this.horizon;
	}

	long seed() {
		return this.seed.value();
	}

	TorchDevice device() {
		return this.device;
	}

	NetworkSpec spec(KpiSchema schema) {
		boolean ensemble = ENSEMBLE.equals(this.architecture);
		NetworkSize size = this.preset.size();
		size = size.withWidth(or(this.width, size.width()))
			.withHeads(or(this.heads, size.heads()))
			.withMembers(or(this.members, ensemble ? ENSEMBLE_MEMBERS : size.members()));
		return NetworkSpec.of(ensemble ? Architectures.DEFAULT : this.architecture, schema, this.window, this.horizon)
			.withSize(size)
			.withPublishedTiming(this.publishedTiming)
			.withInstanceNorm(this.instanceNorm)
			.withMessages(mode());
	}

	TrainingSettings settings() {
		TrainingSettings base = this.preset.settings(or(this.epochs, this.preset.epochs()), this.seed.value());
		return new TrainingSettings(base.epochs(), or(this.batch, base.sequences()), base.positions(),
				base.curriculum(), or(this.learningRate, base.learningRate()), or(this.weightDecay, base.weightDecay()),
				base.clip(), base.averaging(), augmentation(base.augmentation()),
				(this.fit != null) ? this.fit : base.fit(), or(this.beta, base.beta()), base.kl(),
				or(this.patience, base.patience()), base.seed());
	}

	private Augmentation augmentation(Augmentation base) {
		return new Augmentation(or(this.noise, base.noise()), or(this.dropout, base.dropout()),
				or(this.levels, base.levels()));
	}

	private static int or(@Nullable Integer given, int otherwise) {
		return (given != null) ? given : otherwise;
	}

	private static double or(@Nullable Double given, double otherwise) {
		return (given != null) ? given : otherwise;
	}

	/** The architectures, for the help and for completion. */
	private static final class Names implements Iterable<String> {

		@Override
		public Iterator<String> iterator() {
			return Architectures.names().iterator();
		}

	}

}
