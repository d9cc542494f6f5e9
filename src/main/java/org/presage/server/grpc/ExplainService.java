/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.grpc;

import java.util.List;
import java.util.function.BiFunction;

import io.grpc.stub.StreamObserver;

import org.presage.api.ExplainMessages;
import org.presage.api.ExplainRequests;
import org.presage.api.v1.ExplainCellRequest;
import org.presage.api.v1.ExplainCellResponse;
import org.presage.api.v1.ExplainServiceGrpc;
import org.presage.api.v1.Subject;
import org.presage.api.v1.WhatIfRequest;
import org.presage.api.v1.WhatIfResponse;
import org.presage.explain.Explainer;

/** The explain service. */
public final class ExplainService extends ExplainServiceGrpc.ExplainServiceImplBase {

	private final CellQuestions questions;

	public ExplainService(CellQuestions questions) {
		this.questions = questions;
	}

	@Override
	public void explainCell(ExplainCellRequest request, StreamObserver<ExplainCellResponse> answer) {
		double difference = request.hasDifferencePrbs() ? request.getDifferencePrbs() : 1;
		serve(request.getSubject(), answer, (explainer, asked) -> ExplainMessages.explanation(asked.about(),
				explainer.manifest().schema(), explainer.explain(asked.window(), difference)));
	}

	@Override
	public void whatIf(WhatIfRequest request, StreamObserver<WhatIfResponse> answer) {
		serve(request.getSubject(), answer, (explainer, asked) -> ExplainMessages.whatIf(asked.about(),
				explainer.manifest().schema(), explainer.whatIf(asked.window(), ExplainRequests.alternative(request))));
	}

	private <R> void serve(Subject subject, StreamObserver<R> answer,
			BiFunction<Explainer, CellQuestions.Asked, R> question) {
		CellQuestions.answer(answer, () -> List.of(this.questions.ask(subject, "", question)));
	}

}
