/** Ponder as a workload: its flags, its probes, its end, and the manifests that speak of them. */
package dev.ponder.deploy;
