import type { Statement } from '../template.ts';

/** What a policy holds besides its statements. */
const FRAME = '{"Version":"2012-10-17","Statement":[]}'.length;

/**
 * Divides statements among policies of these lengths, in order, and splits lists of resources where one is full;
 * nothing when there is not room for all.
 */
export function packStatements(
  statements: readonly Statement[],
  lengths: readonly number[],
  lengthOf: (part: unknown) => number,
): readonly (readonly Statement[])[] | undefined {
  const packer = new Packer(lengths);
  for (const statement of statements) {
    packer.begin(statement, lengthOf({ ...statement, Resource: [] }) + 1);
    for (const resource of [statement.Resource].flat<unknown[]>())
      if (!packer.add(resource, lengthOf(resource) + 1)) return undefined;
  }
  return packer.policies;
}

/** Fills one policy after the other. */
class Packer {
  readonly policies: Statement[][] = [[]];
  readonly #lengths: readonly number[];
  #left: number;
  #statement: { readonly whole: Statement; readonly frame: number } | undefined;
  /** The resources of the statement at hand in the policy at hand; none before the first of them. */
  #resources: unknown[] | undefined;

  constructor(lengths: readonly number[]) {
    this.#lengths = lengths;
    this.#left = (lengths[0] ?? 0) - FRAME;
  }

  begin(whole: Statement, frame: number): void {
    this.#statement = { whole, frame };
    this.#resources = undefined;
  }

  /** False when every policy is full. */
  add(resource: unknown, length: number): boolean {
    while (this.#needed(length) > this.#left) if (!this.#nextPolicy()) return false;
    this.#left -= this.#needed(length);
    this.#resources ??= this.#open();
    this.#resources.push(resource);
    return true;
  }

  #needed(length: number): number {
    return this.#resources === undefined ? length + (this.#statement?.frame ?? 0) : length;
  }

  #nextPolicy(): boolean {
    const length = this.#lengths[this.policies.length];
    if (length === undefined) return false;
    this.policies.push([]);
    this.#left = length - FRAME;
    this.#resources = undefined;
    return true;
  }

  #open(): unknown[] {
    const resources: unknown[] = [];
    const whole = this.#statement?.whole;
    if (whole === undefined) throw new Error('a resource belongs to a statement');
    const Resource = Array.isArray(whole.Resource) ? resources : whole.Resource;
    this.policies.at(-1)?.push({ ...whole, Resource });
    return resources;
  }
}
