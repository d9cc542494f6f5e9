package org.presage.server.grpc;

import org.presage.kpi.CellShare;
import org.presage.server.security.MessageSizeLimit;

/**
 * The limits of what a stream may send.
 *
 * @param window most unanswered reports and unsent answers of a stream, at least 1
 * @param maxFutureMs most time between now and the end of a report's period, in ms; 0 for
 * no limit
 * @param sizes largest report
 * @param share cells whose reports this replica accepts
 */
public record StreamLimits(int window, long maxFutureMs, MessageSizeLimit sizes, CellShare share) {
}
