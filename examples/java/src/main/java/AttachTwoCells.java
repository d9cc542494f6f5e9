import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

import com.google.protobuf.util.Timestamps;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import org.presage.api.v1.AttachRequest;
import org.presage.api.v1.AttachResponse;
import org.presage.api.v1.CellIdentity;
import org.presage.api.v1.ControlLoopServiceGrpc;
import org.presage.api.v1.E2Report;
import org.presage.api.v1.KpiValue;
import org.presage.api.v1.PrbDecision;

/** Attaches two toy cells and prints what Presage decides: AttachTwoCells [HOST:PORT [REPORTS]]. */
public class AttachTwoCells {

	/** A cell with a queue: more PRBs serve more bytes. Replace it by what your node measures. */
	static class Cell {

		final String name;
		final double arrivals; // bytes in an interval of 100 ms
		double queue;
		int prbs = 50;
		Cell(String name, double arrivals) {
			this.name = name;
			this.arrivals = arrivals;
		}

		AttachRequest report(int step, long endMs) {
			double sinr = 10 + this.arrivals / 20_000 + 5 * Math.sin(step / 7.0);
			double efficiency = 0.6 * Math.log(1 + Math.pow(10, sinr / 10)) / Math.log(2);
			this.queue = Math.max(0, this.queue + this.arrivals - this.prbs * efficiency * 180e3 * 0.1 / 8);
			E2Report.Builder report = E2Report.newBuilder().setNodeId("example").setSequence(step)
				.setCell(CellIdentity.newBuilder().setName(this.name)).setIntervalEnd(Timestamps.fromMillis(endMs));
			Map.of("SINR", sinr, "RSRP", sinr - 105, "BLER", 0.1 / (1 + Math.exp(sinr / 3)), "SE", efficiency,
				"PRBs", (double) this.prbs, "Buffer", this.queue, "Delay", 5 + 100 * this.queue / this.arrivals)
				.forEach((kpi, value) -> report.addKpis(KpiValue.newBuilder().setName(kpi).setValue(value)));
			return AttachRequest.newBuilder().setReport(report).build();
		}

		void answer(AttachResponse answer) {
			if (answer.hasRejected()) {
				System.out.println(this.name + " rejected: " + answer.getRejected());
				return;
			}
			PrbDecision decision = answer.getDecision();
			this.prbs = decision.hasPrbs() ? decision.getPrbs() : this.prbs;
			System.out.printf("%s #%d %s: %d PRBs %s%n", this.name, decision.getSequence(),
					decision.getOutcome().name().replace("DECISION_OUTCOME_", ""), this.prbs, decision.getDetail());
		}
	}

	public static void main(String[] args) throws InterruptedException {
		ManagedChannel channel = Grpc
			.newChannelBuilder((args.length > 0) ? args[0] : "localhost:50051", InsecureChannelCredentials.create()).build();
		BlockingQueue<Object> answers = new LinkedBlockingQueue<>();
		StreamObserver<AttachRequest> reports = ControlLoopServiceGrpc.newStub(channel).attach(new StreamObserver<>() {
			@Override public void onNext(AttachResponse answer) { answers.add(answer); }
			@Override public void onError(Throwable cause) { answers.add(cause); }
			@Override public void onCompleted() { answers.add("the server ended it"); }
		});
		Cell[] cells = { new Cell("cell-a", 60_000), new Cell("cell-b", 20_000) };
		long startMs = System.currentTimeMillis();
		for (int step = 1; step <= ((args.length > 1) ? Integer.parseInt(args[1]) : 100); step++) {
			long endMs = startMs + 100 * step;
			Thread.sleep(Math.max(0, endMs - System.currentTimeMillis()));
			for (Cell cell : cells) {
				reports.onNext(cell.report(step, endMs));
				cell.answer((AttachResponse) answers.take()); // another object: the stream has ended
			}
		}
		reports.onCompleted();
		channel.shutdown();
	}
}
