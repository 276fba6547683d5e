import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;

/** Reads what timefold.py writes: integers in a fixed order, see there. */
final class Reader {
    private final StringTokenizer words;

    private Reader(String text) {
        words = new StringTokenizer(text);
    }

    static Timetable read(Path path) throws IOException {
        return new Reader(Files.readString(path)).timetable();
    }

    private int next() {
        return Integer.parseInt(words.nextToken());
    }

    private int[] list() {
        int[] found = new int[next()];
        Arrays.setAll(found, n -> next());
        return found;
    }

    private Timetable timetable() {
        Timetable timetable = new Timetable();
        Office office = new Office();
        timetable.office = office;
        int[] settings = list();
        office.monthMax = settings[0];
        office.runMax = settings[1];
        office.quarterMin = settings[2];
        office.rangeCost = settings[3];
        office.overloadCost = settings[4];
        office.shortCost = settings[5];
        office.quarterCost = settings[6];
        office.blockCost = settings[7];
        office.absentCost = settings[8];
        office.week = list();
        office.month = list();
        office.quarter = list();
        int[] counted = list();
        office.counted = new boolean[counted.length];
        for (int n = 0; n < counted.length; n++) {
            office.counted[n] = counted[n] == 1;
        }
        office.target = list();
        office.cap = list();
        office.leaders = office.target.length;
        office.halves = office.week.length;
        office.partners = new int[office.leaders][];
        office.away = new boolean[office.leaders][office.halves];
        for (int leader = 0; leader < office.leaders; leader++) {
            office.partners[leader] = list();
            for (int half : list()) {
                office.away[leader][half] = true;
            }
        }
        int count = next();
        timetable.items = new ArrayList<>(count);
        for (int n = 0; n < count; n++) {
            timetable.items.add(item(n, office));
        }
        return timetable;
    }

    private Item item(int id, Office office) {
        Item item = new Item();
        item.id = id;
        item.kind = Item.Kind.values()[next()];
        item.loss = next();
        item.length = next();
        item.leader = next();
        item.ceremonial = next() == 1;
        item.gapAfter = next();
        item.gapDays = next();
        int[] starts = list();
        item.choices = new ArrayList<>();
        if (item.kind == Item.Kind.EVENT) {
            int[][] seats = new int[next()][];
            Arrays.setAll(seats, n -> list()); // leader, need, cost; leader, need, cost; ...
            for (int start : starts) {
                fill(item.choices, office, start, seats, new int[seats.length], new int[seats.length], 0, 0);
            }
        } else if (item.kind == Item.Kind.RESEARCH) {
            for (int start : starts) {
                for (int n = 1; n <= office.runMax && start + n <= office.halves; n++) {
                    if (office.away[item.leader][start + n - 1]) {
                        break;
                    }
                    item.choices.add(new Choice(start, n, new int[0], new int[0], 0));
                }
            }
        } else {
            for (int start : starts) {
                item.choices.add(new Choice(start, 0, new int[0], new int[0], 0));
            }
        }
        int[] first = list(); // start, length, who; empty where it does not take place
        if (first.length > 0) {
            int[] who = Arrays.copyOfRange(first, 2, first.length);
            item.choice = item.choices.stream()
                    .filter(c -> c.start == first[0] && c.length == first[1] && Arrays.equals(c.who, who))
                    .findFirst().orElseThrow();
        }
        return item;
    }

    private static void fill(List<Choice> choices, Office office, int start, int[][] seats, int[] who, int[] need,
            int seat, int cost) {
        if (seat == seats.length) {
            choices.add(new Choice(start, 0, who.clone(), need.clone(), cost));
            return;
        }
        int half = start / Office.SLOTS;
        for (int n = 0; n < seats[seat].length; n += 3) {
            int leader = seats[seat][n];
            int other = seats[seat][n + 1];
            boolean twice = Arrays.stream(who, 0, seat).anyMatch(w -> w == leader);
            if (twice || office.away[leader][half]) {
                continue;
            }
            who[seat] = leader;
            need[seat] = other >= 0 && office.away[other][half] ? -1 : other;
            fill(choices, office, start, seats, who, need, seat + 1, cost + seats[seat][n + 2]);
        }
    }
}
