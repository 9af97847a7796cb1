/**
 * Which way code may point. The first table is the picture in ARCHITECTURE.md, executed:
 * a folder may import the folders on its right, itself, and the npm packages its own package.json lists.
 */
const MAY_IMPORT = {
  'packages/geometry': [],
  'packages/board': ['packages/geometry'],
  'packages/protocol': ['packages/board'],
  'packages/client': ['packages/board', 'packages/protocol'],
  'packages/editor': ['packages/board', 'packages/geometry'],
  'packages/renderer': ['packages/board', 'packages/geometry'],
  'packages/testkit': ['packages/board', 'packages/client', 'packages/protocol'],
  'apps/server': ['packages/board', 'packages/protocol', 'packages/renderer'],
  'apps/web': [
    'packages/board',
    'packages/client',
    'packages/editor',
    'packages/geometry',
    'packages/renderer',
  ],
  e2e: ['packages/testkit'],
  bench: ['packages/board', 'packages/client', 'packages/protocol', 'packages/renderer', 'packages/testkit'],
  proof: ['packages/board', 'packages/client', 'packages/protocol', 'packages/testkit', 'apps/server'],
}

/** What a test may import on top of its own folder's row. */
const TESTS_MAY_ALSO_IMPORT = { 'apps/server': ['packages/client'], 'apps/web': ['packages/protocol'] }

/** Inside apps/server/src: a layer may import the layers on its right. main and app connect them and are imported by none. */
const SERVER_LAYERS = {
  http: ['boards', 'access', 'files', 'log'],
  realtime: ['boards', 'access', 'log'],
  boards: ['log'],
  access: ['log'],
  // What both keep is written with the same care.
  files: ['log'],
  log: [],
}

/** The doors of each package: its `exports`. */
const ENTRIES = [
  'packages/[^/]+/src/index[.]ts',
  'packages/protocol/src/(parser|stored)[.]ts',
  'packages/renderer/src/(svg|png|pdf)[.]ts',
  // For the simulation: what decides, without sockets, timers and clocks.
  'packages/client/src/core[.]ts',
  'packages/client/src/browser/browser[.]ts',
  // Loads the test runner, which a browser test must not.
  'packages/testkit/src/op-log-contract[.]ts',
]
/** A server paints without a browser, so it sees only these doors of the renderer. */
const SERVER_RENDERER = 'packages/renderer/src/(svg|png|pdf)[.]ts'

/** Run in browsers, in Node and in a fold of history alike: nothing from Node. */
const WITHOUT_NODE = ['geometry', 'board', 'protocol', 'client', 'editor', 'renderer'].map(
  (name) => `packages/${name}`,
)

const TEST = '[.]test[.](ts|mjs)$'
const CONFIG = '[.]config[.](ts|js)$'
const ANY_OF_OURS = '^(packages/[^/]+|apps/[^/]+|e2e|bench|proof)/'

const anyOf = (folders) => `^(${folders.join('|')})/`

const tableRules = Object.entries(MAY_IMPORT).flatMap(([folder, allowed]) => {
  const forCode = [folder, ...allowed]
  const forTests = [...forCode, ...(TESTS_MAY_ALSO_IMPORT[folder] ?? []), 'packages/testkit']
  const comment = `${folder} may import ${allowed.join(', ') || 'nothing of ours'} (MAY_IMPORT in .dependency-cruiser.cjs).`
  return [
    {
      name: `table: ${folder}`,
      comment,
      severity: 'error',
      from: { path: `^${folder}/`, pathNot: TEST },
      to: { path: ANY_OF_OURS, pathNot: anyOf(forCode) },
    },
    {
      name: `table: tests of ${folder}`,
      comment: `${comment} Its tests may also import ${forTests.slice(forCode.length).join(', ')}.`,
      severity: 'error',
      from: { path: `^${folder}/.*${TEST}` },
      to: { path: ANY_OF_OURS, pathNot: anyOf(forTests) },
    },
  ]
})

const layerRules = Object.entries(SERVER_LAYERS).map(([layer, allowed]) => ({
  name: `server layers: ${layer}`,
  comment: `apps/server/src/${layer} may import ${allowed.join(', ') || 'no other layer'}; never app or main.`,
  severity: 'error',
  from: { path: `^apps/server/src/${layer}/`, pathNot: TEST },
  to: {
    path: `^apps/server/src/((${Object.keys(SERVER_LAYERS).join('|')})/|(app|main)[.]ts$)`,
    pathNot: `^apps/server/src/(${[layer, ...allowed].join('|')})/`,
  },
}))

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...tableRules,
    ...layerRules,
    {
      name: 'every folder is in the table',
      comment: 'A new package or app gets its row in MAY_IMPORT first.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: anyOf(Object.keys(MAY_IMPORT)) },
      to: {},
    },
    {
      name: 'no cycles',
      comment: 'Two files that need each other are one file, or miss a third below both. Types count.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'packages have one door',
      comment: "Import another package by its name: its inner files are its own business ('exports').",
      severity: 'error',
      from: { path: ANY_OF_OURS },
      to: { path: '^packages/[^/]+/', pathNot: ['^$1/', `^(${ENTRIES.join('|')})$`] },
    },
    {
      name: 'server paints without a browser',
      comment: 'Of @drawbridge/renderer, apps/server imports svg, png and pdf only.',
      severity: 'error',
      from: { path: '^apps/server/' },
      to: { path: '^packages/renderer/', pathNot: `^${SERVER_RENDERER}$` },
    },
    {
      name: 'no Node in shared packages',
      comment: 'This code also runs in browsers; what it needs of the world is passed in.',
      severity: 'error',
      from: { path: anyOf(WITHOUT_NODE), pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'listed npm packages only',
      comment: "Add it to the folder's own package.json, or do without.",
      severity: 'error',
      from: { path: ANY_OF_OURS },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'undetermined'] },
    },
    {
      name: 'development packages stay out of shipped code',
      comment: 'What runs in production is in `dependencies`.',
      severity: 'error',
      // The web app is bundled, so all of its packages are development packages.
      from: { path: '^(packages|apps/server)/', pathNot: [TEST, CONFIG, '/src/testing/'] },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['npm'], pathNot: '^node_modules/@types/' },
    },
    {
      name: 'imports lead somewhere',
      comment: 'The file or package does not exist.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no orphans',
      comment: 'Nothing imports this file and it imports nothing: it is dead, or its user forgot it.',
      severity: 'error',
      from: {
        orphan: true,
        path: '/src/',
        pathNot: [TEST, '[.]d[.]ts$', '/src/(index|main)[.]ts$', 'worker[.]ts$'],
      },
      to: {},
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    // Peers of the benchmark are no part of this project: they have packages of their own.
    exclude: { path: '(^|/)(dist|[.]turbo|[.]cache|data|test-results|playwright-report)/|^bench/peers/' },
    // Type-only imports are arrows too.
    tsPreCompilationDeps: true,
    // The root's package.json lists what all tests use.
    combinedDependencies: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'svelte', 'browser', 'node', 'types', 'default'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.svelte', '.d.ts', '.json'],
    },
  },
}
