/** What stands at one place of a pattern: one character of a kind, or a condition on the place itself. */
export type Condition = 'start' | 'end' | 'line-start' | 'line-end' | 'word-edge' | 'no-word-edge';

/** Tells of one character, as a string of one code point, whether it is of a kind. */
export type CharacterTest = (character: string) => boolean;

/** A pattern, taken apart. */
export type Node =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'condition'; readonly condition: Condition }
  | { readonly kind: 'sequence'; readonly parts: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly part: Node;
      readonly least: number;
      /** `Infinity` for `*`, `+` and `{2,}`. */
      readonly most: number;
      /** With `?` behind it: as few as will do. */
      readonly lazy: boolean;
    };

/** Why a text is no pattern of ours, in words that follow "the pattern". */
export class PatternProblem extends Error {
  override readonly name = 'PatternProblem';
}

/** How many steps a node comes to, written out: `a{3}` is three. */
export function sizeOf(node: Node): number {
  switch (node.kind) {
    case 'character':
    case 'condition':
      return 1;
    case 'sequence':
      // Never nothing: something empty, repeated a billion times, would be no small matter.
      return Math.max(1, sumOf(node.parts));
    case 'choice':
      return sumOf(node.options) + 1;
    case 'repeat': {
      const { least, most } = node;
      const once = sizeOf(node.part);
      return most === Infinity ? Math.max(least, 1) * once + 1 : least * once + (most - least) * (once + 1);
    }
  }
}

function sumOf(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => sum + sizeOf(node), 0);
}

/** True for what can match without taking a character. */
export function canBeEmpty(node: Node): boolean {
  switch (node.kind) {
    case 'character':
      return false;
    case 'condition':
      return true;
    case 'sequence':
      return node.parts.every(canBeEmpty);
    case 'choice':
      return node.options.some(canBeEmpty);
    case 'repeat':
      return node.least === 0 || canBeEmpty(node.part);
  }
}
