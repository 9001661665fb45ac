package org.minigun.test;

import java.io.Serializable;
import java.util.function.Predicate;

/**
 * Chooses items. Serializable, because it is sent to worker processes: capture only what
 * is Serializable.
 *
 * @param <T> the type of the items
 */
@FunctionalInterface
public interface ItemPredicate<T> extends Predicate<T>, Serializable {

}
