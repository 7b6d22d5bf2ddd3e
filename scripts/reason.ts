import { join } from 'node:path';
import { userConfig } from '../packaging/config-file.ts';
import { readConfig } from '../packaging/read-config.ts';
import { linearPattern } from '../shared/core/pattern/linear-pattern.ts';
import { reasonOf } from '../shared/reasons/reason-of.ts';
import { readOneFile } from './one-file.ts';
import { readInput } from './read-input.ts';
import { renderReason } from './reason/render-reason.ts';
import { runCommand } from './run-command.ts';
import { print, printJson } from './terminal.ts';

const usage = `Usage: npm run reason -- <log file> [--json]
Why a build failed: which tools say so, what failed and where, and the lines that a comment on a pull request would
show of this log, without secrets. Nothing is sent anywhere.
  <log file>  what CodeBuild or a tool printed, or - for standard input
  --json      print the same as JSON: tools, failures (title, file, line, message), count, excerpt, leftOut
It ends with 0 when the log was read, whatever it tells, and with 1 when it could not be.`;

await runCommand(usage, (args) => {
  const { file, json } = readOneFile(args, { usage, onlyOne: 'Exactly one log is read at a time.' });
  const log = readInput(file).split('\n');
  const { redact, statusComment } = readConfig(join(import.meta.dirname, '..'), userConfig(process.env));
  const reason = reasonOf(log, {
    limits: { lines: statusComment.logLines, lineLength: 240 },
    redact: redact.map(linearPattern),
  });
  // Without the name of a phase, a log is read whatever phase it ends in.
  if (reason === undefined) throw new Error('No phase of a build can be told from this log.');
  if (json) printJson(reason);
  else print(renderReason(reason));
  return 0;
});
