/** The known key that a misspelt one most likely stands for, or `undefined` when none is close. */
export function nearestKey(written: string, known: readonly string[]): string | undefined {
  const plain = written.toLowerCase().replaceAll('_', '-');
  let nearest: { key: string; distance: number } | undefined;
  for (const key of known) {
    const distance = editDistance(plain, key.toLowerCase());
    if (nearest === undefined || distance < nearest.distance) nearest = { key, distance };
  }
  return nearest && nearest.distance <= Math.max(1, Math.floor(nearest.key.length / 3))
    ? nearest.key
    : undefined;
}

/** How many single-character changes lie between two texts; two neighbours that changed places count as one. */
function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      const replaced = at(previous, column - 1) + (same ? 0 : 1);
      const swapped =
        from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
          ? at(beforePrevious, column - 2) + 1
          : Infinity;
      current.push(Math.min(replaced, at(previous, column) + 1, at(current, column - 1) + 1, swapped));
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, to.length);
}

function at(row: readonly number[], index: number): number {
  return row[index] ?? Infinity;
}
