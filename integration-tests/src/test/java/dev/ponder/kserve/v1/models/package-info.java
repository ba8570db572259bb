/** Served models whose hooks tests observe. */
package dev.ponder.kserve.v1.models;
