package org.minigun.execution;

import org.minigun.Ledger;
import org.minigun.Run;

/**
 * The accounts of runs that go on. While items are under way they do not add up; where
 * two that were taken one after the other are equal and true, nothing is.
 */
public final class RunAccounts {

    private RunAccounts() {
    }

    /**
     * Takes the accounts of a run as they are now.
     * @param run a run of an {@link Engine}
     * @return its accounts; each count is of this moment or a little later
     */
    public static Ledger of(Run run) {
        return ((RunExecution) run).ledger();
    }

}
