// Loaded before a function's code when the sandbox's clock runs faster than the machine's: to the function,
// time passes at the sandbox's pace, from Date to timers. SANDBOX_CLOCK is `machine-epoch,sandbox-epoch,speed`.
const timers = process.getBuiltinModule('node:timers');
const promises = process.getBuiltinModule('node:timers/promises');
const { performance: perf } = process.getBuiltinModule('node:perf_hooks');
const { syncBuiltinESMExports } = process.getBuiltinModule('node:module');

const [machineEpoch, sandboxEpoch, speed] = process.env.SANDBOX_CLOCK.split(',').map(Number);
delete process.env.SANDBOX_CLOCK;

const RealDate = Date;
const realNow = Date.now.bind(Date);
const now = () => Math.round(sandboxEpoch + (realNow() - machineEpoch) * speed);

globalThis.Date = new Proxy(RealDate, {
  construct: (target, parts, newTarget) =>
    Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget),
  apply: () => new RealDate(now()).toString(),
  get: (target, name) => (name === 'now' ? now : target[name]),
});

const performanceNow = perf.now.bind(perf);
perf.now = () => performanceNow() * speed;
Object.defineProperty(perf, 'timeOrigin', { value: now() - perf.now() });

const hrtimeBigint = process.hrtime.bigint.bind(process.hrtime);
const wholeSpeed = BigInt(Math.round(speed * 1000));
const hrtimeStart = hrtimeBigint();
const scaledHrtime = () => hrtimeStart + ((hrtimeBigint() - hrtimeStart) * wholeSpeed) / 1000n;
process.hrtime = Object.assign(
  (previous) => {
    const passed =
      scaledHrtime() - (previous ? BigInt(previous[0]) * 1_000_000_000n + BigInt(previous[1]) : 0n);
    return [Number(passed / 1_000_000_000n), Number(passed % 1_000_000_000n)];
  },
  { bigint: scaledHrtime },
);

for (const name of ['setTimeout', 'setInterval']) {
  const real = timers[name];
  const scaled = (task, delayMs, ...values) => real(task, (delayMs ?? 0) / speed, ...values);
  // util.promisify finds the promise form by this symbol.
  const custom = Symbol.for('nodejs.util.promisify.custom');
  if (name === 'setTimeout')
    Object.defineProperty(scaled, custom, {
      value: (delayMs, value, options) => promises.setTimeout(delayMs, value, options),
    });
  timers[name] = scaled;
  globalThis[name] = scaled;
}
const wait = promises.setTimeout;
promises.setTimeout = (delayMs, ...rest) => wait((delayMs ?? 0) / speed, ...rest);
const repeat = promises.setInterval;
promises.setInterval = (delayMs, ...rest) => repeat((delayMs ?? 0) / speed, ...rest);
const timeout = AbortSignal.timeout.bind(AbortSignal);
AbortSignal.timeout = (delayMs) => timeout(Math.ceil(delayMs / speed));

syncBuiltinESMExports();
