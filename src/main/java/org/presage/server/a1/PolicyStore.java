/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.server.a1;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.base.Clock;
import org.presage.base.InvalidInputException;
import org.presage.control.Intents;
import org.presage.kpi.CellId;
import org.presage.kpi.KpiSchema;

/**
 * All policies, however they came: one book. What counts now is one immutable object,
 * read without a lock; it is re-created when a policy comes, goes, begins or ends.
 * Thread-safe.
 */
public final class PolicyStore implements Supplier<Intents> {

	private static final Logger LOG = LoggerFactory.getLogger(PolicyStore.class);

	/** All policies together, in characters: what is kept must stay readable. */
	private static final long MOST_TOGETHER = 4 << 20;

	private final PolicyChecks checks;

	private final KeptPolicies kept;

	private final Clock clock;

	private final PolicyMetrics metrics;

	private final int most;

	/** One change at a time. It may wait for the disk; readers never wait for it. */
	private final Object changing = new Object();

	private final Object turning = new Object();

	/** Never changed, but replaced. */
	private volatile SortedMap<String, A1Policy> policies = new TreeMap<>();

	private volatile PolicySnapshot page = PolicySnapshot.EMPTY;

	/** What has begun or ended and is not logged yet. */
	private final Queue<String> news = new ConcurrentLinkedQueue<>();

	private volatile Tally tally = new Tally(this.page, null, 0, 0);

	/**
	 * Takes what was kept.
	 * @param most policies
	 */
	public PolicyStore(PolicyChecks checks, KeptPolicies kept, Clock clock, MeterRegistry registry, int most) {
		this.checks = checks;
		this.kept = kept;
		this.clock = clock;
		this.metrics = new PolicyMetrics(registry);
		this.most = most;
		SortedMap<String, A1Policy> before = new TreeMap<>();
		kept.all((damaged) -> refused("kept from before the restart", damaged))
			.forEach((policy) -> before.put(policy.id(), policy));
		this.policies = before;
		write(clock.epochMillis());
		tell();
		this.metrics.count(this, (book) -> book.tally().enforced(), (book) -> book.tally().others());
	}

	/** What counts now. */
	@Override
	public Intents get() {
		return now().intents();
	}

	private PolicySnapshot now() {
		PolicySnapshot read = this.page;
		return (read.isForEver() || read.isOf(this.clock.epochMillis())) ? read : turn();
	}

	/** Logs what has begun or ended, which who asks does not wait for. */
	public void check() {
		now();
		tell();
	}

	private void use(SortedMap<String, A1Policy> changed) {
		synchronized (this.turning) {
			this.policies = changed;
			write(this.clock.epochMillis());
		}
		this.metrics.changed(this.clock.epochMillis());
		tell();
	}

	/** Only the first of those who see that something begins or ends does the work. */
	private PolicySnapshot turn() {
		synchronized (this.turning) {
			long nowMs = this.clock.epochMillis();
			return this.page.isOf(nowMs) ? this.page : write(nowMs);
		}
	}

	private PolicySnapshot write(long nowMs) {
		Set<String> before = this.page.ids();
		PolicySnapshot written = PolicySnapshot.of(this.policies.values(), nowMs);
		this.page = written;
		if (!before.equals(written.ids())) {
			this.metrics.changed(nowMs);
			written.ids().stream().filter((id) -> !before.contains(id)).forEach((id) -> this.news.add(id + " begins"));
			before.stream().filter((id) -> !written.ids().contains(id)).forEach((id) -> this.news.add(id + " ends"));
		}
		return written;
	}

	private void tell() {
		for (String told = this.news.poll(); told != null; told = this.news.poll()) {
			LOG.info("policy {}", told);
		}
	}

	/** Result of storing a policy. */
	public enum Change {

		/** There was none with its id. */
		CREATED,
		/** There was another one. */
		REPLACED,
		/** There was the same one; it is not newer for it. */
		UNCHANGED

	}

	/**
	 * Takes a policy.
	 * @param json UTF-8
	 * @throws PolicyRefused if it cannot be taken; what was there with its id stays
	 */
	public Change put(String id, PolicySource source, byte[] json) {
		try {
			synchronized (this.changing) {
				return put(A1PolicyReader.read(id, source, this.clock.epochMillis(), A1PolicyReader.parse(json)));
			}
		}
		catch (PolicyRefused ex) {
			refused(id + " by " + source, ex);
			throw ex;
		}
	}

	private Change put(A1Policy policy) {
		A1Policy before = this.policies.get(policy.id());
		requireNotOfFile(before);
		if (before != null && before.payload().equals(policy.payload()) && !beginsAnew(policy)) {
			return Change.UNCHANGED;
		}
		this.checks.check(policy);
		requireRoom(policy, before);
		this.kept.keep(policy, before);
		LOG.info("policy {} {} by {}: {}, {}", policy.id(), (before == null) ? "created" : "replaced", policy.source(),
				policy.scope(), policy.validity());
		SortedMap<String, A1Policy> changed = new TreeMap<>(this.policies);
		changed.put(policy.id(), policy);
		use(changed);
		return (before == null) ? Change.CREATED : Change.REPLACED;
	}

	/**
	 * Whether who sends it again wants its time to begin again. The mediator sends all
	 * that it has whenever it is asked, and means nothing by it.
	 */
	private static boolean beginsAnew(A1Policy policy) {
		return policy.source() == PolicySource.REST && policy.fromReceipt();
	}

	private static void requireNotOfFile(@Nullable A1Policy policy) {
		if (policy != null && policy.source() == PolicySource.FILE) {
			throw new PolicyRefused(PolicyRefused.Reason.OWNED, "policy_instance_id",
					"one that no file under presage.intent.file has", '"' + policy.id() + '"');
		}
	}

	private void requireRoom(A1Policy policy, @Nullable A1Policy before) {
		int count = this.policies.size() + ((before == null) ? 1 : 0);
		requireAtMost(count);
		long together = policy.payload().toString().length();
		for (A1Policy other : this.policies.values()) {
			together += (other != before) ? other.payload().toString().length() : 0;
		}
		if (together > MOST_TOGETHER) {
			throw new PolicyRefused(PolicyRefused.Reason.FULL, "policies",
					"at most " + MOST_TOGETHER + " characters in all", together);
		}
	}

	private void requireAtMost(int count) {
		if (count > this.most) {
			throw new PolicyRefused(PolicyRefused.Reason.FULL, "policies",
					"at most " + this.most + " (presage.intent.max-policies)", count);
		}
	}

	/**
	 * Forgets a policy.
	 * @return whether there was one
	 * @throws PolicyRefused if a file has given it
	 */
	public boolean delete(String id, PolicySource source) {
		try {
			synchronized (this.changing) {
				return delete(id, this.policies.get(id), source);
			}
		}
		catch (PolicyRefused ex) {
			refused(id + " by " + source, ex);
			throw ex;
		}
	}

	private boolean delete(String id, @Nullable A1Policy policy, PolicySource source) {
		requireNotOfFile(policy);
		// Also what was kept and cannot be read.
		this.kept.forget(id, policy, source);
		if (policy == null) {
			return false;
		}
		LOG.info("policy {} deleted by {}", id, source);
		SortedMap<String, A1Policy> changed = new TreeMap<>(this.policies);
		changed.remove(id);
		use(changed);
		return true;
	}

	/**
	 * Takes the policies of files, all or none; others of files are forgotten.
	 * @throws PolicyRefused naming the first that cannot be taken; nothing is changed
	 */
	public void files(Collection<A1Policy> read) {
		try {
			synchronized (this.changing) {
				SortedMap<String, A1Policy> changed = new TreeMap<>(this.policies);
				changed.values().removeIf((policy) -> policy.source() == PolicySource.FILE);
				for (A1Policy policy : read) {
					check(policy, changed);
				}
				read.forEach((policy) -> changed.put(policy.id(), policy));
				requireAtMost(changed.size());
				LOG.info("policies of files: {}", read.stream().map(A1Policy::id).toList());
				use(changed);
			}
		}
		catch (PolicyRefused ex) {
			refused("of a file", ex);
			throw ex;
		}
	}

	/**
	 * Takes the policies of files with which the program starts, whatever was kept and
	 * whichever model serves: a file that was good when it was written must not stop it.
	 * Of a policy that came on another way the one of the file takes the place; what
	 * cannot be met shows in the status.
	 */
	public void filesAtStart(Collection<A1Policy> read) {
		synchronized (this.changing) {
			requireAtMost(read.size());
			SortedMap<String, A1Policy> changed = new TreeMap<>(this.policies);
			for (A1Policy policy : read) {
				A1Policy other = changed.put(policy.id(), policy);
				if (other != null) {
					LOG.warn("policy {} by {} is dropped: a file has one with that id", policy.id(), other.source());
					this.kept.forget(policy.id());
				}
				PolicyRefused problem = problem(policy);
				if (problem != null) {
					LOG.warn("policy {} of a file cannot be met: {}", policy.id(), problem.getMessage());
				}
			}
			LOG.info("policies of files: {}", read.stream().map(A1Policy::id).toList());
			use(changed);
		}
	}

	private void check(A1Policy policy, Map<String, A1Policy> others) {
		A1Policy other = others.get(policy.id());
		if (other != null) {
			throw new PolicyRefused(PolicyRefused.Reason.OWNED, policy.id(),
					"an id that has not come by " + other.source() + " already", '"' + policy.id() + '"');
		}
		try {
			this.checks.check(policy);
		}
		catch (PolicyRefused ex) {
			throw ex.inside(policy.id() + ": ");
		}
	}

	/**
	 * Counts and logs what cannot be taken; {@link #put} and the like do so themselves.
	 */
	public void refused(String who, PolicyRefused why) {
		this.metrics.refused(why.reason());
		LOG.warn("policy {} refused: {}", InvalidInputException.bounded(who), why.getMessage());
	}

	/** Ids of all policies, sorted. */
	public List<String> ids() {
		return List.copyOf(this.policies.keySet());
	}

	public Optional<A1Policy> get(String id) {
		return Optional.ofNullable(this.policies.get(id));
	}

	/** Whether a policy counts now, and why not; empty if there is none with that id. */
	public Optional<PolicyStatus> status(String id) {
		return get(id).map(this::status);
	}

	private PolicyStatus status(A1Policy policy) {
		return PolicyStatus.of(policy, now().inForce(), this.clock.epochMillis(), problem(policy));
	}

	private @Nullable PolicyRefused problem(A1Policy policy) {
		try {
			this.checks.check(policy);
			return null;
		}
		catch (PolicyRefused ex) {
			return ex;
		}
	}

	/** What counts now, place by place. */
	public List<PolicySemantics> meanings() {
		ActivePolicies inForce = now().inForce();
		List<PolicySemantics> all = new ArrayList<>();
		all.add(PolicySemantics.of("the network", inForce.elsewhere()));
		inForce.named()
			.stream()
			.sorted(Comparator.comparing(CellId::toString))
			.forEach((cell) -> all.add(PolicySemantics.of(cell.toString(), inForce.verdict(cell))));
		return List.copyOf(all);
	}

	/**
	 * How many policies count.
	 *
	 * @param page that was counted
	 * @param schema of the model that served
	 * @param enforced of which something counts somewhere
	 * @param others all others
	 */
	private record Tally(PolicySnapshot page, @Nullable KpiSchema schema, long enforced, long others) {
	}

	/**
	 * Computed again only if something has changed: it looks at every cell that is named.
	 */
	private Tally tally() {
		PolicySnapshot counted = now();
		KpiSchema schema = this.checks.schema();
		Tally last = this.tally;
		if (last.page != counted || last.schema != schema) {
			Collection<A1Policy> all = this.policies.values();
			Set<String> ids = counted.inForce().enforced();
			long enforced = all.stream()
				.filter((policy) -> ids.contains(policy.id()) && problem(policy) == null)
				.count();
			last = new Tally(counted, schema, enforced, all.size() - enforced);
			this.tally = last;
		}
		return last;
	}

}
