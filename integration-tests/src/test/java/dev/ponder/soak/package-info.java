/** Minutes of load on the packaged server: what it holds must go back to where it began. */
package dev.ponder.soak;
