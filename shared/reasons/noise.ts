/** Lines by which test runners of every kind say that something went well. */
const passing: readonly RegExp[] = [
  /^\s*(?:✓|✔|√|✅|☑)/,
  /^\s*ok \d+\b/,
  /^\s*(?:PASS|PASSED|ok)\s/,
  /^\s*\[\s*(?:OK|PASS|PASSED|RUN)\s*\]/i,
  /^\s*--- (?:PASS|SKIP): |^=== (?:RUN|PAUSE|CONT|NAME)\b/,
  /(?:\.\.\. ?(?:ok|passed|skipped)|\bPASSED|\bpassed)(?:\s*\(.{0,40}\)|\s*\[.{0,10}\])?$/,
  /^\s*(?:[+•*-] )?\S.{0,200}\bPASSED$/,
];

/** Counts of nothing: "0 errors", "Failures: 0". */
const countsOfNothing =
  /\b(?:0 (?:errors?|failures?|failed|failing|problems?)|no (?:errors?|failures?|problems?|issues?)|without (?:an )?(?:errors?|failures?))\b|\b(?:errors?|failures?|failed|fail): ?0\b/i;

/** What tools print about themselves whenever something failed: where to read more, how to run them again. */
const boilerplate: readonly RegExp[] = [
  /^(?:npm (?:ERR!|error))(?:\s*$| A complete log of this run| {1,4}\/.*-debug(?:-\d+)?\.log$|.*\bsee(?:med)? output above\b)/i,
  /^\[(?:ERROR|INFO)\]\s*(?:$|-> \[Help|\[Help \d+\]|To see the full stack trace|Re-run Maven|For more information about the errors|After correcting the problems|See \S+ for the individual|Please refer to|-{10,})/,
  /^(?:For more information|More information|To see (?:a list|the full|more)|See (?:https?:|the docs|also)|Read more|Run with --|> Run with --|Re-?run with|Use --|Learn more|Hint: re-run)/i,
  /^\s*(?:Usage|usage|Options|Examples|Commands|Flags):/,
  /^\s*[=*~_#-]{10,}\s*$/,
];

/** Whether a line says that something passed. */
export function isPassing(line: string): boolean {
  return (
    passing.some((shape) => shape.test(line)) &&
    !/\b[1-9]\d* (?:failed|failing|failures?|errors?)\b/.test(line)
  );
}

/** Whether a line says nothing about what went wrong: it passed, counts nothing, or is about the tool itself. */
export function isNoise(line: string): boolean {
  return (
    line === '' ||
    isPassing(line) ||
    countsOfNothing.test(line) ||
    boilerplate.some((shape) => shape.test(line))
  );
}
