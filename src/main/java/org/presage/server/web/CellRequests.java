/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.web;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

import org.presage.api.ExplainJson;
import org.presage.api.SliceIds;
import org.presage.api.v1.AbsolutePlan;
import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.ExplainCellRequest;
import org.presage.api.v1.ExplainCellResponse;
import org.presage.api.v1.LiveCell;
import org.presage.api.v1.RelativeChange;
import org.presage.api.v1.Subject;
import org.presage.api.v1.WhatIfRequest;
import org.presage.api.v1.WhatIfResponse;
import org.presage.base.JsonValue;
import org.presage.kpi.CellId;
import org.presage.server.grpc.ExplainService;

/**
 * Asks the explain service in this program, which computes one question at a time, no
 * matter who asks it over what.
 */
final class CellRequests {

	/** No model has a longer horizon. */
	private static final int MOST_STEPS = 1024;

	private final ExplainService service;

	CellRequests(ExplainService service) {
		this.service = service;
	}

	/**
	 * Why a cell is planned as it is; see docs/explain.md. The latents are omitted.
	 */
	ExplainJson explain(CellId cell) {
		Answer<ExplainCellResponse> answer = new Answer<>();
		this.service.explainCell(ExplainCellRequest.newBuilder().setSubject(subject(cell)).build(), answer);
		return ExplainJson.of(answer.get()).withoutLatents();
	}

	/**
	 * Another plan, by its PRBs or as a change of the present one; neither asks for the
	 * present one alone.
	 */
	ExplainJson.WhatIf whatIf(JsonValue asked) {
		CellId cell = new CellId(asked.field("node").text(), asked.field("cell").text(),
				asked.field("slice").textOrEmpty());
		WhatIfRequest.Builder request = WhatIfRequest.newBuilder().setSubject(subject(cell));
		JsonValue prbs = asked.field("prbs");
		if (prbs.exists()) {
			request.setPlan(AbsolutePlan.newBuilder()
				.addAllPrbs(prbs.list(0, MOST_STEPS).stream().map(JsonValue::number).toList()));
		}
		else {
			JsonValue percent = asked.field("percent");
			JsonValue steps = asked.field("steps");
			request.setChange(RelativeChange.newBuilder()
				.setPercent(percent.exists() ? percent.number() : 0)
				.setSteps(steps.exists() ? steps.whole(0, MOST_STEPS) : 1));
		}
		Answer<WhatIfResponse> answer = new Answer<>();
		this.service.whatIf(request.build(), answer);
		return ExplainJson.of(answer.get());
	}

	private static Subject subject(CellId cell) {
		LiveCell.Builder live = LiveCell.newBuilder()
			.setNodeId(cell.node())
			.setCell(CellIdentity.newBuilder().setName(cell.cell()));
		if (!cell.slice().isEmpty()) {
			live.setSlice(SliceIds.parse("slice", cell.slice()));
		}
		return Subject.newBuilder().setCell(live).build();
	}

	/** The one answer, which is there when the call returns. */
	private static final class Answer<T> implements StreamObserver<T> {

		private @Nullable T value;

		private Status status = Status.UNAVAILABLE.withDescription("no answer");

		@Override
		public void onNext(T answer) {
			this.value = answer;
		}

		@Override
		public void onError(Throwable failure) {
			this.status = Status.fromThrowable(failure);
		}

		@Override
		public void onCompleted() {
		}

		T get() {
			if (this.value != null) {
				return this.value;
			}
			throw ProblemException.of(switch (this.status.getCode()) {
				case INVALID_ARGUMENT -> HttpStatus.BAD_REQUEST;
				case NOT_FOUND -> HttpStatus.NOT_FOUND;
				case FAILED_PRECONDITION -> HttpStatus.CONFLICT;
				case RESOURCE_EXHAUSTED -> HttpStatus.TOO_MANY_REQUESTS;
				default -> HttpStatus.SERVICE_UNAVAILABLE;
			}, String.valueOf(this.status.getDescription()), this.status.getCause());
		}

	}

}
