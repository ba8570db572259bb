/**
 * How strategies ask a model to judge, and read what it says: texts under judgement fenced as data, verdicts as JSON
 * with the reasoning before the verdict, and a reader that takes whatever models make of that.
 */
@NullMarked
package dev.ponder.toolkit.judge;

import org.jspecify.annotations.NullMarked;
