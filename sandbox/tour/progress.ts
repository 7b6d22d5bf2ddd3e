import { styleText } from 'node:util';

/** What a step has to show for itself. */
export interface Shown {
  /** Where to see it. */
  readonly link?: string;
  /** Text printed below the step, as it is. */
  readonly text?: string;
}

/** Where the tour is printed; a terminal also shows the step that is under way. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/** Runs a step and prints it; what it gives is handed on. */
export type Step = <Result extends Shown>(title: string, run: () => Promise<Result>) => Promise<Result>;

/** A step that did not end as it should; its message names the step and says what went wrong. */
export class StepFailed extends Error {
  override readonly name = 'StepFailed';
}

/** Prints each step as it happens: what is being done, then how long it took and where to look. */
export function printedSteps(out: Output): Step {
  let count = 0;
  return async (title, run) => {
    count += 1;
    const name = `${String(count).padStart(2)}. ${title}`;
    if (out.isTTY) out.write(`  ${styleText('yellow', '…')} ${name}`);
    const startedAt = performance.now();
    try {
      const shown = await run();
      const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
      finish(out, `  ${styleText('green', '✔')} ${name} ${styleText('dim', `${seconds} s`)}`, shown);
      return shown;
    } catch (error) {
      finish(out, `  ${styleText('red', '✘')} ${name}`, {});
      const reason = error instanceof Error ? error.message : String(error);
      throw new StepFailed(`Step ${count}, "${title}", did not end as it should: ${reason}`, {
        cause: error,
      });
    }
  };
}

function finish(out: Output, line: string, { link, text }: Shown): void {
  if (out.isTTY) out.write('\r\u001b[2K');
  out.write(`${line}\n`);
  if (link !== undefined) out.write(`      ${styleText('cyan', link)}\n`);
  if (text !== undefined) out.write(`${text.replace(/^/gm, '      │ ')}\n`);
}
