package org.minigun.execution;

import org.jspecify.annotations.Nullable;

/**
 * One context's end of a channel.
 */
final class ChannelSender extends Receiver {

    private final Channel channel;

    private final @Nullable Permit permit;

    private final EdgeTally tally;

    ChannelSender(Channel channel, @Nullable Permit permit, EdgeTally tally) {
        this.channel = channel;
        this.permit = permit;
        this.tally = tally;
    }

    @Override
    void accept(Object item) {
        this.channel.send(item, this.permit);
        this.tally.received();
    }

    @Override
    void end() {
        // The channel is told when the last context of the group has ended.
    }

}
