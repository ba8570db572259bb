/** AI services of Quarkus LangChain4j, one for each streaming mode of Ponder. */
@NullMarked
package dev.ponder.clients;

import org.jspecify.annotations.NullMarked;
