package org.presage.time;

/**
 * The two clocks of the program. Everything that needs the time is given one of these, so
 * that tests and replays own it.
 */
public interface Clock {

	/** The clocks of this machine. */
	Clock SYSTEM = new Clock() {
		@Override
		public long nanoTime() {
			return System.nanoTime();
		}

		@Override
		public long epochMillis() {
			return System.currentTimeMillis();
		}
	};

	/**
	 * @return monotonic time in nanoseconds from an arbitrary origin; compare by
	 * difference only, it may wrap
	 */
	long nanoTime();

	/**
	 * @return wall-clock time in milliseconds since 1970-01-01T00:00Z; it may jump
	 */
	long epochMillis();

}
