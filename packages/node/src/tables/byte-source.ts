import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const CHUNK = 256 * 1024;

/** The bytes of one file, read piece by piece. Reading waits: it is done in a worker, where nobody else waits. */
export type ByteSource = {
  readonly size: number;
  /** the bytes from start to end, fewer where the file ends before */
  slice(start: number, end: number): Uint8Array;
  /** all bytes once more from the beginning; each piece is good until the next is asked for */
  chunks(): Generator<Uint8Array>;
  close(): void;
};

/** @throws the error of the file system when it cannot be opened, or `EISDIR` for anything but a file */
export function openFile(path: string): ByteSource {
  const descriptor = openSync(path, 'r');
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) {
    closeSync(descriptor);
    throw Object.assign(new Error('not a file'), { code: 'EISDIR' });
  }
  const read = (buffer: Uint8Array, position: number): Uint8Array => {
    let filled = 0;
    while (filled < buffer.length) {
      const count = readSync(descriptor, buffer, filled, buffer.length - filled, position + filled);
      if (count === 0) break;
      filled += count;
    }
    return buffer.subarray(0, filled);
  };
  return {
    size: stat.size,
    slice: (start, end) => read(new Uint8Array(Math.max(0, Math.min(end, stat.size) - start)), start),
    *chunks() {
      const buffer = new Uint8Array(CHUNK);
      for (let at = 0; at < stat.size; at += CHUNK) yield read(buffer, at);
    },
    close: () => closeSync(descriptor),
  };
}

/** Bytes that are already in memory. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    slice: (start, end) => bytes.subarray(start, end),
    *chunks() {
      for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
    },
    close: () => {},
  };
}
