package dev.ponder.resilience.matrix;

import dev.ponder.support.upstream.FakeUpstream;

/** The fake upstream of the matrix, with a type of its own, since tests also get the one of all tests injected by type. */
record MatrixUpstream(FakeUpstream server) {}
