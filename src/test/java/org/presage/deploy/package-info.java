/** Tests of what an installation is made of: the Helm chart and the xApp's descriptor. */
@NullMarked
package org.presage.deploy;

import org.jspecify.annotations.NullMarked;
