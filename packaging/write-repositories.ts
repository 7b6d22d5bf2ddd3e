import type { RepositoryEntry } from '../shared/config/repositories.ts';

type Entries = Readonly<Record<string, RepositoryEntry>>;

/**
 * The JavaScript expression of the entries: those that say the same say it once, so that a thousand repositories
 * with checks of one kind are little more than their names. The engine reads JSON faster than an object literal.
 */
export function writeRepositories(entries: Entries): string {
  const named = new Map<string, string[]>();
  for (const [name, entry] of Object.entries(entries)) {
    const text = JSON.stringify(withTemplates(name, entry));
    const same = named.get(text);
    if (same === undefined) named.set(text, [name]);
    else same.push(name);
  }
  const groups = [...named].map(([text, names]) => `[${text},${JSON.stringify(names.join(' '))}]`);
  const json = JSON.stringify(`[${groups.join()}]`);
  // Without the annotations a bundle would keep what its function never reads.
  return `/* @__PURE__ */ (${READ_GROUPS})(/* @__PURE__ */ JSON.parse(${json}))`;
}

const READ_GROUPS =
  '(groups) => Object.fromEntries(groups.flatMap(([entry, names]) => names.split(" ").map((name) => [name, entry])))';

/** A project that holds its repository's name is written as if by template. */
function withTemplates(name: string, entry: RepositoryEntry): RepositoryEntry {
  const builds = Object.entries(entry.pullRequests.builds).map(([check, build]) => [
    check,
    build.project.includes('{')
      ? build
      : { ...build, project: build.project.replace(name, () => '{repository}') },
  ]);
  return { ...entry, pullRequests: { ...entry.pullRequests, builds: Object.fromEntries(builds) } };
}
