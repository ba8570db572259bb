package dev.ponder.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.ponder.benchmarks.Variant.Kind;

/** The servers that a run measures. Those that this machine does not have are skipped with a message. */
final class Variants {

    static final String NGINX = "nginx";
    static final String BARE = "bare relay";
    static final String PONDER = "ponder";
    static final String PONDER_ARCHIVE = "ponder archive";
    static final String PONDER_25 = "ponder jdk25";
    static final String PONDER_25_AOT = "ponder jdk25 aot";

    private final Options options;

    Variants(Options options) {
        this.options = options;
    }

    List<Variant> all() {
        var variants = new ArrayList<Variant>();
        variants.add(new Variant(NGINX, Kind.NGINX, Path.of(""), List.of()));
        variants.add(new Variant("haproxy", Kind.HAPROXY, Path.of(""), List.of()));
        variants.add(jvm(BARE, Kind.BARE_RELAY, options.java17()));
        variants.add(jvm(PONDER, Kind.PONDER, options.java17()));
        if (options.scale().wholeGrid() || !options.variants().isEmpty()) {
            addIfCached(variants, PONDER_ARCHIVE, options.java17(), "ponder.jsa", "-XX:SharedArchiveFile=");
            addJdk25(variants);
        }
        variants.removeIf(variant -> variant.isJvm() && !options.variants().isEmpty()
                && !options.variants().contains(variant.name()));
        return variants;
    }

    private void addJdk25(List<Variant> variants) {
        if (!Files.isExecutable(options.java25().resolve("bin/java"))) {
            System.out.println("Skipped: the variants on JDK 25, because there is none (see --jdk25)");
            return;
        }
        variants.add(jvm("bare relay jdk25", Kind.BARE_RELAY, options.java25()));
        variants.add(jvm(PONDER_25, Kind.PONDER, options.java25()));
        addIfCached(variants, PONDER_25_AOT, options.java25(), "ponder.aot", "-XX:+UseCompactObjectHeaders",
                "-XX:AOTCache=");
    }

    /** @param flags the last one names the cache */
    private void addIfCached(List<Variant> variants, String name, Path home, String cache, String... flags) {
        if (Files.exists(options.app().resolve(cache))) {
            String[] named = flags.clone();
            named[named.length - 1] += cache;
            variants.add(jvm(name, Kind.PONDER, home, named));
        } else {
            System.out.println("Skipped: " + name + ", because there is no " + options.app().resolve(cache));
        }
    }

    private Variant jvm(String name, Kind kind, Path home, String... more) {
        var jvmOptions = new ArrayList<>(options.jvmOptions());
        jvmOptions.addAll(List.of(more));
        return new Variant(name, kind, home.resolve("bin/java"), jvmOptions);
    }
}
