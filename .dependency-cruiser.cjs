// The map of the house: what the files of a folder may import, one line a folder. A folder without a line fails, so
// a new dependency is a line in a diff that someone reads. Names with a slash are folders of packages/<workspace>/src,
// `core/*` is each folder of core, `stats` that workspace as a whole, `node:` is Node itself, anything else is a package from the registry.
const map = {
  'stats/input': [],
  'stats/root-finding': [],
  'stats/distributions': ['stats/input'],
  'stats/describe': ['stats/input', 'stats/distributions', 'stats/root-finding'],
  'stats/proportions': ['stats/input', 'stats/distributions', 'stats/root-finding'],
  'stats/random': [],
  'stats/contingency': [
    'stats/input',
    'stats/distributions',
    'stats/root-finding',
    'stats/proportions',
    'stats/random',
  ],
  'stats/linear-algebra': [],
  'stats/survival': ['stats/input', 'stats/distributions', 'stats/linear-algebra', 'stats/proportions', 'stats/random'],
  'stats/regression': [
    'stats/input',
    'stats/distributions',
    'stats/linear-algebra',
    'stats/root-finding',
    'stats/survival',
  ],
  'stats/competing-risks': ['stats/input', 'stats/distributions', 'stats/linear-algebra', 'stats/survival'],
  'stats/rates': ['stats/input', 'stats/distributions', 'stats/root-finding', 'stats/proportions'],
  'stats/agreement': ['stats/input', 'stats/distributions'],
  'stats/ranks': ['stats/input', 'stats/distributions', 'stats/root-finding', 'stats/describe'],
  'stats/means': ['stats/input', 'stats/distributions', 'stats/describe'],
  'stats/correlation': ['stats/input', 'stats/distributions', 'stats/describe'],
  'stats/effect': ['stats/input', 'stats/describe'],
  'stats/multiplicity': ['stats/input'],
  'stats/influence': ['stats/input'],
  'stats/meta-analysis': ['stats/input', 'stats/distributions', 'stats/root-finding'],
  'stats/disclosure': ['stats/input'],
  'stats/guard': ['stats/input', 'stats/contingency', 'stats/survival', 'stats/competing-risks', 'stats/regression'],
  'stats/conformance': ['stats'],

  'core/model': [],
  'core/expression': ['core/model', '@marcbachmann/cel-js'],
  'core/protocol': ['core/model', 'core/expression', 'js-yaml', 'zod'],
  'core/records': ['core/model', 'core/expression', 'core/protocol'],
  'core/derive': ['core/model', 'core/expression', 'core/protocol', 'core/records'],
  'core/cohort': ['core/model', 'core/expression', 'core/protocol', 'core/records', 'core/derive'],
  'core/analyse': ['core/model', 'core/expression', 'core/protocol', 'core/cohort', 'core/derive', 'stats'],
  'core/claims': ['core/model', 'core/protocol'],
  'core/report': [
    'core/model',
    'core/expression',
    'core/protocol',
    'core/claims',
    'core/analyse',
    'd3-scale',
    'd3-shape',
  ],
  'core/report-page': ['core/model', 'core/report'],
  'core/facts': ['core/model'],
  'core/tables': ['core/model', 'core/facts'],
  'core/context': ['core/model', 'core/facts'],
  'core/search': ['core/model', 'core/protocol', 'core/facts'],
  'core/candidates': ['core/model', 'core/protocol', 'core/facts', 'core/context', 'core/search'],
  'core/screening': ['core/model', 'core/protocol', 'core/records', 'core/candidates', 'stats'],
  'core/propose': ['core/model', 'core/protocol', 'core/records', 'core/facts', 'core/tables'],
  'core/run': ['core/*'],
  'core/analyze-table': [
    'core/model',
    'core/tables',
    'core/expression',
    'core/protocol',
    'core/records',
    'core/derive',
    'core/cohort',
    'core/analyse',
    'core/report',
    'core/run',
  ],

  'node/read': ['node:', 'core/model', 'core/records', 'csv-parse'],
  'node/tables': [
    'node:',
    'core/model',
    'core/tables',
    'node/read',
    'hyparquet',
    'hyparquet-compressors',
    'saxes',
    'yauzl',
  ],
  'node/write': ['node:', 'core/model', 'core/protocol', 'core/records'],
  'node/new': [
    'node:',
    'core/model',
    'core/protocol',
    'core/records',
    'core/tables',
    'core/propose',
    'core/run',
    'node/tables',
    'node/write',
  ],
  'node/render': ['node:', 'core/model', 'core/report', 'core/report-page'],
  'node/word': ['node:', 'core/model', 'core/report', 'core/report-page', 'node/render', '@resvg/resvg-js'],
  'node/publish': [
    'node:',
    'core/model',
    'core/claims',
    'core/tables',
    'core/run',
    'node/read',
    'node/render',
    'node/word',
  ],
  'node/analyze': ['node:', 'core/model', 'core/tables', 'core/analyze-table', 'node/read', 'node/tables'],
  'node/extracts': [
    'node:',
    'core/model',
    'core/tables',
    'core/search',
    'node/read',
    'node/tables',
    '@duckdb/node-api',
    'pg',
    'pg-cursor',
  ],
  'node/find': [
    'node:',
    'core/model',
    'core/protocol',
    'core/search',
    'core/context',
    'core/candidates',
    'core/screening',
    'core/run',
    'core/tables',
    'node/extracts',
    'node/read',
    'node/render',
    'node/tables',
    'node/write',
  ],
  'node/server': ['node:', 'core/model', 'node/publish', 'hono', '@hono/node-server'],
  'node/conformance': ['node:', 'core/model', 'stats'],
  'node/cli': [
    'node:',
    'core/model',
    'core/claims',
    'core/propose',
    'core/analyze-table',
    'node/analyze',
    'node/new',
    'node/publish',
    'node/server',
    'node/conformance',
    'stats',
    'commander',
  ],

  'web/report-page': ['core/model', 'core/report', 'core/report-page'],
};

const isTest = '[.]test[.]ts$|/testing/|/test-support/';
const literal = (text) => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const folderPath = (name) =>
  name.includes('/') ? `^packages/${name.replace('/', '/src/').replace('*', '[^/]+')}/` : `^packages/${name}/src/`;
const packagePath = (name) => `node_modules/(@types/)?${literal(name)}/`;
const isFolder = (name) => name in map || name === 'stats' || name.endsWith('/*');

const ofFolders = Object.entries(map).flatMap(([folder, uses]) => {
  const from = { path: folderPath(folder), pathNot: isTest };
  const folders = [folder, ...uses.filter(isFolder)];
  const packages = uses.filter((name) => !isFolder(name) && name !== 'node:');
  const rules = [
    {
      name: `${folder}: folders`,
      comment: `${folder} may import from ${folders.slice(1).join(', ') || 'no other folder'}.`,
      severity: 'error',
      from,
      to: { path: '^packages/', pathNot: ['/package[.]json$', '/node_modules/', ...folders.map(folderPath)] },
    },
    {
      name: `${folder}: packages`,
      comment: `${folder} may use ${packages.join(', ') || 'no package'}.`,
      severity: 'error',
      from,
      to: { path: 'node_modules/', pathNot: packages.map(packagePath) },
    },
  ];
  if (uses.includes('node:')) return rules;
  const builtins = { name: `${folder}: Node`, comment: `${folder} runs without Node.`, severity: 'error', from };
  return [...rules, { ...builtins, to: { dependencyTypes: ['core'] } }];
});

module.exports = {
  map,
  forbidden: [
    {
      name: 'folder without a line',
      comment: 'Each folder has a line in the map of .dependency-cruiser.cjs.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/[^/]+/', pathNot: Object.keys(map).map(folderPath) },
      to: {},
    },
    {
      name: 'cycle',
      comment: 'What imports each other is one thing; or one of the two imports is too many.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'folder by its index',
      comment: 'An import from another folder names the folder (its index.ts), not a file in it.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/([^/]+)/', pathNot: isTest },
      to: { path: '^packages/$1/src/[^/]+/', pathNot: ['^packages/$1/src/$2/', '/index[.]ts$'] },
    },
    {
      name: 'not found',
      comment: 'An import names something that is there.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    ...ofFolders,
  ],
  options: {
    doNotFollow: { path: 'node_modules/' },
    exclude: { path: '/(dist|fixtures)/' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.mts', '.mjs', '.js', '.cjs', '.d.ts'],
    },
  },
};
