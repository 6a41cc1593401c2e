// `npm start`, `npm test`, `npm run test:long` and `npm run bench` begin here, in a clone where nothing is installed
// yet. Plain old syntax in this file, so that a Node which is too old still reaches the sentence that says so.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    'Casewright needs Node 20.19 or newer; this is Node ' +
      process.versions.node +
      '. Install a newer one from https://nodejs.org and run the command again.',
  );
  process.exit(2);
}

import('./set-up/tasks.mjs').then(({ runTask }) => runTask(process.argv.slice(2)));
