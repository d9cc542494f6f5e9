/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Fuzz targets: {@code mvn -Pfuzz test -Dtest=E2apFuzzTest}, or another one, searches for
 * a minute, beginning with the corpus among the test resources, and adds what it finds to
 * it. Jazzer searches once in a JVM: without a name one target does, and the others are
 * skipped.
 */
@NullMarked
package org.presage.fuzz;

import org.jspecify.annotations.NullMarked;
