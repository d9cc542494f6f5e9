/** Tests. */
@NullMarked
package org.presage.server.web;

import org.jspecify.annotations.NullMarked;
