/**
 * Chain of code (arXiv:2312.04474): the model writes a program for the question. An interpreter executes what it can; for a call of a
 * function that only a reader could evaluate, a model gives the value ("LMulator"), and the program goes on. Several programs vote by
 * their output, as in program-aided self-consistency (arXiv:2211.10435).
 */
@NullMarked
package dev.ponder.strategies.coc;

import org.jspecify.annotations.NullMarked;
