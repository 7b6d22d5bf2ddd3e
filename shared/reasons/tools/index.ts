import type { Tool } from '../define.ts';
import { awsCli, cloudformation } from './cloudformation.ts';
import { cmake, ctest } from './cmake.ts';
import { gcc, javac, linker, swiftc } from './compiler.ts';
import { coverage } from './coverage.ts';
import { docker } from './docker.ts';
import { dotnet } from './dotnet.ts';
import { eslint } from './eslint.ts';
import { git } from './git.ts';
import { go } from './go.ts';
import { googletest } from './googletest.ts';
import { gradle } from './gradle.ts';
import { jest } from './jest.ts';
import { make, ninja } from './make.ts';
import { maven } from './maven.ts';
import { mocha } from './mocha.ts';
import { node } from './node.ts';
import { nodeTest } from './node-test.ts';
import { npm, pnpm, yarn } from './npm.ts';
import { aptGet, pipInstall } from './packages.ts';
import { phpunit } from './php.ts';
import { pytest } from './pytest.ts';
import { python } from './python.ts';
import { rspec } from './rspec.ts';
import { cargo, rustc } from './rust.ts';
import { shell } from './shell.ts';
import { tap } from './tap.ts';
import { terraform } from './terraform.ts';
import { tsc } from './tsc.ts';
import { unittest } from './unittest.ts';
import { vitest } from './vitest.ts';

/**
 * Every tool whose words are known. Where two find something in the same line, the first of them has it: test runners
 * come before compilers, those before what runs them, and what any program may print comes later, and what only names the step of an image last.
 */
export const tools: readonly Tool[] = [
  jest,
  vitest,
  mocha,
  nodeTest,
  tap,
  pytest,
  unittest,
  go,
  maven,
  gradle,
  dotnet,
  cargo,
  googletest,
  phpunit,
  rspec,
  tsc,
  eslint,
  rustc,
  javac,
  swiftc,
  gcc,
  linker,
  coverage,
  terraform,
  cloudformation,
  cmake,
  ctest,
  npm,
  yarn,
  pnpm,
  make,
  ninja,
  node,
  python,
  pipInstall,
  aptGet,
  awsCli,
  git,
  shell,
  docker,
];
