package org.presage.control;

import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;

/**
 * A frame on its way into the loop.
 *
 * @param frame the KPIs
 * @param schema that the frame was read with
 * @param receivedNs monotonic time of receipt
 * @param mode what is done with the decision
 * @param sink where its answer goes
 */
public record Arrival(KpiFrame frame, KpiSchema schema, long receivedNs, ControlMode mode, DecisionSink sink) {
}
