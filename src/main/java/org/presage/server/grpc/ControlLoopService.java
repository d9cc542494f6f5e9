package org.presage.server.grpc;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.api.KpmReports;
import org.presage.api.ReportReader;
import org.presage.api.v1.ControlLoopGrpc;
import org.presage.api.v1.ControlMessage;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.SwapModelRequest;
import org.presage.api.v1.SwapModelResponse;
import org.presage.base.Clock;
import org.presage.base.LogThrottle;
import org.presage.base.InvalidInputException;
import org.presage.control.Arrival;
import org.presage.control.ControlLoops;
import org.presage.control.FrameResult;
import org.presage.control.ImplausibleKpis;
import org.presage.control.LoopMetrics;
import org.presage.control.ModelSwitch;
import org.presage.control.metrics.Metric;
import org.presage.e2.dialect.Dialects;
import org.presage.kpi.CellId;
import org.presage.kpi.CellShare;
import org.presage.kpi.KpiSchema;
import org.presage.server.security.MessageSizeLimit;
import org.presage.worldmodel.ModelException;

/** The control loop's gRPC service. */
public final class ControlLoopService extends ControlLoopGrpc.ControlLoopImplBase {

	private static final String ATTACH = ControlLoopGrpc.getAttachMethod().getFullMethodName();

	private static final Status SHUTTING_DOWN = Status.UNAVAILABLE.withDescription("the server is shutting down");

	private final ControlLoops loops;

	private final Supplier<KpiSchema> schema;

	private final ModelSwitch models;

	private final Supplier<String> modelVersion;

	private final Clock clock;

	private final LoopMetrics metrics;

	private final Counter unknownKpis;

	private final Dialects dialects;

	private final ImplausibleKpis implausible;

	private final int streamWindow;

	private final long maxFutureMs;

	private final MessageSizeLimit sizes;

	private final CellShare share;

	private final Set<AttachedStream> streams = ConcurrentHashMap.newKeySet();

	private final LogThrottle cut;

	private volatile ReportReader reader;

	private volatile boolean leaving;

	/**
	 * @param schema that reports are read with, asked for every report
	 * @param dialects that reports may name
	 * @param streamWindow most unanswered reports and unsent answers of a stream
	 * @param maxFutureMs a report may end this much after now; 0 for no limit
	 * @param sizes of reports
	 * @param share cells whose reports are taken
	 * @param implausible is given the name of each value that cannot be
	 */
	public ControlLoopService(ControlLoops loops, Supplier<KpiSchema> schema, ModelSwitch models,
			Supplier<String> modelVersion, Clock clock, LoopMetrics metrics, MeterRegistry registry, Dialects dialects,
			int streamWindow, long maxFutureMs, MessageSizeLimit sizes, CellShare share, ImplausibleKpis implausible) {
		this.loops = loops;
		this.schema = schema;
		this.models = models;
		this.modelVersion = modelVersion;
		this.clock = clock;
		this.metrics = metrics;
		this.unknownKpis = Metric.KPI_UNKNOWN.counter(registry);
		this.dialects = dialects;
		this.implausible = implausible;
		this.streamWindow = streamWindow;
		this.maxFutureMs = maxFutureMs;
		this.sizes = sizes;
		this.share = share;
		this.cut = new LogThrottle(LoggerFactory.getLogger(AttachedStream.class), Level.INFO, "streams that were cut",
				clock);
		this.reader = new ReportReader(schema.get(), maxFutureMs, implausible::accept);
	}

	@Override
	public StreamObserver<E2Report> attach(StreamObserver<ControlMessage> answers) {
		AttachedStream stream = new AttachedStream(this, (ServerCallStreamObserver<ControlMessage>) answers,
				StreamMode.current());
		this.streams.add(stream);
		if (this.leaving) {
			stream.leave(SHUTTING_DOWN);
		}
		return stream;
	}

	@Override
	public void swapModel(SwapModelRequest request, StreamObserver<SwapModelResponse> answer) {
		try {
			String previous = this.modelVersion.get();
			String version = this.models.serve(request.getFile());
			answer.onNext(SwapModelResponse.newBuilder().setPreviousVersion(previous).setVersion(version).build());
			answer.onCompleted();
		}
		catch (ModelException ex) {
			answer.onError(Status.FAILED_PRECONDITION.withDescription(ex.getMessage()).asRuntimeException());
		}
	}

	/**
	 * Takes no more streams and reports, because the server is about to stop. A stream
	 * ends when its reports are answered.
	 */
	public void shutdown() {
		this.leaving = true;
		this.streams.forEach((stream) -> stream.leave(SHUTTING_DOWN));
	}

	ReportReader reader() {
		ReportReader now = this.reader;
		KpiSchema served = this.schema.get();
		if (now.schema() != served) {
			now = new ReportReader(served, this.maxFutureMs, this.implausible::accept);
			this.reader = now;
		}
		return now;
	}

	KpmReports indications(KpiSchema served) {
		return new KpmReports(this.dialects, served, this.implausible);
	}

	/** What a stream with this report ends with; null if it can be read. */
	@Nullable Status unreadable(E2Report report) {
		if (report == LenientRequests.MALFORMED) {
			return Status.INVALID_ARGUMENT.withDescription("expected a presage.v1.E2Report, found bytes that are none");
		}
		return (report == LenientRequests.OVERSIZED) ? this.sizes.exceeded(ATTACH) : this.sizes.judge(report, ATTACH);
	}

	/**
	 * @throws InvalidInputException naming the replica that the cell belongs to, unless
	 * it is this one
	 */
	void admit(CellId cell) {
		this.share.admit(cell);
	}

	boolean offer(Arrival arrival) {
		return this.loops.offer(arrival);
	}

	void ignored(int names) {
		if (names > 0) {
			this.unknownKpis.increment(names);
		}
	}

	void refused() {
		this.metrics.frame(FrameResult.REJECTED);
	}

	void detached(AttachedStream stream) {
		this.streams.remove(stream);
	}

	/** How often streams that were cut are told. */
	LogThrottle cut() {
		return this.cut;
	}

	int streamWindow() {
		return this.streamWindow;
	}

	long nowMs() {
		return this.clock.epochMillis();
	}

	long nanoTime() {
		return this.clock.nanoTime();
	}

}
