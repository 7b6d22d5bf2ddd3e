/** BuildKit's plain progress names a step and its time before each line (https://docs.docker.com/reference/cli/docker/buildx/build/#progress). */
const ofStep = /^#\d{1,4} \[/;
const beforeLine = /^(?:#\d{1,4} )?\d{1,6}\.\d{1,3}(?: |$)/;

/** `go test -json` prints an event a line; `Output` is what would have been printed (https://pkg.go.dev/cmd/test2json). */
const event = /^\{"Time":.{0,200}"Action":"/;

/** What programs printed, without what the one that ran them put around or before their lines. */
export function printedLines(lines: readonly string[]): readonly string[] {
  const isOfImage = lines.some((line) => ofStep.test(line));
  return lines.flatMap((line) => {
    if (event.test(line)) return outputIn(line);
    return [isOfImage ? line.replace(beforeLine, '') : line];
  });
}

function outputIn(line: string): string[] {
  try {
    const parsed: unknown = JSON.parse(line);
    const output =
      typeof parsed === 'object' && parsed !== null && 'Output' in parsed ? parsed.Output : undefined;
    return typeof output === 'string' ? [output.trimEnd()] : [];
  } catch {
    return [line];
  }
}
