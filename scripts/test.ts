import { join } from 'node:path';
import { startVitest, type TestModule } from 'vitest/node';
import { tourConfig } from '../packaging/config-file.ts';
import { packageStack } from '../packaging/package-stack.ts';

// npm test [-- PATH...]: packages the stack when something changed, runs every test whose file name holds one
// of the paths (all without one), and ends with the line `N passed, N failed`.
const root = join(import.meta.dirname, '..');
process.chdir(root);

try {
  const { isNew } = await packageStack(root, { configFile: tourConfig });
  if (isNew) console.log('Packaged the stack for the tests.');
  const { passed, failed } = await runTests(process.argv.slice(2));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}

async function runTests(paths: string[]): Promise<{ passed: number; failed: number }> {
  const vitest = await startVitest('test', paths, { run: true, watch: false });
  const modules = vitest.state.getTestModules();
  const unhandled = vitest.state.getUnhandledErrors().length;
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const states = tests.map((test) => test.result().state);
  await vitest.close();
  return {
    passed: states.filter((state) => state === 'passed').length,
    failed: states.filter((state) => state === 'failed').length + modules.filter(isBroken).length + unhandled,
  };
}

/** A file that could not even be read, or whose set-up failed: none of its tests would count otherwise. */
function isBroken(module: TestModule): boolean {
  return module.errors().length > 0;
}
