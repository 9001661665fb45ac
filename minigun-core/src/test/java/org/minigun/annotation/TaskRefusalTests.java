package org.minigun.annotation;

import java.util.List;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.minigun.Concurrency;
import org.minigun.Output;
import org.minigun.graph.InvalidPipelineException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What is refused when a task is read: with a reason that names the method, and a remedy.
 */
class TaskRefusalTests {

    private static void refused(Object task, String reason, String remedy) {
        assertThatExceptionOfType(InvalidPipelineException.class).isThrownBy(() -> ReadFunctions.read(task))
            .satisfies((ex) -> {
                assertThat(ex.reason()).contains(reason);
                assertThat(ex.remedy()).contains(remedy);
                assertThat(ex.pipeline()).isEqualTo("task");
            });
    }

    /** A task that would be in order by itself. */
    static class Numbers {

        @Producer
        List<Integer> numbers() {
            return List.of(1);
        }

    }

    abstract static class AbstractTask extends Numbers {

        @Consumer
        abstract void save(int item);

    }

    @Nested
    class Methods {

        @Test
        void classWithoutStageMethod() {
            refused("text", "Class java.lang.String has no stage method", "@Producer");
        }

        @Test
        void abstractMethod() {
            Numbers subclass = new AbstractTask() {
                @Override
                void save(int item) {
                }
            };
            assertThatExceptionOfType(InvalidPipelineException.class)
                .isThrownBy(() -> new TaskReader((task) -> AbstractTask.class).read("task", subclass))
                .withMessageContaining("Consumer 'save' (method save(int) of class")
                .withMessageContaining("is abstract. Give it a body");
        }

        @Test
        void privateMethod() {
            refused(new Numbers() {
                @Consumer
                private void save(int item) {
                }
            }, "is private", "Remove 'private'");
        }

        @Test
        void twoStageAnnotations() {
            refused(new Numbers() {
                @Processor
                @Consumer
                void save(int item) {
                }
            }, "@Processor, @Consumer", "Keep one");
        }

        @Test
        void stageThatIsAHookToo() {
            refused(new Numbers() {
                @Consumer
                @BeforeRun
                void save() {
                }
            }, "@Consumer, @BeforeRun", "Keep one");
        }

        @Test
        void overloadsOfOneName() {
            refused(new Numbers() {
                @Consumer
                void save(int item) {
                }

                @Consumer
                void save(Integer item) {
                }
            }, "'save'", "Rename one of them");
        }

    }

    @Nested
    class Signatures {

        @Test
        void producerWithParameter() {
            refused(new Object() {
                @Producer
                void items(String text) {
                }
            }, "Producer 'items' (method items(String)", "void items(Output<T> output)");
        }

        @Test
        void producerThatReturnsOneItem() {
            refused(new Object() {
                @Producer
                String items() {
                    return "";
                }
            }, "returns java.lang.String", "Stream");
        }

        @Test
        void processorWithoutResultAndOutput() {
            refused(new Numbers() {
                @Processor
                void parse(int item) {
                }
            }, "Processor 'parse'", "@Consumer");
        }

        @Test
        void processorWithTwoItems() {
            refused(new Numbers() {
                @Processor
                int parse(int item, int other) {
                    return item;
                }
            }, "2 parameters", "R parse(I item)");
        }

        @Test
        void processorThatEmitsAndReturns() {
            refused(new Numbers() {
                @Processor
                int parse(int item, Output<Integer> output) {
                    return item;
                }
            }, "takes an Output and returns int", "Return nothing");
        }

        @Test
        void flattenedResultThatIsOneItem() {
            refused(new Numbers() {
                @Processor(flatten = true)
                int parse(int item) {
                    return item;
                }
            }, "says flatten, but returns int", "Stream");
        }

        @Test
        void accumulatorOfSingleItems() {
            refused(new Numbers() {
                @Accumulator
                int batch(int item) {
                    return item;
                }
            }, "Accumulator 'batch'", "List<T> batch(List<T> batch)");
        }

        @Test
        void accumulatorWithoutResult() {
            refused(new Numbers() {
                @Accumulator
                void batch(List<Integer> items) {
                }
            }, "returns nothing", "Return the batch");
        }

        @Test
        void consumerWithResult() {
            refused(new Numbers() {
                @Consumer
                int save(int item) {
                    return item;
                }
            }, "Consumer 'save'", "@Processor");
        }

        @Test
        void consumerWithOutput() {
            refused(new Numbers() {
                @Consumer
                void save(int item, Output<Integer> output) {
                }
            }, "2 parameters", "a consumer emits nothing");
        }

        @Test
        void hookWithItem() {
            refused(new Numbers() {
                @Consumer
                void save(int item) {
                }

                @BeforeRun
                void open(String file) {
                }
            }, "Hook @BeforeRun (method open(String)", "void open(Run run)");
        }

        @Test
        void hookOfAnUnknownStage() {
            refused(new Numbers() {
                @Consumer
                void save(int item) {
                }

                @BeforeStage("svae")
                void open() {
                }
            }, "'svae'", "'save'");
        }

        @Test
        void nestedPipelineWithParameters() {
            refused(new Numbers() {
                @NestedPipeline
                Object sub(int item) {
                    return item;
                }
            }, "Nested pipeline 'sub'", "without parameters");
        }

        @Test
        void nestedPipelineThatIsNull() {
            refused(new Numbers() {
                @NestedPipeline
                Object sub() {
                    return null;
                }
            }, "is null", "Return a Pipeline");
        }

    }

    @Nested
    class Values {

        @Test
        void poolSizeOfZero() {
            refused(new Numbers() {
                @Consumer(poolSize = 0)
                void save(int item) {
                }
            }, "Invalid pool-size (0) of stage 'save'", "Write at least 1");
        }

        @Test
        void negativeRetries() {
            refused(new Numbers() {
                @Consumer(retries = -1)
                void save(int item) {
                }
            }, "Invalid retries (-1) of stage 'save'", "at least 0");
        }

        @Test
        void timeWithoutUnit() {
            refused(new Numbers() {
                @Consumer(backoff = "50")
                void save(int item) {
                }
            }, "Invalid backoff (50) of stage 'save'", "such as 50ms");
        }

        @Test
        void negativeTime() {
            refused(new Numbers() {
                @Accumulator(maxWait = "-1s")
                List<Integer> batch(List<Integer> items) {
                    return items;
                }
            }, "Invalid max-wait", "longer than 0");
        }

        @Test
        void severalWordsWhereOneIsMeant() {
            refused(new Numbers() {
                @Consumer(concurrency = { Concurrency.THREAD, Concurrency.PROCESS })
                void save(int item) {
                }
            }, "several words for concurrency", "Say one");
        }

        @Test
        void twoNames() {
            refused(new Numbers() {
                @Consumer(value = "a", name = "b")
                void save(int item) {
                }
            }, "'a' and 'b'", "Say one");
        }

        @Test
        void keyThatNeitherTaskNorItemHas() {
            refused(new Numbers() {
                @Consumer(partitionBy = "customer")
                void save(int item) {
                }
            }, "partition-by 'customer'", "getter of the item");
        }

        @Test
        void weigherWithoutNumber() {
            refused(new Numbers() {
                @Accumulator(maxWeight = 10, weigher = "toString")
                List<Integer> batch(List<Integer> items) {
                    return items;
                }
            }, "weigher 'toString'", "int or long");
        }

        @Test
        void weightWithoutWeigher() {
            refused(new Numbers() {
                @Accumulator(maxWeight = 10)
                List<Integer> batch(List<Integer> items) {
                    return items;
                }

                @Consumer
                void save(List<Integer> items) {
                }
            }, "max-weight", "weigher");
        }

    }

}
