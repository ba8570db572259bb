/** Bearer tokens of OpenID Connect. Only in applications with {@code quarkus-oidc}. */
@NullMarked
package dev.ponder.runtime.security.oidc;

import org.jspecify.annotations.NullMarked;
