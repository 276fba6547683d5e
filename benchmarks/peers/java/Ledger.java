import ai.timefold.solver.core.api.score.buildin.hardsoftlong.HardSoftLongScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;

/** The bench's hard rules and objective, kept up to date choice by choice. */
public class Ledger implements IncrementalScoreCalculator<Timetable, HardSoftLongScore> {
    private Office office;
    private Item[] meetings;
    private Item[] items;
    private int[][] busy; // leader, slot: things there
    private int[][] leave; // leader, day: leaves over it
    private int[][] there; // leader, half-day: events and research
    private int[][] need; // leader, half-day: seats that need him away
    private int[][] load; // leader, week: slots of events
    private int[] ceremonies;
    private Research research;
    private long hard;
    private long soft;

    @Override
    public void resetWorkingSolution(Timetable timetable) {
        office = timetable.office;
        items = timetable.items.toArray(Item[]::new);
        meetings = new Item[0]; // who attends them is settled once all leave is known
        busy = new int[office.leaders][office.halves * Office.SLOTS];
        leave = new int[office.leaders][office.halves / 2];
        there = new int[office.leaders][office.halves];
        need = new int[office.leaders][office.halves];
        load = new int[office.leaders][office.halves];
        ceremonies = new int[office.leaders];
        research = new Research(office);
        hard = 0;
        soft = 0;
        for (Item item : items) {
            if (item.kind != Item.Kind.MEETING) {
                insert(item);
            }
        }
        meetings = timetable.items.stream().filter(i -> i.kind == Item.Kind.MEETING).toArray(Item[]::new);
        for (Item meeting : meetings) {
            insert(meeting);
        }
    }

    @Override
    public void beforeVariableChanged(Object entity, String variable) {
        Item item = (Item) entity;
        if (item.choice == null) {
            soft -= item.loss;
        } else {
            switch (item.kind) {
                case EVENT -> event(item, -1);
                case LEAVE -> leave(item, -1);
                case MEETING -> attend(item, -1);
                case RESEARCH -> research(item, -1);
            }
        }
    }

    @Override
    public void afterVariableChanged(Object entity, String variable) {
        insert((Item) entity);
    }

    private void insert(Item item) {
        if (item.choice == null) {
            soft += item.loss;
            return;
        }
        switch (item.kind) {
            case EVENT -> event(item, 1);
            case LEAVE -> leave(item, 1);
            case MEETING -> attend(item, 1);
            case RESEARCH -> research(item, 1);
        }
    }

    private boolean away(int leader, int half) {
        return office.away[leader][half] || leave[leader][half / 2] > 0;
    }

    private void occupy(int leader, int slot, int length, int sign) {
        int[] slots = busy[leader];
        for (int k = slot; k < slot + length; k++) {
            hard += sign > 0 ? (slots[k] > 0 ? 1 : 0) : (slots[k] > 1 ? -1 : 0);
            slots[k] += sign;
        }
    }

    private void be(int leader, int half, int sign) {
        there[leader][half] += sign;
        hard += away(leader, half) ? sign : 0;
    }

    private void event(Item item, int sign) {
        Choice choice = item.choice;
        int half = choice.start / Office.SLOTS;
        int week = office.week[half];
        soft += sign * (long) choice.cost;
        for (int n = 0; n < choice.who.length; n++) {
            int leader = choice.who[n];
            occupy(leader, choice.start, item.length, sign);
            be(leader, half, sign);
            if (choice.need[n] >= 0) {
                need[choice.need[n]][half] += sign;
                hard += away(choice.need[n], half) ? 0 : sign;
            }
            int over = Math.max(0, load[leader][week] - office.cap[leader]);
            load[leader][week] += sign * item.length;
            soft += (long) office.overloadCost * (Math.max(0, load[leader][week] - office.cap[leader]) - over);
            ceremonies[leader] += item.ceremonial ? sign : 0;
        }
    }

    private void research(Item item, int sign) {
        for (int half = item.choice.start; half < item.choice.start + item.choice.length; half++) {
            occupy(item.leader, half * Office.SLOTS, Office.SLOTS, sign);
            be(item.leader, half, sign);
            if (sign > 0) {
                research.add(item.leader, half);
            } else {
                research.remove(item.leader, half);
            }
        }
    }

    private void leave(Item item, int sign) {
        int first = item.choice.start;
        around(first, item.length, -1);
        for (int day = first; day < first + item.length; day++) {
            hard -= ofLeave(item.leader, day);
            leave[item.leader][day] += sign;
            hard += ofLeave(item.leader, day);
        }
        around(first, item.length, 1);
    }

    /** What one leader's day costs in hard rules as far as leave decides it. */
    private long ofLeave(int leader, int day) {
        int count = leave[leader][day];
        long broken = Math.max(0, count - 1);
        for (int partner : office.partners[leader]) {
            broken += count > 0 && leave[partner][day] > 0 ? 1 : 0;
        }
        for (int half = 2 * day; half < 2 * day + 2; half++) {
            broken += away(leader, half) ? there[leader][half] : need[leader][half];
        }
        return broken;
    }

    /** Takes the meetings of these days out, or puts them back: who attends them depends on leave. */
    private void around(int first, int days, int sign) {
        for (Item meeting : meetings) {
            if (meeting.choice != null) {
                int day = meeting.choice.start / (2 * Office.SLOTS);
                if (first <= day && day < first + days) {
                    attend(meeting, sign);
                }
            }
        }
    }

    private void attend(Item meeting, int sign) {
        for (int leader = 0; leader < office.leaders; leader++) {
            if (!away(leader, meeting.choice.start / Office.SLOTS)) {
                occupy(leader, meeting.choice.start, meeting.length, sign);
            }
        }
    }

    @Override
    public HardSoftLongScore calculateScore() {
        long broken = hard + research.hard;
        long cost = soft + research.soft;
        int most = 0;
        int least = Integer.MAX_VALUE;
        for (int leader = 1; leader < office.leaders; leader++) {
            most = Math.max(most, ceremonies[leader]);
            least = Math.min(least, ceremonies[leader]);
        }
        cost += (long) office.rangeCost * (most - least);
        for (Item meeting : meetings) {
            if (meeting.choice == null) {
                continue;
            }
            int half = meeting.choice.start / Office.SLOTS;
            int absent = 0;
            for (int leader = 0; leader < office.leaders; leader++) {
                absent += away(leader, half) ? 1 : 0;
            }
            cost += (long) office.absentCost * absent;
            broken += Math.max(0, absent - (office.leaders - 1) / 2);
            broken += away(0, half) && away(1, half) ? 1 : 0;
            if (meeting.gapAfter >= 0 && items[meeting.gapAfter].choice != null) {
                int before = items[meeting.gapAfter].choice.start / (2 * Office.SLOTS);
                broken += Math.max(0, before + meeting.gapDays - half / 2);
            }
        }
        return HardSoftLongScore.of(-broken, -cost);
    }

    @Override
    public void beforeEntityAdded(Object entity) {
    }

    @Override
    public void afterEntityAdded(Object entity) {
    }

    @Override
    public void beforeEntityRemoved(Object entity) {
    }

    @Override
    public void afterEntityRemoved(Object entity) {
    }
}
