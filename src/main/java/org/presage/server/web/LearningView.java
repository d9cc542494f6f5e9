/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.base.JsonResult;
import org.presage.learning.ShadowTrial;
import org.presage.learning.StoreContents;
import org.presage.learning.TransitionStore;
import org.presage.worldmodel.ModelException;

/** What learning does, what it learns from, and an operator's orders. */
final class LearningView {

	private static final long WAIT_S = 10;

	/** So old the contents of the store may be, however many pages are open. */
	private static final long STORE_NS = TimeUnit.SECONDS.toNanos(2);

	private final @Nullable LearnDesk desk;

	private final TransitionStore store;

	private final Clock clock;

	private @Nullable CompletableFuture<StoreContents> contents;

	private long askedNs;

	/**
	 * @param desk null if the server does not learn
	 */
	LearningView(@Nullable LearnDesk desk, TransitionStore store, Clock clock) {
		this.desk = desk;
		this.store = store;
		this.clock = clock;
	}

	/**
	 * What goes on. Without learning, phase and challenger are empty; without a store
	 * that can be read, there is none.
	 */
	@JsonResult
	record Learning(boolean learns, boolean keeps, String version, String phase, String challenger, String missing,
			double share, @Nullable Shadow shadow, List<Model> models, @Nullable Store store) {
	}

	/** Champion and challenger on the same windows. */
	@JsonResult
	record Shadow(long windows, double champion, double challenger, double least, double most, double coverage,
			long changes, double changedChampion, double changedChallenger) {
	}

	/** A challenger; its verdict is null while it is on trial. */
	@JsonResult
	record Model(String file, String version, String parent, String mode, String trigger, String created,
			@Nullable String verdict, String reason) {
	}

	/** What is in the store. */
	@JsonResult
	record Store(long frames, long windows, Map<String, Long> results, int[][] strata, int[] hours,
			Map<String, Integer> groups, Map<String, Double> excitation) {
	}

	/** The model that serves now. */
	@JsonResult
	record Serving(String version) {
	}

	/** That an order was taken. */
	@JsonResult
	record Taken(boolean taken) {
	}

	ServerResponse show(ServerRequest request) throws InterruptedException {
		Answers.requireParameters(request);
		LearnDesk learns = this.desk;
		Store kept = kept();
		if (learns == null) {
			return Answers.json(new Learning(false, this.store.isOn(), "", "", "", "", 0, null, List.of(), kept));
		}
		LearnDesk.Now now = answer(learns.now());
		ShadowTrial.Report shadow = now.shadow();
		return Answers.json(new Learning(true, this.store.isOn(), now.version(), now.phase(), now.challenger(),
				now.missing(), now.share(), (shadow != null) ? shadow(shadow) : null,
				now.models().stream().map(LearningView::model).toList(), kept));
	}

	private static String name(Enum<?> value) {
		return value.name().toLowerCase(Locale.ROOT);
	}

	private static Shadow shadow(ShadowTrial.Report of) {
		return new Shadow(of.windows(), of.champion(), of.challenger(), of.least(), of.most(), of.coverage(),
				of.changes(), of.changedChampion(), of.changedChallenger());
	}

	private static Model model(LearnDesk.Tried of) {
		return new Model(of.file(), of.version(), of.parent(), of.mode(), of.trigger(), of.created(), of.verdict(),
				of.reason());
	}

	private @Nullable Store kept() throws InterruptedException {
		if (!this.store.isOn()) {
			return null;
		}
		try {
			StoreContents found = contents().get(WAIT_S, TimeUnit.SECONDS);
			Map<String, Long> results = new TreeMap<>();
			found.results().forEach((result, reports) -> results.put(name(result), reports));
			return new Store(found.frames(), found.windows(), results, found.strata(), found.hours(), found.groups(),
					found.excitation());
		}
		catch (ExecutionException | TimeoutException ex) {
			// A file that cannot be read now is no reason to hide the rest.
			return null;
		}
	}

	private synchronized CompletableFuture<StoreContents> contents() {
		CompletableFuture<StoreContents> known = this.contents;
		long nowNs = this.clock.nanoTime();
		if (known == null || known.isDone() && nowNs - this.askedNs > STORE_NS) {
			known = this.store.contents();
			this.contents = known;
			this.askedNs = nowNs;
		}
		return known;
	}

	ServerResponse train(ServerRequest request) throws IOException {
		learns().train(JsonBody.read(request).field("reason").text());
		return Answers.json(new Taken(true));
	}

	ServerResponse promote(ServerRequest request) throws IOException, InterruptedException {
		String file = JsonBody.read(request).field("file").text();
		return serving((learns) -> learns.promote(file));
	}

	ServerResponse rollBack(ServerRequest request) throws IOException, InterruptedException {
		String reason = JsonBody.read(request).field("reason").text();
		return serving((learns) -> learns.rollBack(reason));
	}

	private ServerResponse serving(Function<LearnDesk, CompletableFuture<String>> order) throws InterruptedException {
		return Answers.json(new Serving(answer(order.apply(learns()))));
	}

	private LearnDesk learns() {
		LearnDesk learns = this.desk;
		if (learns == null) {
			throw ProblemException.field(HttpStatus.CONFLICT, "presage.learn.enabled", "true on this server", "false");
		}
		return learns;
	}

	private static <T> T answer(CompletableFuture<T> asked) throws InterruptedException {
		try {
			return asked.get(WAIT_S, TimeUnit.SECONDS);
		}
		catch (ExecutionException ex) {
			Throwable cause = Objects.requireNonNullElse(ex.getCause(), ex);
			boolean isRefused = cause instanceof ModelException || cause instanceof InvalidInputException;
			throw ProblemException.of(isRefused ? HttpStatus.CONFLICT : HttpStatus.SERVICE_UNAVAILABLE, cause);
		}
		catch (TimeoutException ex) {
			throw ProblemException.of(HttpStatus.SERVICE_UNAVAILABLE,
					"learning did not answer within " + WAIT_S + " s");
		}
	}

}
