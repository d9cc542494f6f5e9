/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.learning;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.TaskTimer;
import org.presage.control.metrics.Metric;
import org.presage.learning.LiveComparison;
import org.presage.learning.TransitionStore;
import org.presage.server.config.LearnProperties;
import org.presage.server.config.PlausibilityProperties;
import org.presage.server.config.PresageProperties;
import org.presage.server.grpc.CellForecasts;
import org.presage.server.grpc.CellQuestions;
import org.presage.server.model.ModelService;
import org.presage.worldmodel.ModelRegistry;

/** What is kept of running cells, and what is learnt from it. */
@Configuration(proxyBeanMethods = false)
public class LearnConfiguration {

	private static final long PERIOD_MS = 1_000;

	private static final Duration SILENCE = Duration.ofSeconds(10);

	@Bean(initMethod = "start")
	LiveComparison liveComparison(PresageProperties properties, ModelRegistry registry, Clock clock,
			MeterRegistry meters) {
		return new LiveComparison(registry, properties.settings().cells().maxCells(), clock, meters);
	}

	@Bean
	TransitionStore transitionStore(LearnProperties learn, PresageProperties properties, ModelRegistry registry,
			LiveComparison live, Clock clock, MeterRegistry meters) {
		try {
			return TransitionStore.open(learn.settings(properties.planner().seed()),
					properties.settings().cells().maxCells(), registry::manifest, live, clock, meters);
		}
		catch (InvalidInputException ex) {
			throw ex.inside("presage.learn.store: ");
		}
	}

	@Bean
	LearnMetrics learnMetrics(MeterRegistry meters) {
		return new LearnMetrics(meters);
	}

	@Bean
	DriftAlarms driftAlarms(LiveComparison live, LearnMetrics metrics) {
		return new DriftAlarms(live, metrics);
	}

	@Bean(destroyMethod = "shutdownNow")
	TaskTimer learnTimer(Clock clock, MeterRegistry meters) {
		return new TaskTimer("learn", clock, Metric.TASKS_FAILED.counter(meters, "learn")::increment);
	}

	@Bean(initMethod = "start")
	@ConditionalOnBooleanProperty("presage.learn.enabled")
	LearnSupervisor learnSupervisor(LearnProperties learn, PresageProperties properties, TransitionStore store,
			LiveComparison live, DriftAlarms alarms, ModelService models, ModelRegistry registry, LearnMetrics metrics,
			TaskTimer learnTimer, Clock clock) {
		Path place = learn.place();
		LearnFolder folder;
		try {
			folder = LearnFolder.open(place);
		}
		catch (InvalidInputException ex) {
			throw ex.inside("presage.learn.folder: ");
		}
		LearnProperties.Train train = learn.train();
		Learner learner = new LearnerProcess(train.jar(), train.memory().toMegabytes(),
				train.mode().name().toLowerCase(Locale.ROOT), train.epochs(), properties.settings(),
				folder.resolve("settings.json"), folder.resolve("learner.log"));
		ServedChampion champion = new ServedChampion(folder, models, registry);
		ChallengerTrial trial = new ChallengerTrial(learn.rules(), learn.trial().limit(), SILENCE, folder, live, models,
				registry, champion, metrics, clock);
		return new LearnSupervisor(
				new LearnSettings(train.every(), train.rest(), train.daily(), train.after(), train.limit()), folder,
				learner, store, live, alarms, models, champion, trial, metrics, clock, learnTimer);
	}

	@Bean
	WorldModelService worldModelEndpoint(ObjectProvider<LearnSupervisor> supervisor, CellQuestions questions,
			TransitionStore store, ModelRegistry registry, PresageProperties properties,
			PlausibilityProperties plausibility, Clock clock) {
		OutsideTransitions.Limits limits = new OutsideTransitions.Limits(properties.settings(), plausibility.settings(),
				properties.loop().maxFuture().toMillis(), properties.settings().cells().maxCells());
		return new WorldModelService(supervisor.getIfAvailable(), new CellForecasts(questions),
				new OutsideTransitions(store, registry, questions, limits, clock));
	}

	/** Alarms are shown also if nothing is trained. */
	@Bean
	@ConditionalOnBooleanProperty(name = "presage.learn.enabled", havingValue = false, matchIfMissing = true)
	AlarmWatch alarmWatch(DriftAlarms alarms, TaskTimer learnTimer) {
		learnTimer.scheduleWithFixedDelay(() -> alarms.poll((alarm) -> {
		}), PERIOD_MS, PERIOD_MS, TimeUnit.MILLISECONDS);
		return new AlarmWatch();
	}

	/** That alarms are watched. */
	record AlarmWatch() {
	}

}
