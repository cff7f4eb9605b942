/** Control over HTTP as a component: where it listens, and which services answer. */
package io.quoin.control;
