/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.protobuf.StatusProto;
import org.junit.jupiter.api.Test;

import org.presage.ric.onos.v1beta1.Error;

import static org.assertj.core.api.Assertions.assertThat;

/** What is logged of a call that failed. */
class FailuresTest {

	private static Throwable aborted(Any detail) {
		return StatusProto.toStatusRuntimeException(Status.newBuilder()
			.setCode(Code.ABORTED.value())
			.setMessage("an E2AP failure occurred")
			.addDetails(detail)
			.build());
	}

	@Test
	void namesTheCauseInTheDetails() {
		Error.Cause cause = Error.Cause.newBuilder()
			.setRicService(Error.Cause.RicService.newBuilder().setType(Error.Cause.RicService.Type.EXCESSIVE_FUNCTIONS))
			.build();
		assertThat(Failures.text(aborted(Any.pack(Error.newBuilder().setCause(cause).build()))))
			.isEqualTo("ABORTED: ric_service EXCESSIVE_FUNCTIONS");
		Any broken = Any.pack(Error.getDefaultInstance()).toBuilder().setValue(ByteString.copyFromUtf8("x")).build();
		assertThat(Failures.text(aborted(broken))).isEqualTo("ABORTED: a cause that cannot be read");
	}

	@Test
	void namesTheConnectionsFailure() {
		assertThat(Failures.text(io.grpc.Status.UNAVAILABLE.withDescription("io exception")
			.withCause(new IllegalStateException("refused"))
			.asRuntimeException())).isEqualTo("UNAVAILABLE: io exception (refused)");
	}

}
