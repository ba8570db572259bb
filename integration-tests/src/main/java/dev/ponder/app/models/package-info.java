/** Models whose behaviour is known beforehand, for whoever tries a client of KServe's protocols on this application. */
@NullMarked
package dev.ponder.app.models;

import org.jspecify.annotations.NullMarked;
