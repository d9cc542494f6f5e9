@NullMarked
package org.presage.web;

import org.jspecify.annotations.NullMarked;
