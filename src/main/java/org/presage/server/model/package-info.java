/** Model packages of the server: found, loaded, watched, replaced. */
@NullMarked
package org.presage.server.model;

import org.jspecify.annotations.NullMarked;
