/**
 * Network architectures, each written once against
 * {@link org.presage.worldmodel.net.Ops}.
 */
@NullMarked
package org.presage.worldmodel.net;

import org.jspecify.annotations.NullMarked;
