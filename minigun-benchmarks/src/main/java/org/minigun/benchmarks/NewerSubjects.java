package org.minigun.benchmarks;

/**
 * Subjects that need a newer Java than the baseline. Found as a service.
 */
public interface NewerSubjects {

    /**
     * Adds the subjects of a case.
     * @param group the name of the case
     * @param subjects where they are added
     */
    void addTo(String group, Subjects subjects);

}
