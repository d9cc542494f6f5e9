"""Attaches two toy cells and prints what Presage decides: attach_two_cells.py [HOST:PORT [REPORTS]]"""
import math
import queue
import sys
import time
from pathlib import Path

import grpc

# grpcio-tools compiles the proto when it is imported; no generated files.
sys.path.append(str(Path(__file__).resolve().parents[2] / "proto"))
api, services = grpc.protos_and_services("presage/v1/control_loop.proto")


class Cell:
    """A cell with a queue: more PRBs serve more bytes. Replace it by what your node measures."""

    def __init__(self, name, arrivals):
        self.name = name
        self.arrivals = arrivals  # bytes in an interval of 100 ms
        self.queue = 0.0
        self.prbs = 50

    def report(self, step, end):
        sinr = 10 + self.arrivals / 20_000 + 5 * math.sin(step / 7)
        efficiency = 0.6 * math.log2(1 + 10 ** (sinr / 10))
        self.queue = max(0.0, self.queue + self.arrivals - self.prbs * efficiency * 180e3 * 0.1 / 8)
        kpis = {
            "SINR": sinr,
            "RSRP": sinr - 105,
            "BLER": 0.1 / (1 + math.exp(sinr / 3)),
            "SE": efficiency,
            "PRBs": self.prbs,
            "Buffer": self.queue,
            "Delay": 5 + 100 * self.queue / self.arrivals,
        }
        report = api.E2Report(
            node_id="example",
            cell=api.CellIdentity(name=self.name),
            sequence=step,
            kpis=[api.KpiValue(name=name, value=value) for name, value in kpis.items()],
        )
        report.interval_end.FromMilliseconds(round(1000 * end))
        return api.AttachRequest(report=report)

    def answered(self, answer):
        if answer.HasField("rejected"):
            wrong = answer.rejected
            print(f"{self.name} rejected: {wrong.field}: expected {wrong.expected}, found {wrong.found}")
            return
        decision = answer.decision
        if decision.HasField("prbs"):
            self.prbs = decision.prbs
        outcome = api.DecisionOutcome.Name(decision.outcome).removeprefix("DECISION_OUTCOME_")
        print(f"{self.name} #{decision.sequence} {outcome}: {self.prbs} PRBs {decision.detail}")


def main(target="localhost:50051", steps="100"):
    with grpc.insecure_channel(target) as channel:
        reports = queue.SimpleQueue()
        answers = services.ControlLoopServiceStub(channel).Attach(iter(reports.get, None))
        cells = [Cell("cell-a", 60_000), Cell("cell-b", 20_000)]
        start = time.time()
        for step in range(1, int(steps) + 1):
            end = start + 0.1 * step
            time.sleep(max(0, end - time.time()))
            for cell in cells:
                reports.put(cell.report(step, end))
                cell.answered(next(answers))
        reports.put(None)


if __name__ == "__main__":
    main(*sys.argv[1:])
