/** From recorded traces to a model package, and the honest judgement of it. */
@NullMarked
package org.presage.training;

import org.jspecify.annotations.NullMarked;
