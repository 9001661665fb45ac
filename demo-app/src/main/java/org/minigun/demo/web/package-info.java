/**
 * A small web page that answers which jar holds a class.
 */
@NullMarked
package org.minigun.demo.web;

import org.jspecify.annotations.NullMarked;
