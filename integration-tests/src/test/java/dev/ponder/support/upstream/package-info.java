/** A model server in the test's own process, whose every reply a test writes. */
package dev.ponder.support.upstream;
