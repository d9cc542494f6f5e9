package org.presage.ric;

import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** A way to find E2 nodes and their cells. */
@FunctionalInterface
public interface NodeDiscovery {

	/**
	 * Begins, and returns at once.
	 * @param timer runs all that is to be done
	 * @param found receives all the cells that are there, whenever that changes
	 */
	Running start(ScheduledExecutorService timer, Consumer<List<CellTarget>> found);

	/** Goes on until it is closed. */
	interface Running extends AutoCloseable {

		@Override
		void close();

	}

}
