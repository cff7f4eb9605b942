package io.quoin.metainfo;

/**
 * A stretch of one file that a stretch of a piece covers.
 *
 * @param fileIndex the file, an index into {@link Layout#files()}
 * @param fileOffset where it starts in that file, bytes
 * @param length bytes, 1 or more
 * @param pad true if it lies in a pad file (BEP 47): its bytes are zero and are never written
 */
public record Span(int fileIndex, long fileOffset, int length, boolean pad) {}
