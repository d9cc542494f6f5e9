/** What is shipped beside the program: rules, dashboard, containers. */
@NullMarked
package org.presage.deploy;

import org.jspecify.annotations.NullMarked;
