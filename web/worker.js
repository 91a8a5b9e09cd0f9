// A worker: one instance that answers whatever the page asks, one thing at a time.

import { Refused, Simulator } from "./simulator.js";

const BEAT_MS = 100;
let simulator;
let events = 0;
let last = 0;

// Events come in by the thousand; the page hears of them ten times a second.
function beat(count) {
  events += count;
  const now = Date.now();
  if (now - last < BEAT_MS) return;
  postMessage({ beat: events });
  events = 0;
  last = now;
}

async function answer(message) {
  switch (message.do) {
    case "start":
      simulator = await Simulator.start(message.module, beat);
      return [null];
    case "ask":
      return [simulator.ask(message.question)];
    case "file": {
      const bytes = simulator.bytes(message.question);
      return [bytes, [bytes.buffer]];
    }
    case "replicate": {
      const told = simulator.ask({ ask: "replicate", number: message.number });
      const records = [];
      for (let scenario = 0; scenario < told.scenarios; scenario += 1) {
        records.push(simulator.bytes({ ask: "record", scenario }));
      }
      events = 0;
      return [{ events: told.events, records }, records.map((record) => record.buffer)];
    }
    case "take":
      message.records.forEach((record, scenario) => {
        simulator.take(message.number, scenario, record);
      });
      return [null];
  }
  throw new Error(`nothing is known of ${message.do}`);
}

// One after the other, in the order in which they were asked.
let queue = Promise.resolve();
onmessage = ({ data }) => {
  queue = queue.then(async () => {
    try {
      const [answered, moved] = await answer(data);
      postMessage({ id: data.id, answer: answered }, moved ?? []);
    } catch (error) {
      postMessage({ id: data.id, error: error.message, refused: error instanceof Refused });
    }
  });
};
