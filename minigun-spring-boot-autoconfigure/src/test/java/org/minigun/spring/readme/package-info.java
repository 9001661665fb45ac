/**
 * The examples of the README, word for word, and the test that runs them.
 */
package org.minigun.spring.readme;
