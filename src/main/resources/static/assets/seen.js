const MEMORY_S = 60;

/** What was seen in the last minute: counters as they were then, and now. */
function memory() {
  const kept = [];
  const ageS = (one) => (kept.at(-1).at - one.at) / 1000;
  return {
    add(status) {
      kept.push({ at: performance.now(), status });
      while (kept.length > 2 && ageS(kept[1]) > MEMORY_S) {
        kept.shift();
      }
    },
    /** The status so many seconds ago or the oldest since; null if too little was seen, or if the server has restarted. */
    before(seconds = MEMORY_S) {
      const first = kept.find((one) => ageS(one) <= seconds);
      const last = kept.at(-1);
      return first !== last && first.status.latency.count <= last.status.latency.count ? first.status : null;
    },
    seconds: () => ageS(kept[0]),
    trail: (of) => kept.map((one) => ({ x: -ageS(one), y: of(one.status) })),
  };
}

/** What this page has seen; it stays while the page shows something else. */
export const seen = memory();

export const SEEN_S = MEMORY_S;

/** Decisions by outcome since an earlier status; null for all. */
export const decisions = (status, before) => Object.entries(status.decisions)
  .map(([name, count]) => ({ name: name.toUpperCase(), count: count - (before?.decisions[name] ?? 0) }));
