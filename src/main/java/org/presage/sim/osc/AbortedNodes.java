package org.presage.sim.osc;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.presage.e2.sm.kpm.ActionDefinition;
import org.presage.sim.e2.ControlHabit;
import org.presage.sim.e2.ControlHabits;
import org.presage.sim.e2.PeerNode;

/** The nodes that a subscription has aborted and that have not come back yet. */
final class AbortedNodes {

	private final Set<String> away = ConcurrentHashMap.newKeySet();

	private final AtomicInteger aborts = new AtomicInteger();

	/** Is told when a node has gone or come back. */
	private volatile Consumer<String> listener = (node) -> {
	};

	void listen(Consumer<String> changed) {
		this.listener = changed;
	}

	/**
	 * Whether this subscription aborts the node. If so, it is away from now on, and back
	 * after {@link ControlHabits#RESTART_MS}.
	 */
	boolean aborts(PeerNode node, ActionDefinition asked) {
		if (!node.habits().has(ControlHabit.ABORT_ON_FORMAT4)
				|| !(asked.action() instanceof ActionDefinition.MeasureMatching)) {
			return false;
		}
		this.aborts.incrementAndGet();
		this.away.add(node.id());
		this.listener.accept(node.id());
		CompletableFuture.delayedExecutor(ControlHabits.RESTART_MS, TimeUnit.MILLISECONDS).execute(() -> {
			this.away.remove(node.id());
			this.listener.accept(node.id());
		});
		return true;
	}

	boolean away(String node) {
		return this.away.contains(node);
	}

	/** How often a node has aborted. */
	int count() {
		return this.aborts.get();
	}

}
