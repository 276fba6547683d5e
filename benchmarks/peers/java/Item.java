import ai.timefold.solver.core.api.domain.entity.PlanningEntity;
import ai.timefold.solver.core.api.domain.lookup.PlanningId;
import ai.timefold.solver.core.api.domain.valuerange.ValueRangeProvider;
import ai.timefold.solver.core.api.domain.variable.PlanningVariable;
import java.util.List;

/** An event, a leave, a meeting or a block of research; no choice means that it does not take place. */
@PlanningEntity
public class Item {
    enum Kind { EVENT, LEAVE, MEETING, RESEARCH }

    @PlanningId int id;
    Kind kind;
    int loss; // of leaving it out
    int length; // event and meeting: slots; leave: days
    int leader = -1; // leave and research
    boolean ceremonial;
    int gapAfter = -1; // meeting: item
    int gapDays;

    @ValueRangeProvider List<Choice> choices;
    @PlanningVariable(allowsUnassigned = true) Choice choice;

    public Item() {
    }
}
