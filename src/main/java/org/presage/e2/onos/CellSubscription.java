package org.presage.e2.onos;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.e2.edge.BackOff;
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

	private static final long MOST_PATIENCE_NS = 60_000_000_000L;

	/** While a peer is away only the first of so many attempts is logged. */
	private static final int LOG_EVERY = 60;

	private final OnosClient client;

	private final CellTarget target;

	private final CellFeed feed;

	private final ScheduledExecutorService timer;

	private final Clock clock;

	private final OnosMetrics metrics;

	private final long silenceNs;

	private final BackOff backOff;

	private final Runnable renewed;

	private long patienceNs;

	/** Since something came. */
	private int failures;

	private @Nullable Stream stream;

	private boolean stopped;

	/**
	 * @param renewed run whenever the node may have been restarted
	 */
	CellSubscription(OnosClient client, CellTarget target, CellFeed feed, OnosSettings.Timing timing,
			ScheduledExecutorService timer, RandomGenerator random, Clock clock, OnosMetrics metrics,
			Runnable renewed) {
		this.renewed = renewed;
		this.client = client;
		this.target = target;
		this.feed = feed;
		this.timer = timer;
		this.clock = clock;
		this.metrics = metrics;
		this.silenceNs = TimeUnit.MILLISECONDS.toNanos(timing.silenceMs());
		this.patienceNs = this.silenceNs;
		this.backOff = new BackOff(timing.retryMs(), random);
	}

	CellFeed feed() {
		return this.feed;
	}

	/** Subscribes; a failure is tried again until {@link #stop}. */
	synchronized void start() {
		if (this.stopped || this.stream != null) {
			return;
		}
		this.stream = new Stream(this.clock.nanoTime());
		try {
			this.client.subscribe(this.target, this.feed.trigger(), this.feed.definition(), this.stream);
		}
		catch (SchemaException ex) {
			LOG.error("{} is not subscribed to: {}", this.target.id(), ex.getMessage());
			this.stream = null;
		}
	}

	private synchronized void startAgain(Stream ended, OnosMetrics.Reason reason, String detail) {
		if (leave(ended, reason, detail)) {
			this.patienceNs = this.silenceNs;
			this.timer.schedule(this::start, this.backOff.next(), TimeUnit.MILLISECONDS);
		}
	}

	private boolean leave(Stream ended, OnosMetrics.Reason reason, String detail) {
		if (this.stopped || ended != this.stream) {
			return false;
		}
		ended.left();
		this.stream = null;
		this.metrics.renewed(reason);
		this.renewed.run();
		if (this.failures++ % LOG_EVERY == 0) {
			LOG.info("{} is subscribed to again: {}", this.target.id(), detail);
		}
		return true;
	}

	/**
	 * Looks whether anything has come lately, and whether it is what the model wants now;
	 * if not, begins from scratch. A node that stays silent is asked less and less often:
	 * it may have nothing to say.
	 */
	synchronized void check() {
		Stream now = this.stream;
		if (now == null || this.stopped) {
			return;
		}
		long graceNs = Math.max(this.patienceNs, TimeUnit.MILLISECONDS.toNanos(this.feed.graceMs()));
		if (this.feed.outdated()) {
			begin(now, OnosMetrics.Reason.MODEL, "the model wants another step");
		}
		else if (this.clock.nanoTime() - now.heardNs > graceNs) {
			this.patienceNs = Math.min(MOST_PATIENCE_NS, 2 * this.patienceNs);
			this.client.reconnect();
			begin(now, OnosMetrics.Reason.SILENCE,
					"nothing came for " + TimeUnit.NANOSECONDS.toMillis(graceNs) + " ms");
		}
	}

	/** Only when the server has forgotten the old subscription it makes a new one. */
	private void begin(Stream old, OnosMetrics.Reason reason, String detail) {
		if (leave(old, reason, detail)) {
			old.cancel(detail);
			this.client.unsubscribe(this.target, new Unsubscribed(this::start));
		}
	}

	/**
	 * Unsubscribes.
	 * @param done is run when the server has answered, or does not
	 */
	synchronized void stop(Runnable done) {
		this.stopped = true;
		Stream now = this.stream;
		if (now != null) {
			this.stream = null;
			now.left();
			now.cancel("unsubscribed");
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
					CellSubscription.this.failures = 0;
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

	/**
	 * The end of an unsubscription, which nothing else can be made of.
	 *
	 * @param done run at the end, whatever it was
	 */
	private record Unsubscribed(Runnable done) implements StreamObserver<UnsubscribeResponse> {

		@Override
		public void onNext(UnsubscribeResponse answer) {
		}

		@Override
		public void onError(Throwable cause) {
			LOG.info("unsubscribe: {}", OnosClient.told(cause));
			this.done.run();
		}

		@Override
		public void onCompleted() {
			this.done.run();
		}

	}

}
