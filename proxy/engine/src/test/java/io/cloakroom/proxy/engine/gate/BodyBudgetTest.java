package io.cloakroom.proxy.engine.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    @Test
    void eachPersonHasAShareOfTheWhole() {
        BodyBudget budget = new BodyBudget(new Limits.Share(100, 40));

        assertThat(budget.take("ada", 40)).isTrue();
        assertThat(budget.take("ada", 1)).isFalse();
        assertThat(budget.take("bob", 40)).isTrue();
        assertThat(budget.take("eve", 21)).isFalse();
        assertThat(budget.take("eve", 20)).isTrue();
        assertThat(budget.held()).isEqualTo(100);
        budget.giveBack("ada", 40);
        assertThat(budget.take("ada", 40)).isTrue();
    }

    @Property
    void whatIsTakenAndGivenBackLeavesNothing(
            @ForAll @Size(max = 50) List<@IntRange(min = 1, max = 60) Integer> amounts) {
        BodyBudget budget = new BodyBudget(new Limits.Share(200, 100));
        boolean[] taken = new boolean[amounts.size()];
        for (int i = 0; i < amounts.size(); i++) {
            taken[i] = budget.take("u" + i % 3, amounts.get(i));
            assertThat(budget.held()).isBetween(0L, 200L);
        }
        for (int i = 0; i < amounts.size(); i++) {
            if (taken[i]) {
                budget.giveBack("u" + i % 3, amounts.get(i));
            }
        }
        assertThat(budget.held()).isZero();
    }
}
