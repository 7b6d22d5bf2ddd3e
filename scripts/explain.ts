import { join } from 'node:path';
import { userConfig } from '../packaging/config-file.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { readConfig } from '../packaging/read-config.ts';
import { explainEvent } from './explain/explain-event.ts';
import { renderExplanation } from './explain/render-explanation.ts';
import { readStackRules } from './explain/stack-rules.ts';
import { readOneFile } from './one-file.ts';
import { nameOf, readInput } from './read-input.ts';
import { runCommand } from './run-command.ts';
import { print, printJson } from './terminal.ts';

const root = join(import.meta.dirname, '..');

const usage = `Usage: npm run explain -- <event.json> [--json]
What an event is, which rules and functions take it and why the others do not, and what would be decided by your
drawbridge.yml. Nothing is sent to AWS.
  <event.json>  a file, or - for standard input
  --json        print the same facts as JSON
It ends with 0 when the event was read, whatever becomes of it, and with 1 when it could not be.`;

await runCommand(usage, async (args) => {
  const { file, json } = readOneFile(args, { usage, onlyOne: 'Exactly one event is explained at a time.' });
  const event = readEvent(file);
  const configFile = userConfig(process.env);
  const { templateFile } = await packageStack(root, { configFile });
  const stack = { rules: readStackRules(templateFile), config: readConfig(root, configFile) };
  const explanation = explainEvent(event, stack);
  if (json) printJson(explanation);
  else print(renderExplanation(explanation));
  return 0;
});

function readEvent(file: string): unknown {
  const text = readInput(file);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Error(`${nameOf(file)} is not JSON: ${(cause as Error).message}`, { cause });
  }
}
