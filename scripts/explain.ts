import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { userConfig } from '../packaging/config-file.ts';
import { packageStack } from '../packaging/package-stack.ts';
import { readConfig } from '../packaging/read-config.ts';
import { explainEvent } from './explain/explain-event.ts';
import { renderExplanation } from './explain/render-explanation.ts';
import { readStackRules } from './explain/stack-rules.ts';

// npm run explain -- <event.json> [--json]: what an event is, which rules and functions take it and why the others
// do not, and what would be decided by the user's drawbridge.yml. `-` reads standard input. Nothing is sent to AWS.
// It ends with 0 when the file was read, whatever became of the event, and with 1 when it could not be.
const root = join(import.meta.dirname, '..');

try {
  const { file, json } = readArguments();
  const event = readEvent(file);
  const configFile = userConfig(process.env);
  const { templateFile } = await packageStack(root, { configFile });
  const stack = { rules: readStackRules(templateFile), config: readConfig(root, configFile) };
  const explanation = explainEvent(event, stack);
  process.stdout.write(json ? `${JSON.stringify(explanation, null, 2)}\n` : renderExplanation(explanation));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function readArguments(): { file: string; json: boolean } {
  const usage =
    'Usage: npm run explain -- <event.json> [--json]; with - for the file it reads standard input.';
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false } },
    });
    const [file, ...more] = positionals;
    if (file === undefined || more.length > 0) throw new Error('exactly one event is explained at a time');
    return { file, json: values.json };
  } catch (cause) {
    throw new Error(usage, { cause });
  }
}

function readEvent(file: string): unknown {
  const name = file === '-' ? 'Standard input' : file;
  let text: string;
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8');
  } catch (cause) {
    throw new Error(`${name} cannot be read: ${(cause as Error).message}`, { cause });
  }
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (cause) {
    throw new Error(`${name} is not JSON: ${(cause as Error).message}`, { cause });
  }
}
