import { defined } from '../core/defined.ts';
import { plainLines } from './plain-lines.ts';

/** A command that CodeBuild ran, and what was printed meanwhile. */
export interface RunCommand {
  readonly phase: string | undefined;
  /** Its text, one or more lines. */
  readonly command: readonly string[];
  readonly output: readonly string[];
}

/** A log, read as what CodeBuild's own lines say of it. */
export interface ContainerLog {
  /** In order. Output from before the first command that is known stands under one without text. */
  readonly commands: readonly RunCommand[];
  /** What CodeBuild said had failed first; nothing when it said that of nothing. */
  readonly failure?: ContainerFailure;
  /** The phase that the last lines are of, as far as these lines tell. */
  readonly phase?: string;
}

export interface ContainerFailure {
  readonly phase?: string | undefined;
  /** The phase began within these lines. */
  readonly isPhaseWhole: boolean;
  /** The place in `commands` of what ran last before. */
  readonly at: number;
  readonly exitCode?: number;
}

// CodeBuild's own lines begin with "[Container] 2026/03/02 13:42:22.001 ".
const ownLine = /^\[Container\] \d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2}(?:\.\d{1,9})? (?<said>.*)$/;
const entering = /^Entering phase (?<phase>\w{1,40})$/;
const running = /^Running command (?<command>.*)$/;
const commandFailed = /^Command did not exit successfully (?<command>.*)$/;
const phaseEnded = /^Phase complete: (?<phase>\w{1,40}) State: (?<state>\w{1,40})/;
const exitStatus = / exit status (?<code>\d{1,3})$/;

/** Something that CodeBuild said, and the further lines of it. */
interface Own {
  readonly said: string;
  readonly rest: readonly string[];
}

type Line = Own | { readonly printed: string };

/**
 * Reads CodeBuild's own lines out of a log, one entry a string. The text of a command of several lines, which
 * CodeBuild repeats before it runs it and again when it fails, is not taken for something that was printed; also not
 * in a log that was cut into single lines.
 */
export function readContainerLog(entries: readonly string[]): ContainerLog {
  const reader = new Reader();
  for (const line of joinEchoes(entries.flatMap(linesOf))) {
    if ('printed' in line) reader.print(line.printed);
    else reader.say(line);
  }
  return defined({ commands: reader.commands, failure: reader.failure, phase: reader.phase });
}

/** What is known after each line. */
class Reader {
  readonly commands: { phase: string | undefined; command: readonly string[]; output: string[] }[] = [];
  failure: ContainerFailure | undefined;
  phase: string | undefined;
  private isPhaseWhole = false;

  print(line: string): void {
    if (this.commands.length === 0) this.begin([]);
    this.commands.at(-1)?.output.push(line);
  }

  say({ said, rest }: Own): void {
    const { command } = running.exec(said)?.groups ?? {};
    if (command !== undefined) this.begin([command, ...rest]);
    const { phase: entered } = entering.exec(said)?.groups ?? {};
    if (entered !== undefined) [this.phase, this.isPhaseWhole] = [entered, true];
    this.endPhase(phaseEnded.exec(said)?.groups);
    if (commandFailed.test(said)) this.fail(exitCodeIn(rest.at(-1) ?? said));
  }

  private begin(command: readonly string[]): void {
    this.commands.push({ phase: this.phase, command, output: [] });
  }

  private endPhase(ended: Readonly<Record<string, string | undefined>> | undefined): void {
    if (ended === undefined) return;
    const { phase, state } = ended;
    this.phase ??= phase;
    if (state !== 'SUCCEEDED') this.fail(undefined);
    if (this.failure?.phase === undefined && this.failure) this.failure = { ...this.failure, phase };
  }

  private fail(exitCode: number | undefined): void {
    const { phase, isPhaseWhole } = this;
    this.failure ??= defined({ phase, isPhaseWhole, at: this.commands.length - 1, exitCode });
  }
}

function exitCodeIn(said: string): number | undefined {
  const code = exitStatus.exec(said)?.groups?.['code'];
  return code === undefined ? undefined : Number(code);
}

/** An entry that begins with CodeBuild's mark is CodeBuild's to its end. */
function linesOf(entry: string): Line[] {
  const [first = '', ...rest] = plainLines(entry);
  const said = ownLine.exec(first)?.groups?.['said'];
  if (said === undefined) return [first, ...rest].map((printed) => ({ printed }));
  const own = rest.findIndex((line) => ownLine.test(line));
  const end = own === -1 ? rest.length : own;
  const more = own === -1 ? [] : linesOf(rest.slice(own).join('\n'));
  return [{ said, rest: withoutBlankEnd(rest.slice(0, end)) }, ...more];
}

function withoutBlankEnd(lines: readonly string[]): readonly string[] {
  return lines.slice(0, lines.findLastIndex((line) => line !== '') + 1);
}

/** Gives the lines of a repeated command back to CodeBuild where each line came as an entry of its own. */
function joinEchoes(lines: readonly Line[]): Line[] {
  const echo = echoOfFailure(lines);
  if (echo === undefined) return [...lines];
  const joined: Line[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index];
    if (line === undefined) break;
    const rest = 'said' in line && line.rest.length === 0 ? restOf(lines, index, echo) : [];
    joined.push('said' in line && rest.length > 0 ? { said: line.said, rest } : line);
    index += rest.length;
  }
  return joined;
}

/** The lines of the command that failed, as CodeBuild repeats them up to its exit status. */
function echoOfFailure(lines: readonly Line[]): readonly string[] | undefined {
  const from = lines.findIndex((line) => 'said' in line && commandFailed.test(line.said));
  const first = lines[from];
  if (first === undefined || 'printed' in first || first.rest.length > 0 || exitStatus.test(first.said))
    return undefined;
  const rest: string[] = [];
  for (const line of lines.slice(from + 1)) {
    if ('said' in line) return undefined;
    rest.push(line.printed);
    if (exitStatus.test(line.printed)) return rest;
  }
  return undefined;
}

/** How much of what follows an own line is the command's text; its last line may have an ending behind it. */
function restOf(lines: readonly Line[], at: number, echo: readonly string[]): readonly string[] {
  const rest = lines
    .slice(at + 1, at + 1 + echo.length)
    .map((line) => ('printed' in line ? line.printed : ''));
  const last = (echo.at(-1) ?? '').replace(exitStatus, '');
  const isEcho = echo.every((line, index) =>
    index < echo.length - 1 ? rest[index] === line : rest[index]?.startsWith(last),
  );
  return isEcho ? rest : [];
}
