/** From a dataset to a model package: trainer, checkpoints, settings. */
@NullMarked
package org.presage.offline.training;

import org.jspecify.annotations.NullMarked;
