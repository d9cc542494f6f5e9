/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import java.util.function.IntSupplier;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

import org.presage.audit.DecisionRing;
import org.presage.base.Clock;
import org.presage.control.ControlLoops;
import org.presage.control.ControlSettings;
import org.presage.learning.TransitionStore;
import org.presage.server.grpc.ExplainService;
import org.presage.worldmodel.ModelRegistry;

/**
 * The dashboard's page, and what it asks of the server. Of a loop nothing is asked but
 * copies between two cycles; no decision waits for who looks.
 */
public final class Dashboard {

	/** Where what the page asks for begins. */
	static final String API = "/api/v1/";

	/** The one path under which something is sent that changes nothing. */
	static final String WHAT_IF = API + "what-if";

	private final StatusView status;

	private final CellsView cells;

	private final CellView cell;

	private final CellRequests questions;

	private final ModelsView models;

	private final LearningView learning;

	private final StaticPages pages = new StaticPages();

	/**
	 * @param grpcPort that nodes attach to
	 */
	public Dashboard(ControlLoops loops, ModelRegistry registry, ControlSettings settings, ExplainService explain,
			DecisionRing ring, ModelStore store, LearnPart learn, Clock clock, MeterRegistry meters,
			IntSupplier grpcPort) {
		CellRoster roster = new CellRoster(loops, clock);
		this.status = new StatusView(registry, settings, roster, new Meters(meters), grpcPort);
		this.cells = new CellsView(roster, clock);
		this.cell = new CellView(loops, this.cells, ring, clock);
		this.questions = new CellRequests(explain);
		this.models = new ModelsView(store);
		this.learning = new LearningView(learn.desk(), learn.store(), clock);
	}

	/**
	 * What learns.
	 *
	 * @param desk null if the server does not learn
	 * @param store of transitions
	 */
	public record LearnPart(@Nullable LearnDesk desk, TransitionStore store) {
	}

	public RouterFunction<ServerResponse> routes() {
		return RouterFunctions.route()
			.GET("/", this.pages::page)
			.GET("/dashboard", this.pages::page)
			.GET("/assets/chart.js", this.pages::charts)
			.GET("/assets/{name}", this.pages::asset)
			.GET(API + "status", this.status::show)
			.GET(API + "cells", this.cells::list)
			.GET(API + "cell", this.cell::show)
			.GET(API + "explanation", (request) -> Answers.json(this.questions.explain(CellView.cell(request))))
			.POST(WHAT_IF, (request) -> Answers.json(this.questions.whatIf(JsonBody.read(request))))
			.GET(API + "models", this.models::list)
			.POST(API + "model", this.models::serve)
			.GET(API + "learning", this.learning::show)
			.POST(API + "learning/train", this.learning::train)
			.POST(API + "learning/promote", this.learning::promote)
			.POST(API + "learning/rollback", this.learning::rollBack)
			.path("/api", (rest) -> rest.route((request) -> true, Dashboard::unknown))
			.onError(ProblemException.class, (failure, request) -> Answers.problem((ProblemException) failure))
			.onError(IllegalArgumentException.class,
					(failure, request) -> Answers.problem(ProblemException.of(HttpStatus.BAD_REQUEST, failure)))
			.build();
	}

	private static ServerResponse unknown(ServerRequest request) {
		throw ProblemException.field(HttpStatus.NOT_FOUND, "path", "one of docs/dashboard.md",
				request.method() + " " + request.path());
	}

}
