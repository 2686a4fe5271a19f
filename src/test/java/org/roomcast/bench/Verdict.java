package org.roomcast.bench;

/** A target, what was measured of it, and whether that is enough. */
record Verdict(String target, String measured, boolean met) {}
