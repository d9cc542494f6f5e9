@NullMarked
package org.presage.doctor;

import org.jspecify.annotations.NullMarked;
