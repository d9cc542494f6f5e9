/** Microbenchmarks (JMH); their main methods run them, the tests do not. */
@NullMarked
package org.presage.bench;

import org.jspecify.annotations.NullMarked;
