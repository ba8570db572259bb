package dev.ponder.toolkit.judge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Orders in which to show a list several times so that no place favours anyone: each order is followed by its reverse,
 * and each such pair begins two places further on, so that as many as possible come first once.
 */
final class BalancedOrders {

    private BalancedOrders() {
    }

    static <T> List<List<T>> of(List<T> list, int count) {
        var orders = new ArrayList<List<T>>();
        for (int i = 0; i < count; i++) {
            var order = new ArrayList<>(list);
            Collections.rotate(order, -2 * (i / 2));
            if (i % 2 == 1) {
                Collections.reverse(order);
            }
            orders.add(order);
        }
        return orders;
    }
}
