// The simulator as a page, a worker or Node has it: one instance of the WebAssembly module, asked in
// JSON. Everything it knows and works out is the program's own.

/** Why a question has no answer, in the program's words. */
export class Refused extends Error {}

export class Simulator {
  /**
   * Starts an instance of a compiled module. `beat(events)` is called while a replicate runs.
   */
  static async start(module, beat = () => {}) {
    const simulator = new Simulator();
    const trouble = (at, length) => {
      simulator.lastWords = simulator.#text(at, length);
    };
    const instance = await WebAssembly.instantiate(module, { env: { beat, trouble } });
    simulator.its = instance.exports;
    simulator.its.begin();
    return simulator;
  }

  /** The answer to a question, as an object. */
  ask(question) {
    return JSON.parse(new TextDecoder().decode(this.bytes(question)));
  }

  /** The answer to a question, as bytes. */
  bytes(question) {
    this.#put(new TextEncoder().encode(JSON.stringify(question)));
    return this.#answer(() => this.its.ask());
  }

  /** Takes in the record of a replicate that another instance ran. */
  take(number, scenario, record) {
    this.#put(record);
    this.#answer(() => this.its.take(number, scenario));
  }

  #put(bytes) {
    const at = this.its.room(bytes.length);
    new Uint8Array(this.its.memory.buffer, at, bytes.length).set(bytes);
  }

  #answer(call) {
    let status;
    try {
      status = call();
    } catch (error) {
      // It stopped for good; what it said last is the reason.
      throw new Error(this.lastWords ?? error.message);
    }
    const length = this.its.answer_length();
    const bytes = new Uint8Array(this.its.memory.buffer, this.its.answer_at(), length).slice();
    if (status !== 0) throw new Refused(new TextDecoder().decode(bytes));
    return bytes;
  }

  #text(at, length) {
    return new TextDecoder().decode(new Uint8Array(this.its.memory.buffer, at, length));
  }
}
