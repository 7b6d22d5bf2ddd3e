// Which folder may import which (docs/decisions.md, layers). Everything points one way, towards shared/core.
const SDK = '^(?:@aws-sdk|@smithy)/';
const EDGE = '^(?:@middy|@aws-lambda-powertools)/';

/** `from` may import nothing of `shared/` but itself and `layers`. */
function layer(from, layers) {
  return {
    name: `shared-${from}`,
    comment: `shared/${from} imports of shared/ only ${[from, ...layers].join(', ')}`,
    severity: 'error',
    from: { path: `^shared/${from}/` },
    to: { path: '^shared/', pathNot: `^shared/(?:${[from, ...layers].join('|')})/` },
  };
}

/** The room `name` of `house` may import of the house's other rooms only `others`; the files before the rooms are all's. */
function room(house, name, others) {
  const may = [name, ...others];
  return {
    name: `${house.split('/').at(-1)}-${name}`,
    comment: `${house}/${name} imports of the other rooms there ${others.length === 0 ? 'none' : `only ${others.join(', ')}`}`,
    severity: 'error',
    from: { path: `^${house}/${name}/` },
    to: { path: `^${house}/[^/]+/`, pathNot: `^${house}/(?:${may.join('|')})/` },
  };
}

/** npm packages show as what the import says, or as a file below node_modules. */
function packages(pattern) {
  return pattern.replace('^', '(?:^|node_modules/)');
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment: 'two modules that need each other at run time cannot be understood apart',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'sandbox-types-one-way',
      comment: 'in the sandbox types make no circles, either: what two modules speak of stands below both',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { circular: true },
    },
    {
      name: 'unresolvable',
      comment: 'an import that leads nowhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^drawbridge:config$' },
    },
    {
      name: 'functions-apart',
      comment: 'functions never import each other',
      severity: 'error',
      from: { path: '^functions/([^/]+)/' },
      to: { path: '^functions/', pathNot: '^functions/$1/' },
    },
    {
      name: 'shared-below-functions',
      comment: 'shared/ does not know the functions, the sandbox, the tests or the scripts',
      severity: 'error',
      from: { path: '^shared/' },
      to: { path: '^(?:functions|sandbox|tests|scripts|packaging|bench|console)/' },
    },
    {
      name: 'sandbox-apart',
      comment: 'a stand-in that shares our code would share our mistakes',
      severity: 'error',
      from: { path: '^sandbox/' },
      to: { path: '^(?:shared|functions|packaging)/' },
    },
    {
      name: 'sandbox-kernel-below-all',
      comment: "the sandbox's kernel knows no service, and nothing of what stands on it",
      severity: 'error',
      from: { path: '^sandbox/kernel/' },
      to: { path: '^sandbox/', pathNot: '^sandbox/kernel/' },
    },
    {
      name: 'services-apart',
      comment:
        "services need one another in circles, as AWS's do; they meet in sandbox/kernel/offers and the registry",
      severity: 'error',
      from: { path: '^sandbox/services/([^/]+)/' },
      to: { path: '^sandbox/', pathNot: '^sandbox/(?:kernel|services/$1)/' },
    },
    {
      name: 'product-without-tests',
      comment: 'what is deployed imports nothing that is not',
      severity: 'error',
      from: { path: '^functions/' },
      to: { path: '^(?:sandbox|tests|scripts|packaging|bench)/' },
    },
    layer('redact', []),
    layer('core', ['redact']),
    layer('store', ['core', 'redact', 'aws']),
    layer('git', ['core', 'redact']),
    layer('backup', ['core', 'redact', 'git']),
    room('shared/git', 'wire', []),
    room('shared/git', 'remotes', ['wire']),
    room('shared/git', 'refs', ['wire']),
    room('shared/git', 'packs', ['wire', 'refs']),
    room('shared/git', 'plan', ['refs']),
    room('shared/git', 'sync', ['refs', 'packs', 'plan']),
    {
      name: 'git-words-below-rooms',
      comment: 'the types and errors of shared/git are the words its rooms speak, and know none of them',
      severity: 'error',
      from: { path: '^shared/git/[^/]+\\.ts$' },
      to: { path: '^shared/git/[^/]+/' },
    },
    room('sandbox/services/codecommit', 'objects', []),
    room('sandbox/services/codecommit', 'repositories', ['objects']),
    {
      name: 'codecommit-git-on-top',
      comment: "CodeCommit's operations do not know that repositories are reached with git, too",
      severity: 'error',
      from: { path: '^sandbox/services/codecommit/', pathNot: '^sandbox/services/codecommit/git/' },
      to: { path: '^sandbox/services/codecommit/git/' },
    },
    {
      name: 'operations-on-top',
      comment: "an operation is called through its service's list; what two of them share stands beside them",
      severity: 'error',
      from: { path: '^sandbox/services/', pathNot: '/service\\.ts$' },
      to: { path: '^sandbox/services/.+/operations/' },
    },
    layer('aws', ['core', 'redact', 'git']),
    layer('checks', ['core', 'redact']),
    layer('channels', ['core', 'redact']),
    layer('reasons', ['core', 'redact']),
    layer('config', ['checks', 'channels', 'core', 'redact']),
    layer('effects', ['core', 'redact', 'channels', 'checks', 'config']),
    {
      name: 'pure-decide',
      comment: 'decide.ts takes values and gives values: shared/core, its own folder, and types',
      severity: 'error',
      from: { path: '^functions/[^/]+/decide\\.ts$' },
      to: { pathNot: '^(?:shared/core/|functions/[^/]+/)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-imports-nothing',
      comment: 'shared/core is pure, and shared/redact, which it alone may import',
      severity: 'error',
      from: { path: '^shared/(?:core|redact)/' },
      to: { pathNot: '^shared/(?:core|redact)/' },
    },
    {
      name: 'sdk-at-the-edge',
      comment: 'only shared/aws, shared/store and shared/git import the AWS SDK',
      severity: 'error',
      from: { path: '^(?:functions|shared)/', pathNot: '^shared/(?:aws|store|git)/' },
      to: { path: packages(SDK) },
    },
    {
      name: 'framework-at-the-edge',
      comment: 'only shared/runtime and handler.ts import middy and Powertools',
      severity: 'error',
      from: { path: '^(?:functions|shared)/', pathNot: '^(?:shared/runtime/|functions/[^/]+/handler\\.ts$)' },
      to: { path: packages(EDGE) },
    },
    {
      name: 'yaml-only-when-loading',
      comment: 'functions get the configuration as JSON; yaml would add 100 KB to a bundle',
      severity: 'error',
      from: {
        path: '^(?:functions|shared)/',
        pathNot: '^shared/config/(?:load|locate|describe-yaml-error)\\.ts$',
      },
      to: { path: packages('^yaml(?:/|$)') },
    },
  ],
  options: {
    // TypeScript 7 has no JavaScript interface, so @swc/core reads the files; without it nothing is read and
    // nothing is reported, which scripts/check.ts and tests/architecture look out for.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.d.ts'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
    cache: false,
  },
};
