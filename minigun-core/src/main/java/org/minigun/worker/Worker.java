package org.minigun.worker;

import org.minigun.protocol.DefaultItemCodec;
import org.minigun.protocol.ItemCodec;
import org.minigun.protocol.SessionDescription;
import org.minigun.protocol.StatusPage;

/**
 * What all sessions of the process share.
 *
 * @param connection the connection to the application
 * @param status the status page
 * @param outlet what writes to the socket
 * @param fatal what ends the process
 * @param ticker what sends results that wait
 * @param broadcasts the broadcast data that is mapped
 * @param loader knows the application's classes
 */
record Worker(WorkerConnection connection, StatusPage status, Outlet outlet, Fatal fatal, Ticker ticker,
        Broadcasts broadcasts, ClassLoader loader) {

    ItemCodec newCodec() {
        return DefaultItemCodec.builder()
            .loader(this.loader)
            .trusted(false)
            .maxDepth(this.connection.maxDepth())
            .build();
    }

    SessionContext contextOf(SessionDescription session) {
        this.broadcasts.keep(session.broadcast().values());
        return new SessionContext(this.connection.workerIndex(), session.task(), session.run(), session.stage(),
                session.properties(), session.broadcast(), this.broadcasts);
    }

}
