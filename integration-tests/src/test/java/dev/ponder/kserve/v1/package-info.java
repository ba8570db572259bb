/** Black-box tests of KServe's V1 protocol: model names, requests, whole and streamed responses, CloudEvents. */
package dev.ponder.kserve.v1;
