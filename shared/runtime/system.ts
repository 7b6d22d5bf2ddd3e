import { randomUUID } from 'node:crypto';
import type { System } from '../core/ports.ts';

/** The machine a function runs on. */
export const system: System = { clock: { now: () => Date.now() }, newRunId: () => randomUUID() };
