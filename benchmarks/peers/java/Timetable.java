import ai.timefold.solver.core.api.domain.solution.PlanningEntityCollectionProperty;
import ai.timefold.solver.core.api.domain.solution.PlanningScore;
import ai.timefold.solver.core.api.domain.solution.PlanningSolution;
import ai.timefold.solver.core.api.domain.solution.ProblemFactProperty;
import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import java.util.List;

/** A plan, as Timefold sees it. */
@PlanningSolution
public class Timetable {
    @ProblemFactProperty Office office;
    @PlanningEntityCollectionProperty List<Item> items;
    @PlanningScore HardSoftLongScore score;

    public Timetable() {
    }
}
