/** Documents that cannot lie: what they say is generated from the code, or is code. */
package dev.ponder.docs;
