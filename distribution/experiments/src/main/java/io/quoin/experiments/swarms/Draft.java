package io.quoin.experiments.swarms;

import io.quoin.api.torrent.Limits;
import io.quoin.testbed.*;
import io.quoin.testbed.money.VirtualLedger;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.*;
import java.util.stream.*;

/** draft */
final class Draft {
  public static void main(String[] a) {
    int leeches = Integer.parseInt(a[0]);
    long mib = Long.parseLong(a[1]);
    int payersPercent = Integer.parseInt(a[2]);
    int sellers = Integer.parseInt(a[3]);
    boolean leave = Boolean.parseBoolean(a[4]);
    int strangers = Integer.parseInt(a[5]);
    boolean on = Boolean.parseBoolean(a[6]);
    int seeds = Integer.parseInt(a[7]);
    for (int s = Integer.getInteger("from", 1); s <= seeds; s++) run(leeches, mib, payersPercent, sellers, leave, strangers, on, s);
  }

  static void run(int leeches, long mib, int payersPercent, int sellers, boolean leave, int strangers, boolean on, long seed) {
    Testbed bed = new Testbed(seed);
    VirtualLedger ledger = new VirtualLedger(bed, Duration.ofSeconds(57), 2);
    Set<TestPeer> payers = new HashSet<>();
    List<Trader> traders = new ArrayList<>();
    List<TestPeer> peers = new ArrayList<>();
    int[] n = {0};
    Random r = new Random(seed);
    List<Integer> order = new ArrayList<>(IntStream.range(0, leeches).boxed().toList());
    Collections.shuffle(order, r);
    Set<Integer> pays = new HashSet<>(order.subList(0, leeches * payersPercent / 100));
    List<TestPeer> all = new StandardSwarm(leeches, mib << 20).addTo(bed, plan -> {
      int i = n[0]++;
      int leech = i - 2;
      boolean payer = pays.contains(leech);
      boolean sells = plan.seed() || leech % 100 < sellers;
      long line = plan.access().up();
      PeerPlan p = plan.limited(new Limits(Limits.UNLIMITED, line * 96 / 100, Integer.getInteger("conns", 200), Integer.getInteger("slots", 8)));
      if (leave && !plan.seed()) p = p.leavingWhenComplete();
      if (on && (payer || sells)) {
        Trader t = new Trader(bed, ledger, i + 1, Terms.of(sells, payer, strangers));
        traders.add(t);
        p = p.with(t.incentive());
      }
      return p;
    });
    Map<String,String> conn = new TreeMap<>();
    for (int at : new int[] {30, 45, 60, 75, 130, 200}) bed.at(Duration.ofSeconds(at), () -> { for (TestPeer p : all) conn.merge(p.plan().name(), at + ":" + p.connections().size() + "/" + p.connections().stream().filter(c -> !c.choking()).count() + " " + p.snapshot().map(q -> q.verifiedBytes() >> 20).orElse(0L) + " ", String::concat); });
    if (System.getProperty("util") != null) {
      long[] before = new long[2];
      bed.every(Duration.ofSeconds(20), () -> {
        long paid = 0, sent = 0; double cap = 0; int lp = 0, lo = 0; int selling = 0;
        int k = 0;
        for (TestPeer p : all) {
          PeerResult x = p.result(); paid += x.sentPaid(); sent += x.sent();
          if (p.isHere()) { cap += p.plan().limits().uploadRate() * 20.0; if (!p.isComplete()) { if (pays.contains(k - 2)) lp++; else lo++; } }
          k++;
        }
        System.out.printf("  t %d payers %d others %d: upload %.3f of capacity, paid %.3f of it%n", bed.now().getSeconds(), lp, lo, (sent - before[1]) / cap, (paid - before[0]) / cap);
        before[0] = paid; before[1] = sent;
      });
    }
    long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    boolean done = bed.runUntil(() -> all.stream().allMatch(TestPeer::isComplete), Duration.ofMinutes(Integer.getInteger("cap", 30)));
    double end = bed.now().toMillis() / 1e3;
    bed.run(Duration.ofMinutes(5));
    double used = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
    List<PeerResult> results = bed.results();
    for (int i = 0; i < results.size(); i++) { PeerResult x = results.get(i); int ii = i;
      if (!all.get(i).isComplete()) { System.out.println("  INCOMPLETE " + x + " payer " + pays.contains(i - 2)); all.get(i).connections().forEach(c -> System.out.println("     " + c)); for (int q = 0; q < 2; q++) all.get(q).connections().stream().filter(c -> c.address().equals(all.get(ii).address())).forEach(c -> System.out.println("   seed: " + c)); }
      for (Stall st : x.stalls()) if (st.span().getSeconds() >= 60) System.out.println("  STALL " + x.name() + " " + st + " payer " + pays.contains(i - 2) + " arrival " + x.arrival() + " first " + x.firstPiece() + " done " + x.completion());
    }
    double[] ps = speeds(results, i -> pays.contains(i - 2));
    double[] os = speeds(results, i -> i >= 2 && !pays.contains(i - 2));
    long sent = results.stream().mapToLong(PeerResult::sent).sum();
    long paid = results.stream().mapToLong(PeerResult::sentPaid).sum();
    long paidSeeds = results.subList(0, 2).stream().mapToLong(PeerResult::sentPaid).sum();
    long sentSeeds = results.subList(0, 2).stream().mapToLong(PeerResult::sent).sum();
    double fp = IntStream.range(2, results.size()).filter(i -> !pays.contains(i - 2)).mapToObj(results::get).flatMap(x -> x.firstPiece().map(f -> f.minus(x.arrival())).stream()).mapToLong(Duration::toMillis).average().orElse(0) / 1e3;
    System.out.printf("seed %d done %s end %.0f s cpu %.1f (%.2f us/block) payers med %.3f others med %.3f MiB/s ratio %.3f; paid %.3f of all, seeds %.3f; first piece %.1f; transfers %d wasted %.4f stalls60 %d total ok %s%n",
        seed, done, end, used, used * 1e6 / bed.blocks(), med(ps), med(os), med(ps) / med(os), (double) paid / sent, (double) paidSeeds / sentSeeds, fp, ledger.transfers(),
        results.stream().mapToLong(PeerResult::wasted).sum() / (double) sent,
        results.stream().flatMap(x -> x.stalls().stream()).filter(x -> x.span().getSeconds() >= 60).count(),
        ledger.total() == traders.size() * Trader.GIVEN);
    for (int i : pays) { PeerResult x = results.get(i + 2); System.out.printf("   payer arr %.0f first %.0f speed %.2f rec %d%n", x.arrival().toMillis()/1e3, x.firstPiece().get().toMillis()/1e3, x.speed().orElse(0)/1048576, x.sentFree()>>20); }
    if (System.getProperty("conn") != null) results.stream().sorted(Comparator.comparing(PeerResult::arrival)).forEach(x -> System.out.printf("%s %.0f first %.0f %s speed %.2f%n", x.name(), x.arrival().toMillis()/1e3, x.firstPiece().map(f -> f.toMillis()/1e3).orElse(0.0), conn.get(x.name()), x.speed().orElse(0)/1048576));
 System.out.printf("   payers %s%n   others %s%n", quart(ps), quart(os));
  }

  static double[] speeds(List<PeerResult> rs, java.util.function.IntPredicate p) {
    return IntStream.range(0, rs.size()).filter(p).mapToObj(rs::get).flatMapToDouble(x -> x.speed().isPresent() ? DoubleStream.of(x.speed().getAsDouble() / 1048576) : DoubleStream.empty()).sorted().toArray();
  }

  static double med(double[] x) { return x.length == 0 ? Double.NaN : x.length % 2 == 1 ? x[x.length / 2] : (x[x.length / 2 - 1] + x[x.length / 2]) / 2; }

  static String quart(double[] x) { if (x.length == 0) return "-"; return String.format("%.2f %.2f %.2f %.2f %.2f", x[0], x[x.length / 4], med(x), x[x.length * 3 / 4], x[x.length - 1]); }
}
