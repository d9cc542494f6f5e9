package org.presage.sim.e2;

import org.presage.e2.sm.common.CellGlobalId;

/** The RIC of a test: an xApp sees nodes through it. */
public interface E2Peer extends AutoCloseable {

	/**
	 * Delivers an indication to whoever has subscribed to the cell.
	 * @param header E2SM-KPM-IndicationHeader
	 * @param message E2SM-KPM-IndicationMessage
	 */
	void indicate(CellGlobalId.Nr cell, byte[] header, byte[] message);

	@Override
	void close();

}
