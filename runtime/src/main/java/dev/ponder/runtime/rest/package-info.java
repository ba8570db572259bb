/** What all protocols have in common; each has a package of its own below. Endpoints render, they never decide. */
@NullMarked
package dev.ponder.runtime.rest;

import org.jspecify.annotations.NullMarked;
