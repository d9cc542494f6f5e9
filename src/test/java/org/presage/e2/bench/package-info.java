/** Benchmarks; run the main method of one with the test class path. */
@NullMarked
package org.presage.e2.bench;

import org.jspecify.annotations.NullMarked;
