/** The name as the engine keeps property names: looking up one cut from a text hashes it each time. */
export function propertyName(name: string): string {
  return Object.keys({ [name]: 0 })[0] ?? name;
}

/** Names that every object answers to; only these need to be asked for as the object's own. */
export function isInherited(name: string): boolean {
  return name in Object.prototype;
}
