/** The fault matrix: everything that an upstream or a client may do wrong, over each way an answer takes. */
package dev.ponder.resilience.matrix;
