import { inflateRawSync } from 'node:zlib';
import { SaxesParser } from 'saxes';

/** An element of a part: its name, its attributes, and what stands in it. */
export type Xml = { name: string; attributes: Record<string, string>; children: (Xml | string)[] };

/** The parts of a ZIP file by their paths, read from its directory. */
export function unzipped(file: Uint8Array): Map<string, Buffer> {
  const bytes = Buffer.from(file);
  const end = bytes.lastIndexOf('PK\u0005\u0006', undefined, 'latin1');
  const parts = new Map<string, Buffer>();
  let at = bytes.readUInt32LE(end + 16);
  for (let count = bytes.readUInt16LE(end + 10); count > 0; count -= 1) {
    const packed = bytes.readUInt32LE(at + 20);
    const nameLength = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    if (parts.has(name)) throw new Error(`${name} is there twice`);
    parts.set(name, inflateRawSync(bytes.subarray(start, start + packed)));
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return parts;
}

/** A part as a tree. @throws where it is not well formed, or a prefix has no namespace */
export function parseXml(text: string): Xml {
  const root: Xml = { name: '', attributes: {}, children: [] };
  const open = [root];
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const values = Object.entries(attributes).map(([key, { value }]) => [key, value] as const);
    const made: Xml = { name, attributes: Object.fromEntries(values), children: [] };
    open.at(-1)?.children.push(made);
    open.push(made);
  });
  parser.on('text', (said) => open.at(-1)?.children.push(said));
  parser.on('closetag', () => open.pop());
  parser.write(text).close();
  return root;
}

export function childrenOf(parent: Xml, name?: string): Xml[] {
  return parent.children.filter(
    (one): one is Xml => typeof one !== 'string' && (name === undefined || one.name === name),
  );
}

/** Every element of a name, in the order of the text. */
export function allOf(parent: Xml, name: string): Xml[] {
  return childrenOf(parent).flatMap((one) => [...(one.name === name ? [one] : []), ...allOf(one, name)]);
}

const RAISED: Readonly<Record<string, string>> = {
  0: '⁰',
  1: '¹',
  2: '²',
  3: '³',
  4: '⁴',
  5: '⁵',
  6: '⁶',
  7: '⁷',
  8: '⁸',
  9: '⁹',
  '−': '⁻',
};

/** The text of an element as a reader sees it; raised digits are written as such. */
export function textOf(part: Xml): string {
  if (part.name === 'w:t') return part.children.join('');
  const text = childrenOf(part).map(textOf).join('');
  const isRaised = part.name === 'w:r' && styleOf(part, 'w:rPr', 'w:rStyle') === 'Superscript';
  return isRaised ? [...text].map((character) => RAISED[character] ?? character).join('') : text;
}

export function styleOf(part: Xml, properties: 'w:pPr' | 'w:rPr' | 'w:tblPr', style: string): string | undefined {
  return childrenOf(part, properties).flatMap((one) => childrenOf(one, style))[0]?.attributes['w:val'];
}

/** Order that the schema asks for, of what this program writes. */
const ORDER: Readonly<Record<string, readonly string[]>> = {
  'w:pPr':
    'pStyle keepNext keepLines widowControl numPr pBdr shd tabs spacing ind contextualSpacing jc outlineLvl rPr sectPr'
      .split(' ')
      .map((name) => `w:${name}`),
  'w:rPr': 'rStyle rFonts b bCs i iCs noProof color sz szCs u vertAlign lang'.split(' ').map((name) => `w:${name}`),
  'w:tcPr': ['w:tcW', 'w:gridSpan', 'w:tcBorders', 'w:vAlign'],
  'w:tblPr': [
    'w:tblStyle',
    'w:tblW',
    'w:tblInd',
    'w:tblBorders',
    'w:tblLayout',
    'w:tblCellMar',
    'w:tblLook',
    'w:tblCaption',
  ],
  'w:sectPr': ['w:headerReference', 'w:footerReference', 'w:type', 'w:pgSz', 'w:pgMar'],
  'w:trPr': ['w:cantSplit', 'w:tblHeader'],
};

/** What the body of the document may say beside its styles: flow, and which face of a style draws a quotation mark. */
const BESIDE_STYLES: Readonly<Record<string, readonly string[]>> = {
  'w:pPr': ['w:pStyle', 'w:keepNext', 'w:numPr', 'w:sectPr'],
  'w:rPr': ['w:rStyle', 'w:rFonts'],
};

/** What would make Word repair a file or ask about it, or break the promise that looks are styles; in words, each once. */
export function faultsOfWordFile(file: Uint8Array): string[] {
  const faults = new Set<string>();
  const parts = unzipped(file);
  const trees = new Map(
    [...parts].flatMap(([name, bytes]) =>
      /\.(xml|rels)$/.test(name) ? [[name, parseXml(bytes.toString('utf8'))]] : [],
    ) as [string, Xml][],
  );
  const tree = (name: string): Xml => trees.get(name) ?? { name: '', attributes: {}, children: [] };
  const document = tree('word/document.xml');

  const types = tree('[Content_Types].xml');
  const defaults = new Set(allOf(types, 'Default').map(({ attributes }) => attributes['Extension']));
  const overrides = allOf(types, 'Override').map(({ attributes }) => attributes['PartName'] ?? '');
  for (const name of parts.keys()) {
    if (name !== '[Content_Types].xml' && !defaults.has(name.split('.').at(-1))) faults.add(`${name} has no type`);
    if (/^(word|docProps)\/[^/]+\.xml$/.test(name) && !overrides.includes(`/${name}`))
      faults.add(`${name} is plain XML`);
  }
  for (const name of overrides) if (!parts.has(name.slice(1))) faults.add(`${name} is typed and not there`);

  const relations = allOf(tree('word/_rels/document.xml.rels'), 'Relationship').map(({ attributes }) => attributes);
  const ids = new Set(relations.map(({ Id }) => Id));
  if (ids.size !== relations.length) faults.add('two relationships have one id');
  for (const { Target = '', TargetMode } of relations)
    if (TargetMode !== 'External' && !parts.has(`word/${Target}`)) faults.add(`${Target} is referred to and not there`);

  const styles = new Set(allOf(tree('word/styles.xml'), 'w:style').map(({ attributes }) => attributes['w:styleId']));
  const lists = new Set(allOf(tree('word/numbering.xml'), 'w:num').map(({ attributes }) => attributes['w:numId']));
  const unique = (what: string, values: (string | undefined)[]): void => {
    if (new Set(values).size !== values.length) faults.add(`${what} are not unique`);
  };
  const starts = allOf(document, 'w:bookmarkStart').map(({ attributes }) => attributes);
  const names = starts.map((one) => one['w:name'] ?? '');
  unique(
    'ids of bookmarks',
    starts.map((one) => one['w:id']),
  );
  unique('names of bookmarks', names);
  unique(
    'ids of drawings',
    allOf(document, 'wp:docPr').map(({ attributes }) => attributes['id']),
  );
  const ends = allOf(document, 'w:bookmarkEnd').map(({ attributes }) => attributes['w:id']);
  if (ends.join() !== starts.map((one) => one['w:id']).join()) faults.add('a bookmark does not end');
  for (const name of names) if (!/^[A-Za-z_]\w{0,39}$/.test(name)) faults.add(`${name} is no name of a bookmark`);

  const known = new Set(names);
  const visit = (one: Xml, part: string): void => {
    const { name, attributes } = one;
    for (const key of ['r:id', 'r:embed']) {
      const id = attributes[key];
      if (id !== undefined && !ids.has(id)) faults.add(`${id} leads nowhere`);
    }
    if (name === 'w:hyperlink' && attributes['w:anchor'] && !known.has(attributes['w:anchor']))
      faults.add(`a link leads to ${attributes['w:anchor']}, which is not there`);
    if (
      ['w:pStyle', 'w:rStyle', 'w:tblStyle', 'w:basedOn', 'w:next'].includes(name) &&
      !styles.has(attributes['w:val'])
    )
      faults.add(`no style is called ${attributes['w:val']}`);
    if (name === 'w:numId' && !lists.has(attributes['w:val'])) faults.add(`no list is called ${attributes['w:val']}`);
    const order = ORDER[name];
    if (order) {
      const places = childrenOf(one).map((child) => order.indexOf(child.name));
      if (places.includes(-1)) faults.add(`${name} in ${part} holds ${childrenOf(one).map((child) => child.name)}`);
      if (places.some((place, index) => place < (places[index - 1] ?? 0)))
        faults.add(`${name} in ${part} is not in order`);
    }
    const beside = BESIDE_STYLES[name];
    if (beside && part === 'word/document.xml') {
      for (const child of childrenOf(one))
        if (!beside.includes(child.name)) faults.add(`${child.name} is a look of its own`);
      const fonts = childrenOf(one, 'w:rFonts')[0]?.attributes ?? {};
      if (Object.keys(fonts).some((key) => key !== 'w:hint')) faults.add('a run names a face');
    }
    if (name === 'w:tbl') for (const fault of faultsOfTable(one)) faults.add(fault);
    for (const child of childrenOf(one)) visit(child, part);
  };
  for (const [name, root] of trees) visit(root, name);
  return [...faults];
}

function faultsOfTable(table: Xml): string[] {
  const widths = allOf(childrenOf(table, 'w:tblGrid')[0] as Xml, 'w:gridCol').map(({ attributes }) =>
    Number(attributes['w:w']),
  );
  const rows = childrenOf(table, 'w:tr');
  const faults: string[] = [];
  rows.forEach((row, index) => {
    const properties = childrenOf(childrenOf(row, 'w:trPr')[0] as Xml).map(({ name }) => name);
    if (!properties.includes('w:cantSplit')) faults.push('a row may split');
    if (properties.includes('w:tblHeader') !== (index === 0)) faults.push('the head of a table is not its first row');
    let column = 0;
    for (const cell of childrenOf(row, 'w:tc')) {
      const cellProperties = childrenOf(cell, 'w:tcPr')[0] as Xml;
      const span = Number(childrenOf(cellProperties, 'w:gridSpan')[0]?.attributes['w:val'] ?? 1);
      const width = widths.slice(column, column + span).reduce((sum, one) => sum + one, 0);
      if (Number(childrenOf(cellProperties, 'w:tcW')[0]?.attributes['w:w']) !== width)
        faults.push('a cell is not as wide as its columns');
      if (childrenOf(cell).at(-1)?.name !== 'w:p') faults.push('a cell does not end with a paragraph');
      column += span;
    }
    if (column !== widths.length) faults.push('a row has not as many cells as there are columns');
  });
  return faults;
}
