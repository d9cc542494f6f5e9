/*
 * Copyright 2026 the Presage authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The port to a learned model of a cell: what it can be asked, and the package it travels
 * in.
 */
@NullMarked
package org.presage.worldmodel;

import org.jspecify.annotations.NullMarked;
