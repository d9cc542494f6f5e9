/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.util.List;

import io.grpc.stub.StreamObserver;

import org.presage.api.ExplainRequests;
import org.presage.api.RolloutMessages;
import org.presage.api.v1.PredictRequest;
import org.presage.api.v1.PredictResponse;
import org.presage.api.v1.RolloutRequest;
import org.presage.api.v1.RolloutResponse;
import org.presage.api.v1.SurpriseRequest;
import org.presage.api.v1.SurpriseResponse;
import org.presage.base.InvalidInputException;
import org.presage.explain.Alternative;

/** What models expect of cells: the calls of the world model's service that only read. */
public final class CellForecasts {

	private static final double OUTAGE = 0.5;

	private final CellQuestions questions;

	public CellForecasts(CellQuestions questions) {
		this.questions = questions;
	}

	public void predict(PredictRequest request, StreamObserver<PredictResponse> answer) {
		CellQuestions.answer(answer, () -> {
			Alternative.Absolute plan = request.hasPlan() ? ExplainRequests.plan(request.getPlan()) : null;
			PredictResponse message = this.questions.ask(request.getSubject(), request.getModelVersion(),
					(explainer, asked) -> RolloutMessages.prediction(asked.about(), explainer.manifest().schema(),
							explainer.rollout(asked.window(), plan)));
			return List.of(message);
		});
	}

	public void rollout(RolloutRequest request, StreamObserver<RolloutResponse> answer) {
		CellQuestions.answer(answer, () -> {
			double outage = request.hasOutageProbability() ? request.getOutageProbability() : OUTAGE;
			if (!(outage > 0 && outage <= 1)) {
				throw new InvalidInputException("outage_probability", "above 0, at most 1", outage);
			}
			Alternative.Absolute plan = request.hasPlan() ? ExplainRequests.plan(request.getPlan()) : null;
			return this.questions.ask(request.getSubject(), request.getModelVersion(),
					(explainer, asked) -> RolloutMessages.steps(asked.about(), explainer.manifest().schema(),
							explainer.rollout(asked.window(), plan), outage));
		});
	}

	public void surprise(SurpriseRequest request, StreamObserver<SurpriseResponse> answer) {
		CellQuestions.answer(answer, () -> List
			.of(RolloutMessages.surprise(this.questions.snapshot(ExplainRequests.cellId(request.getCell())))));
	}

}
