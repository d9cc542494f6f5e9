/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.cli;

import ch.qos.logback.classic.LoggerContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.support.DefaultSingletonBeanRegistry;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

import org.presage.control.LoopMetrics;

/**
 * Start and end of a server in this process. A signal during the start ends it without
 * the failures that it causes; after the start, the last line of the log has the number
 * of decisions.
 */
final class StartWatch implements ApplicationContextInitializer<ConfigurableApplicationContext> {

	private static final Logger LOG = LoggerFactory.getLogger(StartWatch.class);

	private final Thread hook = new Thread(this::signalled, "start-watch");

	private volatile boolean stopping;

	private volatile @Nullable LoopMetrics decisions;

	StartWatch() {
		Runtime.getRuntime().addShutdownHook(this.hook);
	}

	private void signalled() {
		this.stopping = true;
		if (this.decisions == null && LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
			logback.stop();
		}
	}

	/** Before all beans, and so destroyed after them. */
	@Override
	public void initialize(ConfigurableApplicationContext context) {
		if (context.getBeanFactory() instanceof DefaultSingletonBeanRegistry beans) {
			DisposableBean last = this::ended;
			beans.registerDisposableBean("startWatch", last);
		}
	}

	/** The start is complete. */
	void started(ConfigurableApplicationContext context) {
		this.decisions = context.getBean(LoopMetrics.class);
		release();
	}

	/** The start is over, well or not. */
	void release() {
		try {
			Runtime.getRuntime().removeShutdownHook(this.hook);
		}
		catch (IllegalStateException ex) {
			this.stopping = true;
		}
	}

	/** Whether the process ends. */
	boolean isStopping() {
		return this.stopping;
	}

	private void ended() {
		LoopMetrics counted = this.decisions;
		if (counted != null) {
			LOG.info("stopped after {} decisions", counted.decisions());
		}
	}

}
