package org.minigun.execution;

/**
 * Room before the fields of a subclass, so that they share no cache line with another
 * object that another thread writes.
 */
abstract class Padding {

    @SuppressWarnings("unused")
    private long before0, before1, before2, before3, before4, before5, before6;

}
