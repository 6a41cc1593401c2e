import type { Issue } from '@casewright/core/model';

/** A fault of an extract; an error unless it says otherwise. */
export type ExtractFault = Omit<Issue, 'severity'> & { readonly severity?: Issue['severity'] };

/** An extract, or what belongs to it, cannot be read; what was made of it is thrown away. */
export class ExtractRefused extends Error {
  readonly fault: ExtractFault;

  constructor(fault: ExtractFault) {
    super(fault.message.en);
    this.fault = fault;
  }
}
