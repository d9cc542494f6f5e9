/** Tests. */
@NullMarked
package org.presage.worldmodel.onnx;

import org.jspecify.annotations.NullMarked;
