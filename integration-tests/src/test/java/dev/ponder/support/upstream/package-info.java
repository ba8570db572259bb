/** A scriptable model server in the process of the test. */
package dev.ponder.support.upstream;
