/** The built-in storage provider: plain files under the directory that the user named. */
package io.quoin.storage.files;
