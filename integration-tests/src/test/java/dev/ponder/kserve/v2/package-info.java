/** Black-box tests of the Open Inference Protocol (V2). */
package dev.ponder.kserve.v2;
