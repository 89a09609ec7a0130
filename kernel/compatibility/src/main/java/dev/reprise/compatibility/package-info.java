/**
 * Notebooks and libraries written for IJava and JJava find here what they call by name: their global methods, their display
 * types, renderers, magics and extensions, each a thin layer over {@link dev.reprise.notebook}.
 *
 * <p>What has the same name in both is written once, under {@code io.github.spencerpark} (IJava), and inherited under
 * {@code org.dflib.jjava} (JJava).
 */
package dev.reprise.compatibility;
