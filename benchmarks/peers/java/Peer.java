import ai.timefold.solver.core.api.solver.Solver;
import ai.timefold.solver.core.api.solver.SolverFactory;
import ai.timefold.solver.core.config.localsearch.LocalSearchPhaseConfig;
import ai.timefold.solver.core.config.score.director.ScoreDirectorFactoryConfig;
import ai.timefold.solver.core.config.solver.SolverConfig;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Peer FILE DEADLINE: default local search until DEADLINE (ms since 1970), each second's best to stdout. */
public final class Peer {
    private static Timetable latest; // told neither by the solver's thread nor twice
    private static long found;

    private Peer() {
    }

    public static void main(String[] words) throws Exception {
        long deadline = Long.parseLong(words[1]);
        Timetable timetable = Reader.read(Path.of(words[0]));
        SolverConfig config = new SolverConfig()
                .withSolutionClass(Timetable.class)
                .withEntityClasses(Item.class)
                .withScoreDirectorFactory(
                        new ScoreDirectorFactoryConfig().withIncrementalScoreCalculatorClass(Ledger.class))
                .withPhases(new LocalSearchPhaseConfig());
        Solver<Timetable> solver = SolverFactory.<Timetable>create(config).buildSolver();
        solver.addEventListener(event -> keep(event.getNewBestSolution()));
        Thread teller = new Thread(() -> tellEachSecond(solver, deadline));
        teller.setDaemon(true);
        teller.start();
        solver.solve(timetable);
        tell();
    }

    private static synchronized void keep(Timetable best) {
        latest = best;
        found = System.currentTimeMillis();
    }

    private static void tellEachSecond(Solver<Timetable> solver, long deadline) {
        try {
            while (true) {
                long left = deadline - System.currentTimeMillis();
                Thread.sleep(Math.max(1, Math.min(1000, left)));
                if (left <= 1000) {
                    solver.terminateEarly();
                }
                tell();
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell() {
        Timetable best;
        long when;
        synchronized (Peer.class) {
            best = latest;
            when = found;
            latest = null;
        }
        if (best == null) {
            return;
        }
        String plan = best.items.stream().map(i -> i.choice == null ? "-" : i.choice.text())
                .collect(Collectors.joining(" "));
        synchronized (System.out) {
            System.out.println(when + " " + best.score.hardScore() + " " + best.score.softScore() + " " + plan);
            System.out.flush();
        }
    }
}
