/** Checks that documentation matches the code it is generated from. */
package dev.ponder.docs;
