const NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** Whether an address to listen on is this machine's own. */
export function isLoopbackAddress(host: string): boolean {
  return NAMES.has(host.toLowerCase());
}

/**
 * Whether a request's Host header names this machine. Another name that resolves to it is how a foreign page would
 * reach this server from the reader's own browser (DNS rebinding). Any port will do: one may be forwarded.
 */
export function isLoopbackHostHeader(header: string | undefined): boolean {
  const match = /^(\[[0-9a-f:]+\]|[^:]*)(?::\d{1,5})?$/i.exec(header ?? '');
  return match?.[1] !== undefined && NAMES.has(match[1].toLowerCase());
}
