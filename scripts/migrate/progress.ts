import type { SyncProgress } from '../../shared/git/types.ts';
import { sizeOf } from '../size-of.ts';

/** How far a migration has come, shown while it goes on. */
export interface Progress {
  /** Begins with another repository; `bytesSent` is asked again and again. */
  begin(name: string, bytesSent: () => number): void;
  update(progress: SyncProgress): void;
  end(): void;
}

/** Where progress is written: a terminal gets a bar that moves, anything else a line now and then. */
interface Screen {
  readonly isTTY?: boolean | undefined;
  write(text: string): unknown;
}

const barWidth = 24;
const redrawMs = 200;
const lineMs = 15_000;

/** Shows progress on a terminal or in a log. */
export function showProgress(screen: Screen): Progress {
  let name = '';
  let bytes = () => 0;
  let done: SyncProgress | undefined;
  let timer: NodeJS.Timeout | undefined;
  let written = '';

  const draw = (): void => {
    const line = progressLine({ name, bytesSent: bytes(), done });
    if (line === written) return;
    written = line;
    screen.write(screen.isTTY ? `\r\u001B[2K${line}` : `${line}\n`);
  };
  return {
    begin(next, bytesSent) {
      [name, bytes, done, written] = [next, bytesSent, undefined, ''];
      draw();
      timer = setInterval(draw, screen.isTTY ? redrawMs : lineMs);
    },
    update(progress) {
      const tenth = ({ refsDone, refsTotal }: SyncProgress) => Math.floor((refsDone / refsTotal) * 10);
      const moved = done === undefined || tenth(progress) > tenth(done);
      done = progress;
      if (screen.isTTY || moved) draw();
    },
    end() {
      clearInterval(timer);
      timer = undefined;
      if (screen.isTTY && written !== '') screen.write('\r\u001B[2K');
      written = '';
    },
  };
}

/** One line: the repository, a bar, refs and bytes. */
export function progressLine(state: {
  readonly name: string;
  readonly bytesSent: number;
  readonly done: SyncProgress | undefined;
}): string {
  const { name, bytesSent, done } = state;
  if (done === undefined) return `${name}  ${sizeOf(bytesSent)}`;
  const share = done.refsTotal === 0 ? 1 : done.refsDone / done.refsTotal;
  const full = Math.round(share * barWidth);
  const bar = `${'█'.repeat(full)}${'░'.repeat(barWidth - full)}`;
  return `${name}  ${bar}  ${done.refsDone} of ${done.refsTotal} refs, ${sizeOf(bytesSent)}`;
}
