/** One way to settle an item: when it begins, who takes its seats, whose absence they need, at what cost. */
final class Choice {
    final int start; // event and meeting: slot; leave: day; research: half-day
    final int length; // research: half-days
    final int[] who;
    final int[] need; // for each of them the leader who must be away, or -1
    final int cost;

    Choice(int start, int length, int[] who, int[] need, int cost) {
        this.start = start;
        this.length = length;
        this.who = who;
        this.need = need;
        this.cost = cost;
    }

    /** As Python reads it back: start:length:who:who. */
    String text() {
        StringBuilder text = new StringBuilder().append(start).append(':').append(length);
        for (int leader : who) {
            text.append(':').append(leader);
        }
        return text.toString();
    }
}
