import { addFault, clearFaults, type FaultDescription, listFaults } from '../../kernel/faults.ts';
import type { World } from '../../kernel/world.ts';
import { html } from '../html.ts';
import type { View } from '../layout.ts';

const choices: readonly (readonly [value: string, text: string])[] = [
  ['events|drop-event', 'Events: some get lost'],
  ['events|duplicate-event', 'Events: some come twice'],
  ['events|delay-event', 'Events: some come a minute late'],
  ['events|reorder-events', 'Events: some overtake others'],
  ['codecommit|throttle', 'CodeCommit: calls are throttled'],
  ['codecommit|fail-after', 'CodeCommit: calls work, but their answer is an error'],
  ['codebuild|throttle', 'CodeBuild: calls are throttled'],
  ['codebuild|fail-after', 'CodeBuild: calls work, but their answer is an error'],
  ['dynamodb|fail-after', 'DynamoDB: calls work, but their answer is an error'],
  [
    'codecommit|drop-connection|eu-west-2',
    'CodeCommit in eu-west-2: lines break, pushes to replicas in the middle',
  ],
];

/** The switches by which things go wrong, for curious visitors: the status comments come out right all the same. */
export function faults(world: World): View {
  const on = listFaults(world);
  return {
    title: 'Faults',
    body: html`<h1>Faults</h1><p class="soft">Let things go wrong, push something, and see what the comment says in the end.
Any call of any service can be struck: <code>POST ${world.endpoint}/_sandbox/faults</code> takes JSON.</p>
<form method="post"><label>What goes wrong<select name="fault">${choices.map(
      ([value, text]) => html`<option value="${value}">${text}</option>`,
    )}</select></label>
<label>How often<select name="probability"><option value="0.3">3 in 10</option><option value="1">always</option><option value="0.05">1 in 20</option></select></label>
<button>Switch on</button></form>
<h2>Switched on</h2>${
      on.length === 0
        ? html`<p>Nothing: everything works.</p>`
        : html`<table><thead><tr><th>Service</th><th>Region</th><th>Operation</th><th>What</th><th>How often</th><th>Struck</th></tr></thead><tbody>${on.map(
            (
              fault,
            ) => html`<tr><td>${fault.service}</td><td>${fault.region ?? 'every one'}</td><td>${fault.operation ?? 'every one'}</td><td>${fault.kind}</td>
<td>${fault.probability ?? 1}</td><td class="number">${fault.struck}</td></tr>`,
          )}</tbody></table><form method="post"><input type="hidden" name="clear" value="all"><p><button>Switch everything off</button></p></form>`
    }`,
  };
}

/** What the form asks for. A choice that is not on the page is refused by `addFault` with a sentence. */
export function switchFaults(world: World, form: URLSearchParams): void {
  if (form.has('clear')) {
    clearFaults(world);
    return;
  }
  const [service = '', kind = '', region] = (form.get('fault') ?? '').split('|');
  const probability = Number(form.get('probability') ?? 1);
  const description = {
    service,
    kind,
    probability,
    ...(region !== undefined && { region }),
    ...(kind === 'delay-event' && { delayMs: 60_000 }),
  };
  // addFault looks at every member itself.
  addFault(world, description as FaultDescription);
}
