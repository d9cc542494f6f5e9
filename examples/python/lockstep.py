"""Presage plans for a simulator, one interval at a time: report what was measured, get what to do in the next one."""
import queue
import sys
import time
from pathlib import Path

import grpc

# grpcio-tools compiles the proto when it is imported; no generated files.
sys.path.append(str(Path(__file__).resolve().parents[2] / "proto"))
api, services = grpc.protos_and_services("presage/v1/control_loop.proto")


class Presage:
    """A stream of reports by the simulator's own time, which may run faster or slower than the time of day."""

    def __init__(self, interval_ms, target="localhost:50051", node="simulator"):
        # Each run is a node of its own: the time of a cell must not go back.
        self.interval_ms, self.node, self.step = interval_ms, f"{node}-{time.time_ns()}", 0
        self.channel = grpc.insecure_channel(target)
        self.reports = queue.SimpleQueue()
        stub = services.ControlLoopServiceStub(self.channel)
        mode = [("presage-clock", "simulated")]
        self.answers = stub.Attach(iter(self.reports.get, None), metadata=mode, wait_for_ready=True)

    def decide(self, measured):
        """Takes {cell: {KPI: value}} of the interval that ended, without what was not measured; gives {cell: decision}.
        Without `prbs`, a decision leaves the allocation as it is."""
        self.step += 1
        for cell, kpis in measured.items():
            values = [api.KpiValue(name=name, value=value) for name, value in kpis.items()]
            report = api.E2Report(node_id=self.node, cell=api.CellIdentity(name=cell), sequence=self.step, kpis=values)
            report.interval_end.FromMilliseconds(1_000_000_000_000 + self.step * self.interval_ms)
            self.reports.put(api.AttachRequest(report=report))
        answers = [next(self.answers) for _ in measured]  # all of them, before one is complained about
        for wrong in (answer.rejected for answer in answers if answer.HasField("rejected")):
            raise ValueError(f"{wrong.cell.name} {wrong.field}: expected {wrong.expected}, found {wrong.found}")
        return {answer.decision.cell.name: answer.decision for answer in answers}

    def close(self):
        self.reports.put(None)
        list(self.answers)  # ends the stream; a channel that is closed before cuts it
        self.channel.close()
