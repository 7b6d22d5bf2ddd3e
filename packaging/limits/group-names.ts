/** Names that share a beginning, and how long that is. */
export interface NameGroup {
  readonly beginning: string;
  /** Places of its names in the sorted list, from the first to the last of them. */
  readonly first: number;
  readonly last: number;
}

/** Names in order, each once, and every group of two or more that shares a beginning, longest beginnings first. */
export interface GroupedNames {
  readonly names: readonly string[];
  readonly groups: readonly NameGroup[];
}

/**
 * Finds what names have in common: each beginning that tells some of them from the rest is one group, so groups lie
 * within each other or apart, and there are fewer than names.
 */
export function groupNames(unsorted: readonly string[]): GroupedNames {
  const names = [...new Set(unsorted)].sort(byCode);
  const groups: NameGroup[] = [];
  // The beginnings of the name at hand that an earlier name has too, the longest last.
  const open: { readonly length: number; readonly first: number }[] = [];
  for (const [index, name] of names.entries()) {
    const following = names[index + 1];
    const shared = following === undefined ? -1 : sharedLength(name, following);
    let first = index;
    while ((open.at(-1)?.length ?? -1) > shared) {
      const { length, first: place } = open.pop() ?? { length: 0, first };
      groups.push({ beginning: name.slice(0, length), first: place, last: index });
      first = place;
    }
    if (shared >= 0 && open.at(-1)?.length !== shared) open.push({ length: shared, first });
  }
  return {
    names,
    groups: groups.sort((a, b) => b.beginning.length - a.beginning.length || a.first - b.first),
  };
}

/** What the first `count` groups make of the names: each of the widest ones is one beginning, other names stay. */
export function withGroups({ names, groups }: GroupedNames, count: number): (string | NameGroup)[] {
  const widest = groups.slice(0, count).sort((a, b) => a.first - b.first || b.last - a.last);
  const result: (string | NameGroup)[] = [];
  let next = 0;
  for (const group of widest) {
    if (group.first < next) continue;
    result.push(...names.slice(next, group.first), group);
    next = group.last + 1;
  }
  return [...result, ...names.slice(next)];
}

/**
 * The least number of groups with which something fits, when each group makes it smaller; all of them when nothing
 * does. The longest beginnings are given up first, so that as little as possible is let in besides.
 */
export function fewestGroups(most: number, fits: (count: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

function sharedLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

function byCode(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}
