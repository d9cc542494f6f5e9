package org.presage.e2.control;

import java.util.List;

import org.presage.e2.sm.common.Grammar;

/** Control messages of one service model, both ways. */
interface ControlMessages {

	/** The control header. */
	byte[] header(CellAllocation allocation);

	/** The control message. */
	byte[] message(CellAllocation allocation);

	/**
	 * What a message asks for, as a node of that grammar reads it.
	 * @throws org.presage.e2.asn1.CodecException if it is none
	 */
	List<SlicePercent> read(byte[] message, Grammar grammar);

}
