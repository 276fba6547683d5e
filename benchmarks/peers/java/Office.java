/** The facts of an instance. */
final class Office {
    static final int SLOTS = 7;
    int leaders;
    int halves;
    boolean[][] away; // leader, half-day: fixed absences
    int[][] partners; // leader: those who may not be away with him
    int[] week;
    int[] month;
    int[] quarter;
    boolean[] counted; // quarter: wholly inside the horizon
    int[] target; // leader: research half-days
    int[] cap; // leader: slots a week
    int monthMax;
    int runMax;
    int quarterMin;
    int rangeCost;
    int overloadCost;
    int shortCost;
    int quarterCost;
    int blockCost;
    int absentCost;
}
