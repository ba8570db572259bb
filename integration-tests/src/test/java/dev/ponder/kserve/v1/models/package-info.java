/** Models that let tests see what becomes of their hooks. */
package dev.ponder.kserve.v1.models;
