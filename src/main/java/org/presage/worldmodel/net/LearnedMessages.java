/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
package org.presage.worldmodel.net;

import java.util.List;

/**
 * Any network whose cells have learned what to say to those that hear them. A context
 * carries the own message, {@value #SIZE} numbers between −1 and 1, which are
 * {@value #SYMBOLS} symbols of {@link FiniteScalarQuantization} unless they are
 * {@link MessageMode#CONTINUOUS}. {@link #receive} lets each cell attend to its
 * neighbours: the query comes from its own context, keys and values from
 * {@link MessageRow rows}, and shares weigh the attention. The result stands in the
 * context, so that plans cost the same however many neighbours there are; without any it
 * is 0, as after {@link #encode}.
 * <p>
 * What was received moves the forecast through {@link AnnouncedPlans}, which is always
 * around this network. The context is that of the inner network, the result, and the own
 * message.
 */
public final class LearnedMessages extends NetworkAround {

	/** Symbols of a message. */
	public static final int SYMBOLS = 2;

	/** Numbers of a message. */
	public static final int SIZE = SYMBOLS * FiniteScalarQuantization.DIMENSIONS;

	private static final String SAY = "messages.say";

	private static final String OWN = "messages.own";

	private static final String READ = "messages.read";

	private static final String QUERY = "messages.query";

	private static final String KEY = "messages.key";

	private static final String VALUE = "messages.value";

	private static final int WIDTH = 32;

	private static final int KEYS = 8;

	private static final int POOLED = 16;

	/** Below any share. */
	private static final float NOTHING = 1e-12f;

	private final boolean symbols;

	/**
	 * @param symbols whether messages are rounded to symbols
	 */
	LearnedMessages(Network inner, boolean symbols) {
		super(inner);
		this.symbols = symbols;
		this.parameters.linear(SAY, inner.contextSize(), WIDTH)
			.linear(OWN, WIDTH, SIZE)
			.linear(READ, MessageRow.size(spec().horizon()) - 1, WIDTH)
			.linear(QUERY, inner.contextSize(), KEYS)
			.linear(KEY, WIDTH, KEYS)
			.linear(VALUE, WIDTH, POOLED);
	}

	/**
	 * Where a context that {@link Architectures#build} makes carries its own message.
	 * @param contextSize K
	 * @param horizon H
	 */
	public static int offset(int contextSize, int horizon) {
		return contextSize - AnnouncedPlans.size(horizon) - SIZE;
	}

	@Override
	int added() {
		return POOLED + SIZE;
	}

	@Override
	public <T> T encode(Ops<T> ops, T frames, T mask, int steps) {
		T contexts = this.inner.encode(ops, frames, mask, steps);
		T said = ops.linear(ops.gelu(ops.linear(contexts, SAY)), OWN);
		T message = FiniteScalarQuantization.bound(ops, said, SYMBOLS, this.symbols);
		return ops.concat(1, List.of(contexts, empty(ops, contexts, POOLED), message));
	}

	@Override
	public <T> T receive(Ops<T> ops, T contexts, T received) {
		int size = MessageRow.size(spec().horizon());
		T own = within(ops, contexts);
		T known = column(ops, received, size - 1);
		T tokens = ops.gelu(ops.linear(ops.slice(received, 2, 0, size - 1), READ));
		T query = ops.reshape(ops.linear(own, QUERY), 0, KEYS, 1);
		T match = ops.scale(ops.matMul(ops.linear(tokens, KEY), query), (float) (1 / Math.sqrt(KEYS)));
		T share = ops.clip(ops.multiply(column(ops, received, size - 3), known), NOTHING, 1);
		T score = ops.add(ops.multiply(match, known), ops.log(share));
		T attention = ops.multiply(ops.softmax(ops.transpose(score, 0, 2, 1)), ops.transpose(known, 0, 2, 1));
		T pooled = ops.reshape(ops.matMul(attention, ops.linear(tokens, VALUE)), 0, POOLED);
		return ops.concat(1, List.of(own, pooled, beside(ops, contexts, POOLED, added())));
	}

	/** One number of each row, {@code [C, N, 1]}. */
	private static <T> T column(Ops<T> ops, T received, int at) {
		return ops.slice(received, 2, at, at + 1);
	}

	@Override
	public <T> Heads<T> imagine(Ops<T> ops, T contexts, T plans) {
		return this.inner.imagine(ops, within(ops, contexts), plans);
	}

	@Override
	public <T> T loss(Ops<T> ops, T contexts, TrainingBatch<T> batch, TrainingLoss loss) {
		return this.inner.loss(ops, within(ops, contexts), batch, loss);
	}

}
