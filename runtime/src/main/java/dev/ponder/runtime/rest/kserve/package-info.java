/** KServe's protocols: the endpoints of V1 and V2, the model repository, probes and metrics. */
@NullMarked
package dev.ponder.runtime.rest.kserve;

import org.jspecify.annotations.NullMarked;
