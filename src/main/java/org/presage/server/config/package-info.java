/** Typed, validated configuration: every key under {@code presage.}. */
@NullMarked
package org.presage.server.config;

import org.jspecify.annotations.NullMarked;
