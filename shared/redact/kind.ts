/**
 * A kind of secret that is known by its shape. Shapes are sources of regular expressions with one demand: a part that
 * has to be followed by something has an upper limit, so that a try costs no more than the limit.
 */
export type Kind = { readonly name: string } & (
  | {
      /** The fixed text that it begins with; one of several. */
      readonly begins: readonly string[];
      readonly goesOn: string;
    }
  | {
      /** The fixed text that it stands after, and that stays: the address of a webhook. */
      readonly after: readonly string[];
      readonly hides: string;
    }
  | {
      /** A fixed text inside of it, with at least so many characters before. */
      readonly holds: string;
      readonly before: number;
      readonly goesOn: string;
    }
  | {
      /** A word in the name that its value is given to, for a secret that has no mark of its own. */
      readonly near: readonly string[];
      readonly value: string;
    }
);

/** A secret by the text that it begins with. */
export function begins(name: string, start: string | readonly string[], goesOn: string): Kind {
  return { name, begins: [start].flat(), goesOn };
}

/** A secret by the text that it stands after, which stays. */
export function after(name: string, start: string | readonly string[], hides: string): Kind {
  return { name, after: [start].flat(), hides };
}

/** A secret by a text in its middle, with so many characters before. */
export function holds(name: string, text: string, [before, goesOn]: readonly [number, string]): Kind {
  return { name, holds: text, before, goesOn };
}

/** A secret by a word in the name that its value is given to, and the value's shape. */
export function near(name: string, words: string | readonly string[], value: string): Kind {
  return { name, near: [words].flat(), value };
}
