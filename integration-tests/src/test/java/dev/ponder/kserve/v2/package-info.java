/** The Open Inference Protocol and OpenAI's routes, as clients of served models see them. */
package dev.ponder.kserve.v2;
