/** The judgement of world models as one self-contained page. */
@NullMarked
package org.presage.offline.report;

import org.jspecify.annotations.NullMarked;
