@NullMarked
package org.presage.intent;

import org.jspecify.annotations.NullMarked;
