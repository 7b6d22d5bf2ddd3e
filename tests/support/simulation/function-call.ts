import { type Clock, sleep } from '../../../sandbox/kernel/clock.ts';
import type { AwsAnswer, AwsRequest } from './aws-request.ts';
import type { CallFate, Death, Failure } from './faults.ts';
import type { Caller } from './processes.ts';
import { badgeKey } from './simulated-world.ts';

/** What a call of a function needs of the run it is part of. */
export interface CallSurroundings {
  readonly clock: Clock;
  readonly runId: string;
  /** Tries per AWS call, as the SDK would make them. */
  readonly tries: number;
  /** How the call is named in the trace. */
  readonly label: string;
  /** The process has the badge key already, or is spared the trouble of getting it. */
  readonly knowsBadgeKey: boolean;
  /** What happens to the AWS call of that name, whatever else happens at the same time. */
  fate(name: string): CallFate;
  /** Makes the AWS call in the sandbox. */
  send(request: AwsRequest): Promise<AwsAnswer>;
  /** Told of every AWS call that had its effect. */
  watch(request: AwsRequest, call: FunctionCall): Promise<void>;
  trace(line: () => string): void;
}

/**
 * One event in one function process. Its AWS calls take time, fail, or lose their answers as the seed decides. It
 * may die at any of them: then nothing it asked for is answered any more, so that it never goes on.
 */
export class FunctionCall implements Caller {
  readonly #surroundings: CallSurroundings;
  readonly #death: Death | undefined;
  readonly #asked = new Map<string, number>();
  #calls = 0;
  #pending = 0;
  #isDead = false;
  #onDeath: (reason: string) => void = () => {};
  /** Rejects when the call dies; never resolves. */
  readonly died: Promise<never>;
  /** For the invariants: the commit and state that each pull request had when it was last read. */
  readonly lastRead = new Map<string, { readonly commit: string; readonly status: string }>();

  constructor(surroundings: CallSurroundings, death: Death | undefined) {
    this.#surroundings = surroundings;
    this.#death = death;
    this.died = new Promise((_resolve, reject) => {
      this.#onDeath = (reason) => reject(new Error(reason));
    });
    // A death that nobody waits for any more is none.
    this.died.catch(() => undefined);
  }

  get clock(): { now(): number } {
    return this.#surroundings.clock;
  }

  newRunId(): string {
    return this.#surroundings.runId;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Ends the call: as an out-of-memory kill, a crash or a time-out does. */
  die(reason: string): void {
    if (this.#isDead) return;
    this.#isDead = true;
    this.#surroundings.trace(() => `${this.#surroundings.label} dies: ${reason}`);
    this.#onDeath(reason);
  }

  /** The call has ended; what it still asks for is not answered. */
  end(): void {
    this.#isDead = true;
  }

  /**
   * Nothing but time moves it on. False while it waits for something real, such as a module that it loads when it
   * is needed first.
   */
  get isAtRest(): boolean {
    return this.#isDead || this.#pending > 0;
  }

  async call(request: AwsRequest): Promise<unknown> {
    this.#pending += 1;
    try {
      return await this.#call(request);
    } finally {
      this.#pending -= 1;
    }
  }

  /** Waits without doing anything. */
  async pause(ms: number): Promise<void> {
    this.#pending += 1;
    try {
      await this.#wait(ms);
    } finally {
      this.#pending -= 1;
    }
  }

  async #call(request: AwsRequest): Promise<unknown> {
    const { knowsBadgeKey, tries } = this.#surroundings;
    if (request.operation === 'secretsmanager:GetSecretValue' && knowsBadgeKey)
      return request.succeed({ SecretString: badgeKey });
    const number = (this.#asked.get(request.operation) ?? 0) + 1;
    this.#asked.set(request.operation, number);
    const name = `${request.operation}/${number}`;
    for (let attempt = 1; ; attempt += 1) {
      const { answer, failure } = await this.#try(request, `${name}/${attempt}`);
      if (answer) return answer.give();
      if (attempt >= (request.tries ?? tries)) return request.fail(failure ?? 'server-error');
      await this.#wait(50);
    }
  }

  async #try(request: AwsRequest, name: string): Promise<{ answer?: AwsAnswer; failure?: Failure }> {
    const { fate: draw, send, watch, trace, label } = this.#surroundings;
    const { operation } = request;
    const fate = draw(name);
    await this.#wait(fate.thereMs);
    const number = this.#calls;
    this.#calls += 1;
    await this.#dieAt(number, 'before', operation);
    if (fate.refusal !== undefined) {
      trace(() => `${label} ${operation} refused: ${fate.refusal}`);
      return { failure: fate.refusal };
    }
    const answer = await send(request);
    trace(() => `${label} ${operation} ${answer.said}`);
    if (answer.isGood) await watch(request, this);
    await this.#dieAt(number, 'after', operation);
    await this.#wait(fate.backMs);
    if (fate.loss !== undefined) {
      trace(() => `${label} ${operation} done, answer lost: ${fate.loss}`);
      return { failure: fate.loss };
    }
    return { answer };
  }

  async #dieAt(number: number, when: Death['when'], operation: string): Promise<void> {
    if (this.#death?.atCall === number && this.#death.when === when) {
      this.die(`the process is killed ${when} its call ${number + 1}, ${operation}`);
    }
    if (this.#isDead) await never();
  }

  async #wait(ms: number): Promise<void> {
    if (this.#isDead) await never();
    await sleep(this.#surroundings.clock, ms);
    if (this.#isDead) await never();
  }
}

/** What a dead process gets for an answer. */
function never(): Promise<never> {
  return new Promise(() => {});
}
