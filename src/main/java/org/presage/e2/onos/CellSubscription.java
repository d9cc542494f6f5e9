package org.presage.e2.onos;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.e2.onos.v1beta1.SubscribeRequest;
import org.presage.e2.onos.v1beta1.SubscribeResponse;
import org.presage.e2.onos.v1beta1.UnsubscribeResponse;
import org.presage.kpi.SchemaException;
import org.presage.time.Clock;

/**
 * Keeps one cell subscribed: makes the subscription anew after errors, after the peer was
 * gone, and when nothing comes although nothing failed.
 */
final class CellSubscription {

	private static final Logger LOG = LoggerFactory.getLogger(CellSubscription.class);

	private final OnosClient client;

	private final CellTarget target;

	private final CellFeed feed;

	private final ScheduledExecutorService timer;

	private final Clock clock;

	private final OnosMetrics metrics;

	private final long silenceNs;

	private final BackOff backOff;

	private @Nullable Stream stream;

	private boolean stopped;

	CellSubscription(OnosClient client, CellTarget target, CellFeed feed, OnosSettings.Timing timing,
			ScheduledExecutorService timer, RandomGenerator random, Clock clock, OnosMetrics metrics) {
		this.client = client;
		this.target = target;
		this.feed = feed;
		this.timer = timer;
		this.clock = clock;
		this.metrics = metrics;
		this.silenceNs = TimeUnit.MILLISECONDS.toNanos(timing.silenceMs());
		this.backOff = new BackOff(timing.retryMs(), random);
	}

	CellFeed feed() {
		return this.feed;
	}

	/** Subscribes; a failure is tried again until {@link #stop}. */
	synchronized void start() {
		if (this.stopped) {
			return;
		}
		this.stream = new Stream(this.clock.nanoTime());
		try {
			this.client.subscribe(this.target, this.feed.trigger(), this.feed.definition(), this.stream);
		}
		catch (SchemaException ex) {
			LOG.error("{} is not subscribed to: {}", this.target.id(), ex.getMessage());
			this.stopped = true;
		}
	}

	private synchronized void startAgain(Stream ended, OnosMetrics.Reason reason, String detail) {
		if (this.stopped || ended != this.stream) {
			return;
		}
		ended.left();
		this.stream = null;
		this.metrics.renewed(reason);
		long pauseMs = this.backOff.next();
		LOG.info("{} is subscribed to again in {} ms: {}", this.target.id(), pauseMs, detail);
		this.timer.schedule(this::start, pauseMs, TimeUnit.MILLISECONDS);
	}

	/** Looks whether anything has come lately; if not, begins from scratch. */
	synchronized void check() {
		Stream now = this.stream;
		if (now != null && this.clock.nanoTime() - now.heardNs > this.silenceNs) {
			now.cancel("silent");
			this.client.unsubscribe(this.target, new Unsubscribed(null));
			startAgain(now, OnosMetrics.Reason.SILENCE,
					"nothing came for " + TimeUnit.NANOSECONDS.toMillis(this.silenceNs) + " ms");
		}
	}

	/**
	 * Unsubscribes.
	 * @param done is counted down when the server has answered, or does not
	 */
	synchronized void stop(CountDownLatch done) {
		this.stopped = true;
		if (this.stream != null) {
			this.stream.left();
			this.stream.cancel("unsubscribed");
			this.stream = null;
		}
		this.client.unsubscribe(this.target, new Unsubscribed(done));
	}

	/** One stream of indications. */
	private final class Stream implements ClientResponseObserver<SubscribeRequest, SubscribeResponse> {

		private volatile long heardNs;

		private @Nullable ClientCallStreamObserver<SubscribeRequest> call;

		private boolean reporting;

		Stream(long nowNs) {
			this.heardNs = nowNs;
		}

		@Override
		public void beforeStart(ClientCallStreamObserver<SubscribeRequest> started) {
			this.call = started;
		}

		@Override
		public void onNext(SubscribeResponse response) {
			this.heardNs = CellSubscription.this.clock.nanoTime();
			if (response.hasIndication() && entered()) {
				CellSubscription.this.feed.take(response.getIndication());
			}
		}

		/** Whether this is still the stream that counts. */
		private boolean entered() {
			synchronized (CellSubscription.this) {
				if (this != CellSubscription.this.stream) {
					return false;
				}
				if (!this.reporting) {
					this.reporting = true;
					CellSubscription.this.metrics.reporting(1);
					CellSubscription.this.backOff.reset();
				}
				return true;
			}
		}

		void left() {
			if (this.reporting) {
				this.reporting = false;
				CellSubscription.this.metrics.reporting(-1);
			}
		}

		@Override
		public void onError(Throwable cause) {
			startAgain(this, OnosMetrics.Reason.ERROR, OnosClient.told(cause));
		}

		@Override
		public void onCompleted() {
			startAgain(this, OnosMetrics.Reason.ENDED, "the server ended the stream");
		}

		void cancel(String why) {
			if (this.call != null) {
				this.call.cancel(why, null);
			}
		}

	}

	/** The answer to an unsubscription, which nothing can be made of. */
	private record Unsubscribed(@Nullable CountDownLatch done) implements StreamObserver<UnsubscribeResponse> {

		@Override
		public void onNext(UnsubscribeResponse answer) {
		}

		@Override
		public void onError(Throwable cause) {
			LOG.info("unsubscribe: {}", OnosClient.told(cause));
			onCompleted();
		}

		@Override
		public void onCompleted() {
			if (this.done != null) {
				this.done.countDown();
			}
		}

	}

}
