/**
 * The kernel: answers Jupyter's requests with what the engine makes of them. The only package that knows both sides.
 */
package dev.reprise.kernel;
