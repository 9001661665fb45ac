package org.minigun.worker;

import java.util.ArrayDeque;

import org.jspecify.annotations.Nullable;

/**
 * Frames of items on their way from the reader to the stage's thread, in the order in
 * which they came. Bounded by the window that the application keeps.
 */
final class Inbox {

    private final ArrayDeque<Parcel> parcels = new ArrayDeque<>();

    private boolean closed;

    private boolean waiting;

    /** Read by the stage's thread without the lock, to see whether more has come. */
    private volatile int size;

    synchronized void put(Parcel parcel) {
        this.parcels.add(parcel);
        this.size = this.parcels.size();
        if (this.waiting) {
            this.waiting = false;
            notify();
        }
    }

    /** No more will come. */
    synchronized void close() {
        this.closed = true;
        notify();
    }

    /** Whether the stage's thread waits for the next frame. */
    synchronized boolean isAwaited() {
        return this.waiting;
    }

    boolean isEmpty() {
        return this.size == 0;
    }

    /**
     * Waits for the next frame for a time.
     * @param millis the longest wait; 0 for none
     * @return the frame, or {@code null} if none has come
     */
    synchronized @Nullable Parcel poll(long millis) {
        if (this.parcels.isEmpty() && !this.closed && millis > 0) {
            this.waiting = true;
            try {
                wait(millis);
            }
            catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
            this.waiting = false;
        }
        Parcel parcel = this.parcels.poll();
        this.size = this.parcels.size();
        return parcel;
    }

    /** Whether all has been taken and no more will come. */
    synchronized boolean isEnded() {
        return this.closed && this.parcels.isEmpty();
    }

    /**
     * Waits for the next frame. The thread is one that is not interrupted here.
     * @return the frame, or {@code null} if no more will come
     */
    synchronized @Nullable Parcel take() {
        while (this.parcels.isEmpty() && !this.closed) {
            this.waiting = true;
            try {
                wait();
            }
            catch (InterruptedException ex) {
                // Meant for the stage's code, which does not run.
            }
        }
        Parcel parcel = this.parcels.poll();
        this.size = this.parcels.size();
        return parcel;
    }

}
