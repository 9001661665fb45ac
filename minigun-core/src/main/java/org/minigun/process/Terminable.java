package org.minigun.process;

/**
 * A session that can be cut off by another thread.
 */
interface Terminable {

    /** Cuts it off: its worker is interrupted, and soon after killed. Returns at once. */
    void terminate();

}
