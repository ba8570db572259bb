/** Black-box tests of the first version of KServe's protocol: models by name, what goes in, and what streams out. */
package dev.ponder.kserve.v1;
