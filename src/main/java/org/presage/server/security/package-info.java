/** Who may call what, and how much: identities, roles, limits, certificates. */
@NullMarked
package org.presage.server.security;

import org.jspecify.annotations.NullMarked;
