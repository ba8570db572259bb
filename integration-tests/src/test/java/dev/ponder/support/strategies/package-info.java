/** Minimal strategies and an upstream for tests of the server. */
package dev.ponder.support.strategies;
