/** Tests. */
@NullMarked
package org.presage.kpi;

import org.jspecify.annotations.NullMarked;
