package io.quoin.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.quoin.api.plugin.PluginException;
import io.quoin.api.plugin.PluginException.Code;
import io.quoin.api.plugin.PluginOrder;
import io.quoin.installer.container.Patience;
import io.quoin.installer.plugins.client.Client;
import io.quoin.installer.plugins.failing.Failing;
import io.quoin.installer.plugins.hanger.Hanger;
import io.quoin.installer.plugins.left.Left;
import io.quoin.installer.plugins.right.Right;
import io.quoin.installer.plugins.thrower.Thrower;
import io.quoin.installer.record.Disk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

/** The table of refusals: what is refused, with which words, and that nothing of it is left. */
class RefusalsTest extends Scene {

  private PluginException refused(Path plugin) {
    return refused(PluginOrder.of(plugin));
  }

  private PluginException refused(PluginOrder order) {
    List<Bundle> before = List.of(container.context().getBundles());

    PluginException refusal =
        catchThrowableOfType(PluginException.class, () -> desk.installer().install(order));

    assertThat(refusal).isNotNull();
    assertThat(container.context().getBundles()).containsExactlyElementsOf(before);
    assertThat(desk.installer().plugins()).isEmpty();
    assertThat(files("bundles")).isEmpty();
    assertThat(files("staging")).isEmpty();
    return refusal;
  }

  private List<Path> files(String folder) {
    Path path = temporary.resolve("data").resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(path)) {
      return all.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void assertRefused(PluginException refusal, Code code, String message) {
    assertThat(refusal).hasMessage(message);
    assertThat(refusal.code()).isEqualTo(code);
  }

  private Path signedBundle(Map<String, String> headers) throws Exception {
    return known.sign(Jars.bundle(temporary, "some", "1.0.0", headers));
  }

  @Test
  void unsigned() throws Exception {
    Path plugin = Jars.bundle(temporary, "some", "1.0.0", Map.of());

    assertRefused(
        refused(plugin),
        Code.UNSIGNED,
        plugin
            + " is not signed; have it signed with jarsigner by somebody whom you trust, or allow it"
            + " to be unsigned");
  }

  @Test
  void tampered() throws Exception {
    Path plugin = signedBundle(Map.of());
    Tampering.replace(plugin, "content", "something else");

    assertRefused(
        refused(plugin),
        Code.TAMPERED,
        plugin
            + " is not what was signed: SHA-256 digest error for content; fetch it again from"
            + " whoever made it");
  }

  @Test
  void of_an_unknown_signer() throws Exception {
    Signer stranger = Signer.selfSigned(Signer.Claim.of("stranger"));
    Path plugin = stranger.sign(Jars.bundle(temporary, "some", "1.0.0", Map.of()));

    PluginException refusal = refused(plugin);

    assertThat(refusal.code()).isEqualTo(Code.UNKNOWN_SIGNER);
    assertThat(refusal.getMessage())
        .matches(
            "\\Q"
                + plugin
                + "\\E is signed by CN=stranger \\(SHA-256 [0-9a-f]{64}\\), who is not trusted; if"
                + " you trust whoever signed it, trust the certificate first");
  }

  @Test
  void with_an_expired_certificate() throws Exception {
    Signer authority = Signer.selfSigned(Signer.Claim.of("authority").ofAuthority());
    desk.trust().trust(authority.certificate(temporary));
    Signer expired =
        authority.certifies(
            Signer.Claim.of("late")
                .during(
                    Signer.NOW.minus(Duration.ofDays(2)), Signer.NOW.minus(Duration.ofDays(1))));
    Path plugin = expired.sign(Jars.bundle(temporary, "some", "1.0.0", Map.of()));

    assertRefused(
        refused(plugin),
        Code.EXPIRED,
        plugin
            + " is signed with the certificate of CN=late, which expired at 2026-05-31T12:00:00Z;"
            + " ask whoever made it for one that is signed with a valid certificate");
  }

  @Test
  void made_for_another_api() throws Exception {
    Path plugin =
        signedBundle(
            Map.of(
                "Import-Package", "io.quoin.api.peers;version=\"[7,8)\"",
                "Quoin-Capabilities", "package;name=io.quoin.api.peers"));

    assertRefused(
        refused(plugin),
        Code.WRONG_API,
        "some 1.0.0 was made for io.quoin.api.peers [7.0.0,8.0.0), and here it is 0.1.0; install a"
            + " version of it that was made for this platform's api");
  }

  @Test
  void lacking_an_import() throws Exception {
    Path plugin = signedBundle(Map.of("Import-Package", "no.such.thing;version=\"1.2\""));

    assertRefused(
        refused(plugin),
        Code.MISSING,
        "some 1.0.0 needs the package no.such.thing 1.2.0, which nothing here exports; ask whoever"
            + " made it for one that brings it along");
  }

  @Test
  void lacking_another_version_of_an_import() throws Exception {
    Path plugin = signedBundle(Map.of("Import-Package", "org.slf4j;version=\"[99,100)\""));

    assertThat(refused(plugin))
        .hasMessageStartingWith("some 1.0.0 needs the package org.slf4j [99.0.0,100.0.0), and here")
        .extracting(PluginException::code)
        .isEqualTo(Code.MISSING);
  }

  @Test
  void made_for_a_newer_java() throws Exception {
    Path plugin =
        signedBundle(
            Map.of("Require-Capability", "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\""));

    assertThat(refused(plugin))
        .hasMessageStartingWith("some 1.0.0 needs JavaSE [99.0.0,99.0.0], and this is Java ")
        .extracting(PluginException::code)
        .isEqualTo(Code.MISSING);
  }

  @Test
  void requiring_a_bundle_of_the_platform() throws Exception {
    Path plugin = signedBundle(Map.of("Require-Bundle", "org.apache.felix.scr"));

    assertRefused(
        refused(plugin),
        Code.MISSING,
        "some 1.0.0 requires the bundle org.apache.felix.scr, and a plugin has only its own"
            + " bundles; ask whoever made it for one that brings it along");
  }

  @Test
  void exporting_what_the_platform_exports() throws Exception {
    Path plugin = signedBundle(Map.of("Export-Package", "io.quoin.api.peers"));

    assertRefused(
        refused(plugin),
        Code.CLASH,
        "some 1.0.0 exports the package io.quoin.api.peers, which org.apache.felix.framework exports"
            + " on this platform; ask whoever made it to keep that to itself");
  }

  @Test
  void exporting_a_package_twice() throws Exception {
    Path one = Jars.bundle(temporary, "one", "1.0.0", Map.of("Export-Package", "com.example"));
    Path two = Jars.bundle(temporary, "two", "1.0.0", Map.of("Export-Package", "com.example"));
    Path plugin = known.sign(Jars.archive(temporary, "pair", "1.0.0", Map.of(), one, two));

    assertRefused(
        refused(plugin),
        Code.CLASH,
        "pair 1.0.0 exports the package com.example twice, from one and two; ask whoever made it to"
            + " keep that to itself");
  }

  @Test
  void having_a_bundle_of_the_platform() throws Exception {
    Path plugin = known.sign(Jars.bundle(temporary, "org.apache.felix.scr", "99.0.0", Map.of()));

    assertThat(refused(plugin))
        .hasMessageStartingWith(
            "org.apache.felix.scr 99.0.0 has the bundle org.apache.felix.scr, which the platform"
                + " has in version 2.")
        .extracting(PluginException::code)
        .isEqualTo(Code.CLASH);
  }

  @Test
  void using_a_package_that_it_does_not_declare() throws Exception {
    Path plugin = signedBundle(Map.of("Import-Package", "io.quoin.api.peers"));

    assertRefused(
        refused(plugin),
        Code.CAPABILITY,
        "some 1.0.0 uses the package io.quoin.api.peers without declaring it; ask whoever made it to"
            + " declare that in Quoin-Capabilities");
  }

  @Test
  void declaring_what_does_not_exist() throws Exception {
    Path plugin =
        signedBundle(Map.of("Quoin-Capabilities", "service;name=io.quoin.api.magic.Wand"));

    assertRefused(
        refused(plugin),
        Code.CAPABILITY,
        "some 1.0.0 declares io.quoin.api.magic.Wand, but there is no package io.quoin.api.magic on"
            + " this platform; ask whoever made it to correct its header Quoin-Capabilities");
  }

  @Test
  void using_a_service_that_it_does_not_declare() throws Exception {
    Callable<String> secret = () -> "secret";
    container.context().registerService(Callable.class, secret, null);
    Path plugin = known.sign(Jars.coded(temporary, Client.class, "1.0.0", Map.of()));

    assertRefused(
        refused(plugin),
        Code.CAPABILITY,
        "client 1.0.0 has the component io.quoin.installer.plugins.client.Client that uses the"
            + " service java.util.concurrent.Callable without declaring it; ask whoever made it");
  }

  @Test
  void waiting_for_a_service_that_nobody_provides() throws Exception {
    Path plugin =
        known.sign(
            Jars.coded(
                temporary,
                Client.class,
                "1.0.0",
                Map.of("Quoin-Capabilities", "service;name=java.util.concurrent.Callable")));

    assertRefused(
        refused(plugin),
        Code.MISSING,
        "client 1.0.0 has the component io.quoin.installer.plugins.client.Client that waits for the"
            + " service java.util.concurrent.Callable, which nobody provides; ask whoever made it");
  }

  @Test
  void whose_activator_throws() throws Exception {
    Path plugin =
        known.sign(
            Jars.coded(
                temporary,
                Thrower.class,
                "1.0.0",
                Map.of("Bundle-Activator", Thrower.class.getName())));

    assertRefused(
        refused(plugin),
        Code.START_FAILED,
        "thrower 1.0.0 has the bundle thrower that cannot be started:"
            + " java.lang.IllegalStateException: there is no licence; ask whoever made it");
  }

  @Test
  void whose_component_throws() throws Exception {
    Path plugin = known.sign(Jars.coded(temporary, Failing.class, "1.0.0", Map.of()));

    assertRefused(
        refused(plugin),
        Code.START_FAILED,
        "failing 1.0.0 has the component io.quoin.installer.plugins.failing.Failing that failed:"
            + " java.lang.IllegalStateException: there is no list to block by; ask whoever made it");
  }

  @Test
  void whose_activator_blocks() throws Exception {
    desk.close();
    desk =
        new Desk(
            container,
            temporary.resolve("data"),
            Disk.REAL,
            new Patience(
                Duration.ofMillis(200),
                Duration.ZERO,
                Duration.ofSeconds(30),
                Duration.ofSeconds(30)));
    Path plugin =
        known.sign(
            Jars.coded(
                temporary,
                Hanger.class,
                "1.0.0",
                Map.of("Bundle-Activator", Hanger.class.getName())));

    assertRefused(
        refused(plugin),
        Code.START_BLOCKED,
        "hanger 1.0.0 did not come back from its start within 200 ms; it was at"
            + " io.quoin.installer.plugins.hanger.Hanger.start; ask whoever made it");
  }

  @Test
  void whose_bundles_wait_for_each_other() throws Exception {
    Path left = Jars.coded(temporary, Left.class, "1.0.0", Map.of());
    Path right = Jars.coded(temporary, Right.class, "1.0.0", Map.of());
    Path plugin = known.sign(Jars.archive(temporary, "pair", "1.0.0", Map.of(), left, right));

    assertRefused(
        refused(plugin),
        Code.CYCLE,
        "pair 1.0.0 has a component that waits for itself:"
            + " io.quoin.installer.plugins.left.Left, which waits for"
            + " io.quoin.installer.plugins.right.Right, which waits for"
            + " io.quoin.installer.plugins.left.Left; ask whoever made it");
  }

  @Test
  void outside_of_the_range_that_was_asked_for() throws Exception {
    Path plugin = signedBundle(Map.of());

    assertRefused(
        refused(PluginOrder.of(plugin).within("[2,3)")),
        Code.OUT_OF_RANGE,
        "some 1.0.0 is not in the range [2,3); allow another range, or name another version");
  }

  @Test
  void asked_for_in_a_range_that_is_none() throws Exception {
    Path plugin = signedBundle(Map.of());

    assertRefused(
        refused(PluginOrder.of(plugin).within("[2")),
        Code.BAD_RANGE,
        "'[2' is no range of versions; write one such as [1.2,2), or [1.2.3,1.2.3] for a single"
            + " version");
  }

  @Test
  void that_is_not_there() {
    Path nothing = temporary.resolve("nothing.jar");

    assertRefused(refused(nothing), Code.SOURCE, nothing + " is not there; name the plugin's jar");
  }
}
