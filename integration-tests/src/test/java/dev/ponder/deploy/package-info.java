/** Tests of deployment: flags, probes, shutdown, the image and the Kubernetes manifests. */
package dev.ponder.deploy;
