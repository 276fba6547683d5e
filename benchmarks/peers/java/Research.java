/** One office's research, kept up to date half-day by half-day: shortfalls, runs, full months. */
final class Research {
    private final Office office;
    private final int[][] over; // leader, half-day: blocks
    private final int[][] inMonth;
    private final int[][] inQuarter;
    private final int[] total;
    long hard;
    long soft;

    Research(Office office) {
        this.office = office;
        over = new int[office.leaders][office.halves];
        inMonth = new int[office.leaders][office.halves];
        inQuarter = new int[office.leaders][office.counted.length];
        total = new int[office.leaders];
        for (int leader = 0; leader < office.leaders; leader++) {
            soft += (long) office.shortCost * office.target[leader];
            for (boolean whole : office.counted) {
                soft += whole ? (long) office.quarterCost * office.quarterMin : 0;
            }
        }
    }

    void add(int leader, int half) {
        if (over[leader][half]++ == 0) {
            flip(leader, half, 1);
        }
    }

    void remove(int leader, int half) {
        if (--over[leader][half] == 0) {
            flip(leader, half, -1);
        }
    }

    private void flip(int leader, int half, int sign) {
        int left = 0;
        while (half - left > 0 && over[leader][half - left - 1] > 0) {
            left++;
        }
        int right = 0;
        while (half + right + 1 < office.halves && over[leader][half + right + 1] > 0) {
            right++;
        }
        int runs = 1 - (left > 0 ? 1 : 0) - (right > 0 ? 1 : 0);
        soft += (long) sign * runs * office.blockCost;
        hard += (long) sign * (above(left + right + 1) - above(left) - above(right));
        int month = office.month[half];
        int before = Math.max(0, inMonth[leader][month] - office.monthMax);
        inMonth[leader][month] += sign;
        hard += Math.max(0, inMonth[leader][month] - office.monthMax) - before;
        int quarter = office.quarter[half];
        int lacking = Math.max(0, office.quarterMin - inQuarter[leader][quarter]);
        inQuarter[leader][quarter] += sign;
        if (office.counted[quarter]) {
            int now = Math.max(0, office.quarterMin - inQuarter[leader][quarter]);
            soft += (long) office.quarterCost * (now - lacking);
        }
        int missing = Math.max(0, office.target[leader] - total[leader]);
        total[leader] += sign;
        soft += (long) office.shortCost * (Math.max(0, office.target[leader] - total[leader]) - missing);
    }

    private int above(int run) {
        return Math.max(0, run - office.runMax);
    }
}
