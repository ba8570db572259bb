/** Profiles of the server under test, named by what they set. Each profile starts the server once more, so tests share them. */
package dev.ponder.profiles;
