/** A constant that is made when it is first asked for: a start that needs none of it does not pay for it. */
export function late<Made extends object>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}
