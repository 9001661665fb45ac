/**
 * The behaviours that the engine has to have, each under its number, through the builder.
 */
package org.minigun.scenarios;
