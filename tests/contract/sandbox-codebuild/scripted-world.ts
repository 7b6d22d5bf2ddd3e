import { type BuildScript, runScripted } from '../../../sandbox/services/codebuild/run-scripted.ts';
import { manualClock } from '../../support/manual-clock.ts';
import { aBuildWorld, makeProject } from './build-world.ts';

/** A world whose clock stands still, with the project `ci`, whose builds go as the script says: a minute of BUILD. */
export async function aScriptedWorld(script: BuildScript = { phases: { BUILD: { seconds: 60 } } }) {
  const clock = manualClock('2026-03-02T13:41:05Z');
  const place = aBuildWorld({ runner: runScripted(() => script), clock });
  await makeProject(place.client);
  return { ...place, clock };
}
