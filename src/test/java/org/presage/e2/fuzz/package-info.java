/**
 * Fuzz targets: {@code mvn -Pfuzz test} searches for a minute, beginning with the corpus
 * among the test resources, and adds what it finds to it. Jazzer fuzzes the first target
 * only; {@code -Dtest=RmrFuzzTest} names another one.
 */
@NullMarked
package org.presage.e2.fuzz;

import org.jspecify.annotations.NullMarked;
