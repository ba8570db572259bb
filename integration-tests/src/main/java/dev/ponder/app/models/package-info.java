/** Models with known behaviour, for tests and for trying clients of KServe's protocols. */
@NullMarked
package dev.ponder.app.models;

import org.jspecify.annotations.NullMarked;
