/** Several replicas behind a proxy: a crash and a drain under load. */
package dev.ponder.replicas;
