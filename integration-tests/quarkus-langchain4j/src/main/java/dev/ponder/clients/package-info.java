/** AI services as an application of Quarkus LangChain4j declares them, one for each way that Ponder streams. */
@NullMarked
package dev.ponder.clients;

import org.jspecify.annotations.NullMarked;
