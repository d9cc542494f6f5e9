/** JSON that others wrote, read so that what is wrong is named by its place. */
@NullMarked
package org.presage.json;

import org.jspecify.annotations.NullMarked;
