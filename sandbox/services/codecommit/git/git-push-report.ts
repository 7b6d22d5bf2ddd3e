import type { RefCommand, RequestHead } from './git-request-head.ts';
import { flush, packet } from './pkt-line.ts';
import { inBandOne } from './side-band.ts';

/**
 * What a push is told, in the form the client asked for (nothing when it asked for no report): `ok` or why its
 * objects were not taken, and of each command why it was not done, if it was not.
 */
export function pushReport(
  { commands, capabilities }: Pick<RequestHead, 'commands' | 'capabilities'>,
  unpack: string,
  reasonOf: (command: RefCommand) => string | undefined,
): Buffer {
  if (!capabilities.includes('report-status')) return Buffer.alloc(0);
  const lines = commands.map((command) => {
    const reason = reasonOf(command);
    return packet(reason === undefined ? `ok ${command.ref}\n` : `ng ${command.ref} ${reason}\n`);
  });
  const report = Buffer.concat([packet(`unpack ${unpack}\n`), ...lines, flush]);
  return capabilities.includes('side-band-64k') ? inBandOne(report) : report;
}
