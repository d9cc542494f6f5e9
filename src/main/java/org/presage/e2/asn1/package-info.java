/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Aligned PER (ITU-T X.691), as far as E2SM and E2AP need it: a reader, a writer, and
 * types from whose one description both directions come.
 */
@NullMarked
package org.presage.e2.asn1;

import org.jspecify.annotations.NullMarked;
