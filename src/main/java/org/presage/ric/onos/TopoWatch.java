package org.presage.ric.onos;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.BackOff;
import org.presage.base.Clock;
import org.presage.base.LogThrottle;
import org.presage.ric.CellTarget;
import org.presage.ric.EdgeSettings;
import org.presage.ric.NodeDiscovery;
import org.presage.ric.onos.topo.TopoGrpc;
import org.presage.ric.onos.topo.WatchRequest;
import org.presage.ric.onos.topo.WatchResponse;

/**
 * Watches the topology for as long as it lives. All it does happens on the timer's
 * thread.
 */
public final class TopoWatch implements NodeDiscovery.Running {

	private static final Logger LOG = LoggerFactory.getLogger(TopoWatch.class);

	/** What is there comes object by object: read when no more comes. */
	private static final long SETTLE_MS = 200;

	/**
	 * A topology that never rests, because KPIs are written into it, is read too.
	 */
	private static final long UNSETTLED_NS = 5_000_000_000L;

	/** Servers of micro-ONOS hang up on clients that ask more often. */
	private static final long KEEP_ALIVE_MINUTES = 6;

	private final ManagedChannel channel;

	private final Clock clock;

	private final ScheduledExecutorService timer;

	private final BackOff backOff;

	private final EdgeSettings settings;

	private final int style;

	private final LogThrottle interrupted;

	private final LogThrottle unreadable;

	private TopoView view;

	private final Consumer<List<CellTarget>> changed;

	private @Nullable ScheduledFuture<?> look;

	private long unsettledNs;

	private volatile boolean closed;

	private TopoWatch(String target, OnosTls tls, EdgeSettings settings, int style, Clock clock, BackOff backOff,
			ScheduledExecutorService timer, Consumer<List<CellTarget>> changed) {
		this.channel = OnosClient.channel(target, tls).keepAliveTime(KEEP_ALIVE_MINUTES, TimeUnit.MINUTES).build();
		this.clock = clock;
		this.backOff = backOff;
		this.timer = timer;
		this.changed = changed;
		this.settings = settings;
		this.style = style;
		this.interrupted = new LogThrottle(LOG, Level.WARN, "attempts to watch the topology", clock);
		this.unreadable = new LogThrottle(LOG, Level.WARN, "objects of the topology that cannot be read", clock);
		this.view = new TopoView(settings, style, this.unreadable);
	}

	/**
	 * The cells of a topology.
	 * @param target host and port
	 * @param settings of the cells that are found
	 * @param style of the reports that are subscribed to
	 */
	public static NodeDiscovery of(String target, OnosTls tls, EdgeSettings settings, int style, Clock clock,
			BackOff backOff) {
		return (timer, found) -> {
			TopoWatch watch = new TopoWatch(target, tls, settings, style, clock, backOff, timer, found);
			timer.execute(watch::watch);
			return watch;
		};
	}

	private void watch() {
		this.channel.resetConnectBackoff();
		this.view = new TopoView(this.settings, this.style, this.unreadable);
		TopoGrpc.newStub(this.channel).watch(WatchRequest.getDefaultInstance(), new StreamObserver<>() {
			@Override
			public void onNext(WatchResponse response) {
				run(() -> apply(response));
			}

			@Override
			public void onError(Throwable cause) {
				run(() -> again(OnosClient.told(cause)));
			}

			@Override
			public void onCompleted() {
				run(() -> again("the server ended the stream"));
			}
		});
	}

	private void run(Runnable task) {
		if (!this.closed) {
			this.timer.execute(task);
		}
	}

	private void apply(WatchResponse response) {
		this.backOff.reset();
		this.view.apply(response.getEvent());
		if (this.look == null) {
			this.unsettledNs = this.clock.nanoTime();
		}
		else if (this.clock.nanoTime() - this.unsettledNs > UNSETTLED_NS) {
			return;
		}
		postpone();
		this.look = this.timer.schedule(this::look, SETTLE_MS, TimeUnit.MILLISECONDS);
	}

	private void look() {
		this.look = null;
		this.changed.accept(this.view.cells());
	}

	private void postpone() {
		if (this.look != null) {
			this.look.cancel(false);
		}
	}

	private void again(String cause) {
		postpone();
		this.look = null;
		long pauseMs = this.backOff.next();
		if (this.interrupted.admits()) {
			LOG.warn("the topology is watched again in {} ms, the cells stay as they are: {}", pauseMs, cause);
		}
		this.timer.schedule(this::watch, pauseMs, TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.closed = true;
		this.channel.shutdownNow();
	}

}
