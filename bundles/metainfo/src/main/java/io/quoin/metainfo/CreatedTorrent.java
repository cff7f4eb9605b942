package io.quoin.metainfo;

/** A torrent that was just made: the bytes of its file, and what they say. */
public final class CreatedTorrent {

  private final byte[] encoded;
  private final Metainfo metainfo;

  CreatedTorrent(byte[] encoded, Metainfo metainfo) {
    this.encoded = encoded;
    this.metainfo = metainfo;
  }

  /**
   * What goes into the {@code .torrent} file.
   *
   * @return the bytes, the caller's own
   */
  public byte[] encoded() {
    return encoded.clone();
  }

  /**
   * What it says.
   *
   * @return the torrent as parsed from {@link #encoded()}
   */
  public Metainfo metainfo() {
    return metainfo;
  }
}
