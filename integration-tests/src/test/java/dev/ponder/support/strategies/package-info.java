/** Strategies made for tests: the least of each kind, so that what is tested is the server and not a technique. */
package dev.ponder.support.strategies;
