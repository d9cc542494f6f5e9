/** Typed, validated configuration and the wiring of the server. */
@NullMarked
package org.presage.config;

import org.jspecify.annotations.NullMarked;
