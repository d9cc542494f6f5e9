package org.presage.control;

import org.presage.kpi.KpiFrame;
import org.presage.kpi.KpiSchema;

/**
 * A frame on its way into the loop.
 *
 * @param frame the KPIs
 * @param schema that the frame was read with
 * @param receivedNs monotonic time of receipt
 * @param recorded whether it is replayed, so that its age says nothing
 * @param sink where its answer goes
 */
public record Arrival(KpiFrame frame, KpiSchema schema, long receivedNs, boolean recorded, DecisionSink sink) {
}
