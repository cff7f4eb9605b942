package io.quoin.interop;

/** Where those who serve and those who fetch are. Closing it removes what was made for it. */
interface Network extends AutoCloseable {

  /** Where the seeder and the tracker run. */
  Host near();

  /** Where the one who fetches runs. */
  Host far();

  @Override
  void close();
}
