import type { Readable } from 'node:stream';
import { Readable as ReadableStream } from 'node:stream';
import { words } from '@casewright/core/model';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import type { ByteSource } from '../byte-source.ts';
import type { TableLimits } from '../limits.ts';
import { refuse, TableRefused, type TableSink } from '../table-sink.ts';

/**
 * The parts of a workbook's archive by their names. Nothing is ever written to a disk. What is unpacked is limited by
 * the sizes that the archive declares, before anything is unpacked, and by what really comes out.
 */
export class Archive {
  private readonly zip: ZipFile;
  private readonly entries: ReadonlyMap<string, Entry>;
  private readonly limits: TableLimits;
  private unpacked = 0;

  private constructor(zip: ZipFile, entries: ReadonlyMap<string, Entry>, limits: TableLimits) {
    this.zip = zip;
    this.entries = entries;
    this.limits = limits;
  }

  /** @throws TableRefused for what is no archive, is encrypted, or would unpack to more than the limits allow */
  static async open(source: ByteSource, limits: TableLimits, sink: TableSink): Promise<Archive> {
    const zip = await openZip(source);
    if (zip.entryCount > limits.archiveParts) refuseTooLarge(limits);
    const entries = new Map<string, Entry>();
    let declared = 0;
    for (;;) {
      const entry = await nextEntry(zip);
      if (!entry) break;
      const name = Buffer.from(entry.fileName as unknown as Uint8Array).toString('utf8');
      declared += entry.uncompressedSize;
      if (declared > limits.unpackedBytes || entries.size > limits.archiveParts) refuseTooLarge(limits);
      if (entry.isEncrypted()) refuseEncrypted();
      if (leadsOut(name)) sink.fault(strangeName(name));
      else entries.set(partKey(name), entry);
    }
    return new Archive(zip, entries, limits);
  }

  has(name: string): boolean {
    return this.entries.has(partKey(name));
  }

  /** The names of parts, in lower case. */
  names(): string[] {
    return [...this.entries.keys()];
  }

  /** The bytes of a part, piece by piece. */
  async *bytes(name: string): AsyncGenerator<Uint8Array> {
    const entry = this.entries.get(partKey(name));
    if (!entry) refuseMissing(name);
    const stream = await this.stream(entry);
    try {
      for await (const piece of stream) {
        this.unpacked += (piece as Uint8Array).length;
        if (this.unpacked > this.limits.unpackedBytes) refuseTooLarge(this.limits);
        yield piece as Uint8Array;
      }
    } catch (error) {
      if (!(error instanceof TableRefused) && isOfUnpacking(error)) refuseDamaged();
      throw error;
    }
  }

  private stream(entry: Entry): Promise<Readable> {
    return new Promise((resolve, reject) => {
      this.zip.openReadStream(entry, (error, stream) => {
        if (error) reject(error);
        else resolve(stream);
      });
    }).catch(() => refuseDamaged()) as Promise<Readable>;
  }
}

class SourceReader extends yauzl.RandomAccessReader {
  private readonly source: ByteSource;

  constructor(source: ByteSource) {
    super();
    this.source = source;
  }

  override _readStreamForRange(start: number, end: number): Readable {
    const source = this.source;
    const pieces = function* (): Generator<Uint8Array> {
      for (let at = start; at < end; at += 65_536) yield source.slice(at, Math.min(end, at + 65_536));
    };
    return ReadableStream.from(pieces(), { objectMode: false });
  }
}

function openZip(source: ByteSource): Promise<ZipFile> {
  return new Promise<ZipFile>((resolve, reject) => {
    const options = { lazyEntries: true, decodeStrings: false, validateEntrySizes: true, autoClose: false };
    yauzl.fromRandomAccessReader(new SourceReader(source), source.size, options, (error, zip) => {
      if (error) reject(error);
      else resolve(zip);
    });
  }).catch(() => refuseDamaged());
}

function nextEntry(zip: ZipFile): Promise<Entry | null> {
  return new Promise<Entry | null>((resolve, reject) => {
    const settle = (act: () => void) => {
      zip.removeAllListeners('entry');
      zip.removeAllListeners('end');
      zip.removeAllListeners('error');
      act();
    };
    zip.once('entry', (entry: Entry) => settle(() => resolve(entry)));
    zip.once('end', () => settle(() => resolve(null)));
    zip.once('error', (error: Error) => settle(() => reject(error)));
    zip.readEntry();
  }).catch(() => refuseDamaged());
}

/** Names of parts are compared without regard to case (ECMA-376 part 2, 6.3.5). */
function partKey(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();
}

function leadsOut(name: string): boolean {
  return /(^|[\\/])\.\.([\\/]|$)|^[a-z]:|^[\\/]/i.test(name);
}

function isOfUnpacking(error: unknown): boolean {
  const { code, message } = error as NodeJS.ErrnoException;
  return (code?.startsWith('Z_') ?? false) || /bytes in the stream|compression|unexpected end|invalid/i.test(message);
}

function refuseDamaged(): never {
  return refuse({
    code: 'xlsx.notAWorkbook',
    message: words(
      'An XLSX workbook is a whole ZIP archive; this file is damaged, cut off, or something else under that name.',
      'XLSX 工作簿须为完整的 ZIP 压缩包；此文件已损坏、不完整，或名不副实。',
    ),
    hint: words('Open it in the program it came from and save it as XLSX.', '请在原程序中打开并另存为 XLSX。'),
  });
}

function refuseTooLarge({ unpackedBytes }: TableLimits): never {
  return refuse({
    code: 'xlsx.unpackedSize',
    message: words(
      `A workbook holds at most ${unpackedBytes / 1024 / 1024} MiB when unpacked; this one would unpack to more, and was not.`,
      `工作簿解压后最大为 ${unpackedBytes / 1024 / 1024} MiB；此工作簿将超出，未予解压。`,
    ),
    hint: words(
      'Keep only the sheets and rows of the study in it; if it should be small, somebody made it to do harm.',
      '请只保留本研究的工作表和行；若本应很小，则可能是恶意文件。',
    ),
  });
}

function refuseEncrypted(): never {
  return refuse({
    code: 'xlsx.encrypted',
    message: words(
      'A workbook that is read has no password; parts of this one are encrypted.',
      '读取的工作簿不得设有密码；此工作簿的部分内容已加密。',
    ),
    hint: words('Save a copy without a password.', '请另存一份无密码的副本。'),
  });
}

function refuseMissing(name: string): never {
  return refuse({
    code: 'xlsx.missingPart',
    message: words(
      `A workbook holds every part that it names; "${name}" is missing from this one.`,
      `工作簿须包含其引用的全部部件；此工作簿缺少“${name}”。`,
    ),
    hint: words('Open it in Excel and save it again.', '请在 Excel 中打开并重新保存。'),
  });
}

function strangeName(name: string) {
  return {
    severity: 'warning' as const,
    code: 'xlsx.strangePart',
    message: words(
      `The parts of a workbook stay inside it; the name of one leads out of it ("${name.slice(0, 80)}"). It was neither read nor written anywhere.`,
      `工作簿的部件不得指向其外；有一个部件名称指向外部（“${name.slice(0, 80)}”）。它既未读取，也未写到任何地方。`,
    ),
    hint: words(
      'Ask where the file comes from: no spreadsheet program writes such a name.',
      '请查明文件来源：任何表格软件都不会写出这样的名称。',
    ),
  };
}
