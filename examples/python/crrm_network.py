"""A network of CRRM, a simulator that is not Presage's, with traffic; trains and judges policies for it.

    crrm_network.py trace OUT.csv [NETWORKS [INTERVALS]]            explores with random allocations
    crrm_network.py control POLICY [NETWORKS [INTERVALS [TARGET]]]  prints what a policy achieves, as JSON

POLICY is presage, or a rule: constant, hold, buffer, threshold; a knob follows a colon, as in threshold:60. Install
requirements-crrm.txt first. CRRM (Briggs and Nur, arXiv 2511.02692) has the radio: path loss of TR 38.901, shadowing,
interference PRB by PRB, CQI and MCS. It has no traffic, so queues are here. Networks are numbered by their seed: `trace`
has 0, 1, and so on, `control` 1000, 1001, and so on.
"""
import csv
import json
import sys
from collections import deque

import CRRM
import numpy as np
from scipy import stats

from lockstep import Presage

PRBS, INTERVAL_MS, LIMIT_MS = 50, 100, 100
BYTES_PER_PRB = 180e3 * INTERVAL_MS / 1000 / 8  # at 1 bit/s/Hz


def db(ratio):
    return 10 * np.log10(np.maximum(ratio, 1e-20))


class Network:
    """Cells of one antenna, 50 PRBs of 0.4 W each, which allocate from a PRB of their own on."""

    def __init__(self, seed, cells=7, ues=42, load=1.0):
        self.random, self.cells, self.ues = np.random.default_rng(seed), cells, ues
        self.radio = CRRM.Simulator(CRRM.Parameters(
            n_cell_locations=cells, n_ues=ues, n_subbands=PRBS, bw_MHz=PRBS * 0.18, p_W=0.4, distance_scale=500.0,
            pathloss_model_name="UMi_discretised", shadow_fading=True, smart_update=False, rng_seeds=seed))
        # CRRM attaches a UE to the cell whose PRBs sum to the most power. A UE measures reference signals instead, which
        # a cell sends whatever it allocates.
        self.signals = type(self.radio.rsrp)(self.radio.params, smart_update=False)
        self.signals.watches(type(self.radio.p)(np.full((cells, PRBS), 0.4)), self.radio.g)
        self.radio.a.watchees = [self.signals]
        self.velocity = self.random.normal(0, 1.0, (ues, 2))  # m per interval
        self.demand = self.random.lognormal(np.log(25_000 * load), 0.5, ues)  # bytes in an interval while active
        self.active = self.random.random(ues) < 0.3
        self.queues = [deque() for _ in range(ues)]  # [interval of arrival, bytes]
        self.utilisation = np.full(cells, 0.5)
        self.time = 0

    def step(self, prbs):
        """Runs one interval with these PRBs per cell; gives the KPIs of each cell."""
        self.time += 1
        self._move_and_arrive()
        order = (np.arange(PRBS)[None] - np.arange(self.cells)[:, None] * PRBS // self.cells) % PRBS
        allowed = order < np.asarray(prbs)[:, None]
        # A cell radiates in its PRBs for as long as it had something to send in the interval before.
        self.radio.set_power_matrix(0.4 * allowed * np.maximum(self.utilisation, 0.05)[:, None])
        self.radio.update()
        return [self._serve(cell, int(prbs[cell]), allowed[cell]) for cell in range(self.cells)]

    def _move_and_arrive(self):
        outside = np.abs(self.radio.get_ue_locations()[:, :2] + self.velocity) > 900
        self.velocity[outside] *= -1
        self.radio.move_ue_locations(list(range(self.ues)), self.velocity)
        self.active = np.where(self.active, self.random.random(self.ues) > 0.02, self.random.random(self.ues) < 0.01)
        for ue in np.flatnonzero(self.active):
            self.queues[ue].append([self.time, self.random.exponential(self.demand[ue])])

    def _serve(self, cell, prbs, allowed):
        ues = np.flatnonzero(self.radio.a.data == cell)
        if len(ues) == 0:
            self.utilisation[cell] = 0
            return {"PRBs": prbs, "Buffer": 0.0, "Delay": 0.0}
        # The SINR of a cell that sends all the time: it was computed with the power of its utilisation.
        boost = 1 / max(self.utilisation[cell], 0.05)
        sinr = self.radio.sinr.data[ues][:, allowed].mean(axis=1) * boost
        cqi = np.clip(np.searchsorted(self.radio.cqi.SINR90pc_linear, sinr) - 1, 0, 15)
        mcs = np.int64(cqi * 28 / 15)
        efficiency = np.maximum(self.radio.se_from_mcs.MCS_to_SE[mcs], 0.05)
        waiting = np.array([sum(part[1] for part in self.queues[ue]) for ue in ues])
        need = waiting / (efficiency * BYTES_PER_PRB)
        given = fair_shares(need, prbs)
        used = given.sum() / prbs
        late = bytes_sent = 0.0
        for ue, share, rate in zip(ues, given, efficiency * BYTES_PER_PRB):
            left = share * rate + 1e-6
            while self.queues[ue] and left > 0:
                arrived, size = self.queues[ue][0]
                sent = min(size, left)
                late += sent * (self.time - arrived + used) * INTERVAL_MS
                bytes_sent, left = bytes_sent + sent, left - sent
                self.queues[ue][0][1] -= sent
                if self.queues[ue][0][1] <= 1e-3:
                    self.queues[ue].popleft()
        self.utilisation[cell] = used
        signal = self.signals.data[ues, cell, 0]
        return {
            "SINR": float(np.clip(db(sinr).mean(), -30, 60)), "CQI": float(cqi.mean()), "MCS": float(mcs.mean()),
            "RSRP": float(np.clip(db(signal / 12).mean() + 30, -156, -20)), "PRBs": prbs,
            "SE": float(bytes_sent / BYTES_PER_PRB / prbs), "Buffer": float(max(0, waiting.sum() - bytes_sent)),
            "Delay": float(late / bytes_sent if bytes_sent else 0.0)}


def fair_shares(need, total):
    """Max-min fair shares: no UE gets more than it needs, and none less than another that wants as much."""
    given, left = np.zeros(len(need)), float(total)
    order = np.argsort(need)
    for index, ue in enumerate(order):
        given[ue] = min(need[ue], left / (len(need) - index))
        left -= given[ue]
    return given


def explore(random, prbs):
    """Stays, or goes to another allocation: once in eight intervals."""
    return np.where(random.random(len(prbs)) < 1 / 8, random.integers(5, PRBS + 1, len(prbs)), prbs)


def planned(presage, kpis, prbs):
    """What Presage decides for all cells; one that it holds stays as it is."""
    decisions = presage.decide({f"cell-{cell}": values for cell, values in enumerate(kpis)})
    return [decisions[f"cell-{cell}"].prbs or old for cell, old in enumerate(prbs)]


def ruled(rule, kpis, prbs):
    """What a simple rule decides for all cells: NAME or NAME:KNOB."""
    name, _, knob = rule.partition(":")
    rules = {
        "constant": lambda kpi, now: float(knob or PRBS),
        "hold": lambda kpi, now: now,
        # As many PRBs as drain the queue, and what came lately, in KNOB intervals.
        "buffer": lambda kpi, now: 5 + (kpi["Buffer"] + 25_000) / BYTES_PER_PRB / float(knob or 2),
        # Fast up and slowly down around a delay of KNOB ms.
        "threshold": lambda kpi, now: now + 10 if kpi["Delay"] > float(knob or LIMIT_MS) else now - 1}
    return [int(np.clip(rules[name](kpi, now), 5, PRBS)) for kpi, now in zip(kpis, prbs)]


def trace(out, networks="8", intervals="4000"):
    names = ["SINR", "CQI", "MCS", "RSRP", "PRBs", "SE", "Buffer", "Delay"]
    with open(out, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["series", "t_ms", *names])
        for seed in range(int(networks)):
            network, random = Network(seed), np.random.default_rng(seed + 500)
            prbs = random.integers(5, PRBS + 1, network.cells)
            rows = [[] for _ in range(network.cells)]
            for _ in range(int(intervals)):
                for cell, kpi in enumerate(network.step(prbs)):
                    rows[cell].append([network.time * INTERVAL_MS, *(kpi.get(name, "") for name in names)])
                prbs = explore(random, prbs)
            for cell, series in enumerate(rows):
                writer.writerows([f"{seed}/cell-{cell}", *row] for row in series)


def control(name, networks="5", intervals="1000", target="localhost:50051"):
    results = []
    for seed in range(1000, 1000 + int(networks)):
        network = Network(seed)
        presage = Presage(INTERVAL_MS, target, f"crrm-{seed}") if name == "presage" else None
        prbs = [25] * network.cells
        over, used, delays = [], [], []
        for step in range(int(intervals)):
            kpis = network.step(prbs)
            if step >= 50:
                delays += [kpi["Delay"] for kpi in kpis]
                over += [kpi["Delay"] > LIMIT_MS for kpi in kpis]
                used += prbs
            prbs = planned(presage, kpis, prbs) if presage else ruled(name, kpis, prbs)
        if presage:
            presage.close()
        results.append({"network": seed, "over_limit": float(np.mean(over)), "prbs": float(np.mean(used)),
                        "delay_ms": float(np.mean(delays))})
        print(json.dumps({"policy": name, **results[-1]}), flush=True)
    summary = {"policy": name, "networks": len(results)}
    for key in ("over_limit", "prbs", "delay_ms"):
        values = [result[key] for result in results]
        half = stats.t.ppf(0.975, max(1, len(values) - 1)) * np.std(values, ddof=min(1, len(values) - 1))
        # The mean over networks, and half of its 95 % interval (Student's t); 0 for one network.
        summary[key] = [round(float(np.mean(values)), 4), round(float(half / np.sqrt(len(values))), 4)]
    print(json.dumps(summary))


if __name__ == "__main__":
    {"trace": trace, "control": control}[sys.argv[1]](*sys.argv[2:])
