/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.ric.onos;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

import org.presage.base.BackOff;
import org.presage.base.Clock;
import org.presage.base.LogKeys;
import org.presage.base.LogThrottle;
import org.presage.ric.EdgeSettings;
import org.presage.ric.NodeDiscovery;
import org.presage.ric.RicNeighbours;
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

	private final ManagedChannel channel;

	private final Clock clock;

	private final ScheduledExecutorService timer;

	private final BackOff backOff;

	private final EdgeSettings settings;

	private final int style;

	private final LogThrottle interrupted;

	private final LogThrottle unreadable;

	private TopoView view;

	private final NodeModels models;

	private final OnosSettings.Model controlModel;

	private final NodeDiscovery.Listener listener;

	private final @Nullable RicNeighbours neighbours;

	/** What was said of each node. */
	private final Map<String, TopoNode> told = new HashMap<>();

	private boolean empty;

	private @Nullable ScheduledFuture<?> look;

	private long unsettledNs;

	private volatile boolean closed;

	private TopoWatch(String target, OnosTls tls, EdgeSettings settings, int style, NodeModels models,
			OnosSettings.Model controlModel, @Nullable RicNeighbours neighbours, Clock clock, BackOff backOff,
			ScheduledExecutorService timer, NodeDiscovery.Listener listener) {
		this.channel = OnosClient.channel(target, tls).build();
		this.models = models;
		this.controlModel = controlModel;
		this.neighbours = neighbours;
		this.clock = clock;
		this.backOff = backOff;
		this.timer = timer;
		this.listener = listener;
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
	 * @param models learns which service models the nodes list
	 * @param controlModel service model of the control
	 * @param neighbours receives the relation of the cells; null if nobody does
	 */
	public static NodeDiscovery of(String target, OnosTls tls, EdgeSettings settings, int style, NodeModels models,
			OnosSettings.Model controlModel, @Nullable RicNeighbours neighbours, Clock clock, BackOff backOff) {
		models.expect();
		return (timer, listener) -> {
			TopoWatch watch = new TopoWatch(target, tls, settings, style, models, controlModel, neighbours, clock,
					backOff, timer, listener);
			timer.execute(watch::watch);
			return watch;
		};
	}

	/**
	 * The nodes that a topology knows now, for an operator.
	 * @param within time for the answer
	 * @throws io.grpc.StatusRuntimeException if nobody answers
	 */
	public static List<TopoNode> nodes(String target, OnosTls tls, EdgeSettings settings, int style, Duration within,
			Clock clock) {
		TopoView view = new TopoView(settings, style, new LogThrottle(LOG, Level.DEBUG, "objects", clock));
		ManagedChannel channel = OnosClient.channel(target, tls).build();
		try {
			Iterator<WatchResponse> answers = TopoGrpc.newBlockingStub(channel)
				.withDeadlineAfter(within.toMillis(), TimeUnit.MILLISECONDS)
				.watch(WatchRequest.getDefaultInstance());
			boolean answered = false;
			try {
				while (answers.hasNext()) {
					view.apply(answers.next().getEvent());
					answered = true;
				}
			}
			catch (StatusRuntimeException ex) {
				if (!answered || ex.getStatus().getCode() != Status.Code.DEADLINE_EXCEEDED) {
					throw ex;
				}
				// A topology goes on for ever: this is all that there is now.
			}
			return view.summary();
		}
		finally {
			channel.shutdownNow();
		}
	}

	/** A failure must not be the last attempt. */
	private void watch() {
		try {
			open();
		}
		catch (RuntimeException ex) {
			again(String.valueOf(ex));
		}
	}

	private void open() {
		this.channel.resetConnectBackoff();
		this.view = new TopoView(this.settings, this.style, this.unreadable);
		TopoGrpc.newStub(this.channel).watch(WatchRequest.getDefaultInstance(), new StreamObserver<>() {
			@Override
			public void onNext(WatchResponse response) {
				run(() -> apply(response));
			}

			@Override
			public void onError(Throwable cause) {
				run(() -> again(Failures.text(cause)));
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
		List<TopoNode> nodes = this.view.summary();
		Map<String, Set<String>> listed = new HashMap<>();
		nodes.forEach((node) -> listed.put(node.id(), node.models()));
		this.models.learn(listed);
		tell(nodes);
		this.view.vanished().forEach(this.listener::vanished);
		this.listener.found(this.view.cells());
		if (this.neighbours != null) {
			this.neighbours.update(this.view.listings());
		}
	}

	/** Says of each node once what was found, and again when that changes. */
	private void tell(List<TopoNode> nodes) {
		if (nodes.isEmpty() && !this.empty) {
			LOG.warn("the topology has no E2 node that an E2 termination controls: nothing is subscribed to");
		}
		this.empty = nodes.isEmpty();
		this.told.keySet().retainAll(nodes.stream().map(TopoNode::id).toList());
		for (TopoNode node : nodes) {
			if (node.equals(this.told.put(node.id(), node))) {
				continue;
			}
			LOG.atInfo().addKeyValue(LogKeys.NODE, node.id()).log("{} in the topology: {}", node.id(), node.found());
			node.missing(this.settings.names())
				.forEach((missing) -> LOG.atWarn()
					.addKeyValue(LogKeys.NODE, node.id())
					.log("{} in the topology: {}", node.id(), missing));
			String refusal = this.models.refusal(node.id(), this.controlModel);
			if (refusal != null) {
				LOG.atWarn().addKeyValue(LogKeys.NODE, node.id()).log("{} gets no control: {}", node.id(), refusal);
			}
		}
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
