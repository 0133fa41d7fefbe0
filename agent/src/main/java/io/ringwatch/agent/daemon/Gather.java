package io.ringwatch.agent.daemon;

import java.util.List;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Does several pieces of work side by side; no thread waits for them. */
final class Gather {
    private Gather() {}

    /**
     * Begins them all; the results come in the order of the pieces, once, when the last one is
     * there.
     */
    static <T> void all(
            BlockingWork work, List<BlockingWork.Piece<T>> pieces, Consumer<List<T>> done) {
        if (pieces.isEmpty()) {
            done.accept(List.of());
            return;
        }
        var results = new ConcurrentSkipListMap<Integer, T>();
        var left = new AtomicInteger(pieces.size());
        for (int i = 0; i < pieces.size(); i++) {
            int index = i;
            BlockingWork.Piece<T> piece = pieces.get(i);
            work.run(
                    new BlockingWork.Piece<>(
                            piece.name(),
                            piece.limit(),
                            piece.work(),
                            piece.failure(),
                            result -> {
                                results.put(index, result);
                                if (left.decrementAndGet() == 0) {
                                    done.accept(List.copyOf(results.values()));
                                }
                            },
                            piece.late()));
        }
    }
}
