/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The judgement of world models as one self-contained page. */
@NullMarked
package org.presage.offline.report;

import org.jspecify.annotations.NullMarked;
