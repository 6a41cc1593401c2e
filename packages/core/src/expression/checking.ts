import type { ASTNode } from '@marcbachmann/cel-js';
import type { Words } from '../model/index.ts';
import type { Typed } from './typed.ts';
import type { ExpressionFaultCode, ExpressionType } from './types.ts';

/** A checked node, or null when a fault in it was reported; whoever gets null reports nothing more about it. */
export type Found = Typed | null;
export type Place = { readonly start: number; readonly end: number };

/** What the check of one part of an expression needs of the check of the whole. */
export interface Checking {
  /** @param wanted - the type that a bare text should take: codes are written as texts */
  check(node: ASTNode, wanted?: ExpressionType): Found;
  /** The nodes as values of one type, bare texts taking the type of the others; null when a fault was reported. */
  checkTogether(nodes: readonly ASTNode[], wanted?: ExpressionType): Typed[] | null;
  /** Reports a fault. */
  refuse(at: Place, code: ExpressionFaultCode, message: Words, hint: Words): null;
  /** A type in words. */
  words(type: ExpressionType): Words;
  /** The text of a node, cut where it is long. */
  excerpt(node: Place): string;
}
