// The workers of the page: one desk that knows the choices and keeps the results, and as many others
// as there are cores, which run replicates.

import { Refused } from "./simulator.js";

const MOST = 8;

/** One worker, asked by promises. */
class Colleague {
  constructor(source, module, heard = () => {}) {
    this.waiting = new Map();
    this.next = 0;
    this.worker = new Worker(source);
    this.worker.onmessage = ({ data }) => {
      if (data.beat !== undefined) return heard(data.beat);
      const { resolve, reject } = this.waiting.get(data.id);
      this.waiting.delete(data.id);
      if (data.error === undefined) return resolve(data.answer);
      reject(data.refused ? new Refused(data.error) : new Error(data.error));
    };
    this.worker.onerror = (event) => {
      for (const { reject } of this.waiting.values()) reject(new Error(event.message));
      this.waiting.clear();
    };
    this.started = this.do({ do: "start", module });
  }

  do(what, moved = []) {
    const id = this.next;
    this.next += 1;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.worker.postMessage({ ...what, id }, moved);
    });
  }

  ask(question) {
    return this.do({ do: "ask", question });
  }

  dismiss() {
    this.worker.terminate();
  }
}

export class Crew {
  constructor(source, module) {
    this.source = source;
    this.module = module;
    this.size = Math.min(MOST, Math.max(1, navigator.hardwareConcurrency || 2));
    this.desk = new Colleague(source, module);
    this.others = [];
    this.run = 0;
  }

  /**
   * Runs a study. `progress({ events, done, wanted, perReplicate })` is called while it goes on, and
   * `finished(done)` when a replicate was taken in. Resolves to what was opened once all are done, or
   * it was stopped.
   */
  async conduct(wish, { opened, progress, finished }) {
    this.stop();
    const run = this.run;
    const goesOn = () => run === this.run;
    const told = await this.desk.ask({ ask: "open", ...wish });
    if (!goesOn()) return told;
    const wanted = told.replicates ?? wish.replicates;
    opened(told, wanted);
    const state = { events: 0, done: 0, wanted, perReplicate: null };
    const heard = (events) => {
      state.events += events;
      if (goesOn()) progress(state);
    };
    this.desk.ask({ ask: "size" }).then(
      ({ events }) => (state.perReplicate ??= events),
      () => {},
    );
    let next = 0;
    const work = async (colleague) => {
      await colleague.ask({ ask: "open", ...wish });
      while (goesOn() && next < wanted) {
        const number = next;
        next += 1;
        const { events, records } = await colleague.do({ do: "replicate", number });
        if (!goesOn()) return;
        const moved = records.map((record) => record.buffer);
        await this.desk.do({ do: "take", number, records }, moved);
        state.done += 1;
        // The replicate says how many events there were; the beats were a little behind.
        state.perReplicate = events;
        state.events = Math.max(state.events, state.done * events);
        if (!goesOn()) return;
        progress(state);
        finished(state.done, wanted);
      }
    };
    const count = Math.min(this.size, wanted);
    this.others = Array.from({ length: count }, () => {
      return new Colleague(this.source, this.module, heard);
    });
    await Promise.all(this.others.map(work));
    this.stop();
    return told;
  }

  /** Lets everybody drop what is running; what is finished stays. */
  stop() {
    this.run += 1;
    this.others.forEach((colleague) => colleague.dismiss());
    this.others = [];
  }
}
