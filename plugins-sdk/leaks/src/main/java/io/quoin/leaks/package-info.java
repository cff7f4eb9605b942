/**
 * Counts, around every test class, what the process holds, and fails a class that leaves more
 * behind than it found: threads and descriptors here, other things through {@link
 * io.quoin.leaks.Holdings}.
 *
 * <p>To have it, put this on the test class path. Classes of Jupiter need {@code
 * junit.jupiter.extensions.autodetection.enabled=true} besides; those of jqwik need nothing.
 * Classes must run one after the other, their methods need not.
 */
package io.quoin.leaks;
