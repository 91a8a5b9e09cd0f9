mod bare;
mod on_engine;
mod total_hazard;
mod twin;
mod w2;
use throughcare::engine::{DayBuckets, HeapAgenda};

fn cpu() -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat").unwrap().split(' ').next().unwrap().parse::<f64>().unwrap()
}
fn time(name: &str, f: fn(u32, u64) -> w2::Outcome) {
    let outs: Vec<_> = (0..10).map(|s| f(10_000, s)).collect();
    println!("{name} {:?}", w2::disagreements(&outs));
    for n in [10_000, 100_000, 1_000_000] {
        let mut best = f64::MAX;
        let mut bytes = 0;
        for s in 0..(1_000_000 / n).min(20) {
        let t = cpu();
            let o = f(n, u64::from(s));
            best = best.min((cpu() - t) / o.total() as f64);
            bytes = o.bytes;
        }
        println!("{name} {n}: {:.1} ns/event, {:.1} bytes/person", best, bytes as f64 / n as f64);
    }
}
fn main() {
    println!("{:?}", on_engine::run::<HeapAgenda>(10_000, 3).events == on_engine::run::<DayBuckets>(10_000, 3).events);
    time("engine", on_engine::run::<DayBuckets>);
    time("twin", twin::run);
    time("loop", total_hazard::run);
}
