/** Tests. */
@NullMarked
package org.presage.e2.asn1;

import org.jspecify.annotations.NullMarked;
