package org.presage.config;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.presage.control.ControlLoop;

/** The thread that the control loop runs on. */
public final class LoopThread implements AutoCloseable {

	private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);

	private static final long IDLE_WAIT_NS = 50_000_000;

	private static final long STOP_WAIT_MS = 5_000;

	private final ControlLoop loop;

	private final Thread thread;

	private volatile boolean running = true;

	public LoopThread(ControlLoop loop) {
		this.loop = loop;
		this.thread = new Thread(this::run, "control-loop");
		this.thread.start();
	}

	private void run() {
		try (this.loop) {
			while (this.running) {
				work();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** A defect in one cycle must not end the loop: the next frame deserves an answer. */
	private void work() throws InterruptedException {
		try {
			this.loop.doWork(IDLE_WAIT_NS);
		}
		catch (RuntimeException ex) {
			LOG.error("a cycle of the loop failed", ex);
		}
	}

	@Override
	public void close() {
		this.running = false;
		try {
			this.thread.join(STOP_WAIT_MS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
