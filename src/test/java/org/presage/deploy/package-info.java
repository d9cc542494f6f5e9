/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What is shipped beside the program: the Helm chart, the xApp's descriptor, rules,
 * dashboard, containers.
 */
@NullMarked
package org.presage.deploy;

import org.jspecify.annotations.NullMarked;
