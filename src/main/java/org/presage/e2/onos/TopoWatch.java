package org.presage.e2.onos;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.e2.onos.topo.TopoGrpc;
import org.presage.e2.onos.topo.WatchRequest;
import org.presage.e2.onos.topo.WatchResponse;

/**
 * Watches the topology for as long as it lives. All it does happens on the timer's
 * thread.
 */
final class TopoWatch implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(TopoWatch.class);

	/** What is there is told object by object: looked at once it has been told. */
	private static final long SETTLE_MS = 50;

	private final ManagedChannel channel;

	private final ScheduledExecutorService timer;

	private final BackOff backOff;

	private final TopoView view;

	private final Consumer<List<CellTarget>> changed;

	private boolean looking;

	private volatile boolean closed;

	/**
	 * @param changed is told the cells that are there
	 */
	TopoWatch(String target, OnosSettings settings, ScheduledExecutorService timer, BackOff backOff,
			Consumer<List<CellTarget>> changed) {
		this.channel = Grpc.newChannelBuilder(target, settings.tls().credentials()).build();
		this.timer = timer;
		this.backOff = backOff;
		this.view = new TopoView(settings);
		this.changed = changed;
	}

	void start() {
		this.channel.resetConnectBackoff();
		this.view.clear();
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
		if (!this.looking) {
			this.looking = true;
			this.timer.schedule(() -> {
				this.looking = false;
				this.changed.accept(this.view.cells());
			}, SETTLE_MS, TimeUnit.MILLISECONDS);
		}
	}

	private void again(String cause) {
		long pauseMs = this.backOff.next();
		LOG.warn("the topology is watched again in {} ms, the cells stay as they are: {}", pauseMs, cause);
		this.timer.schedule(this::start, pauseMs, TimeUnit.MILLISECONDS);
	}

	@Override
	public void close() {
		this.closed = true;
		this.channel.shutdownNow();
	}

}
