/** Tests. */
@NullMarked
package org.presage.lab;

import org.jspecify.annotations.NullMarked;
