/**
 * E2SM messages as JSON, for humans, commands and test vectors; docs/e2.md shows them.
 */
@NullMarked
package org.presage.e2.json;

import org.jspecify.annotations.NullMarked;
