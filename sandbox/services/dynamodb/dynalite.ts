import { createRequire } from 'node:module';
import { AwsError } from '../../kernel/errors.ts';
import { countBytes, type Measures } from './count-bytes.ts';

/** Type and custom checks of one operation, as dynalite declares them. */
interface Validation {
  readonly types: unknown;
  readonly custom?: unknown;
}

interface Validator {
  checkTypes(data: unknown, types: unknown): Record<string, unknown>;
  checkValidations(data: unknown, types: unknown, custom: unknown, store: unknown): void;
}

type Callback = (error: unknown, output: unknown) => void;
type Action = (store: unknown, data: unknown, callback: Callback) => void;

interface Engine extends Measures {
  createKey(item: unknown, table: unknown): string;
  getIndexActions(
    indexes: readonly unknown[],
    existing: unknown,
    item: unknown,
    table: unknown,
  ): { puts: { index: string; key: string; item: never }[]; deletes: { index: string; key: string }[] };
}

const load = createRequire(import.meta.url);
// dynalite has no types; these are the shapes of its modules at 4.0.0, which package.json pins.
const validator = load('dynalite/validations') as Validator;

/** dynalite's storage rules: how keys are ordered, what an index holds, how large an item is. */
export const engine = load('dynalite/db') as Engine;
countBytes(engine);

const validations = new Map<string, Validation>();
const actions = new Map<string, Action>();

/** The input as dynalite reads it: unknown members dropped, expressions parsed, or DynamoDB's ValidationException. */
export function checkedInput(
  operation: string,
  input: unknown,
  store: unknown = standardLimits,
): Record<string, unknown> {
  const { types, custom } = moduleOf(validations, 'validations', operation);
  try {
    const data = validator.checkTypes(input, types);
    validator.checkValidations(data, types, custom, store);
    return data;
  } catch (error) {
    throw asAwsError(error);
  }
}

/** Runs one of dynalite's actions over checked input. */
export function runAction(operation: string, store: unknown, data: unknown): Promise<unknown> {
  const action = moduleOf(actions, 'actions', operation);
  return new Promise((resolve, reject) => {
    action(store, data, (error, output) => {
      if (error) reject(asAwsError(error));
      else resolve(output);
    });
  });
}

/** The error as the sandbox throws it; what is not one of DynamoDB's own stays what it is. */
export function asAwsError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null || !('body' in error)) return error;
  const { __type, message, Message } = error.body as { __type: string; message?: string; Message?: string };
  return new AwsError(__type.split('#').at(-1) ?? __type, message ?? Message ?? '');
}

const standardLimits = { options: { maxItemSize: 400 * 1024 } };

function moduleOf<Module>(cache: Map<string, Module>, folder: string, operation: string): Module {
  const known = cache.get(operation);
  if (known !== undefined) return known;
  const fileName = operation.charAt(0).toLowerCase() + operation.slice(1);
  const found = load(`dynalite/${folder}/${fileName}`) as Module;
  cache.set(operation, found);
  return found;
}
