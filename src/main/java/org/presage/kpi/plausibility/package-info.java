/**
 * Judges whether the content of reports can be true. Learns only from reports that are.
 */
@NullMarked
package org.presage.kpi.plausibility;

import org.jspecify.annotations.NullMarked;
