/**
 * The last whole number, going from one where the condition holds towards one where it does not, at which it holds: by
 * halving, or, with a guess, by steps from there that double.
 */
export function lastWhere(holds: (k: number) => boolean, from: number, towards: number, guess?: number): number {
  const direction = Math.sign(towards - from);
  const isBetween = (k: number) => (k - from) * direction > 0 && (towards - k) * direction > 0;
  let inside = from;
  let outside = towards;
  if (guess !== undefined && isBetween(guess)) {
    const isInside = holds(guess);
    let k = guess;
    for (let step = 1; isBetween(k) && (k === guess || holds(k) === isInside); step *= 2) {
      if (isInside) inside = k;
      else outside = k;
      k += isInside ? direction * step : -direction * step;
    }
    if (isBetween(k)) {
      if (isInside) outside = k;
      else inside = k;
    }
  }
  while (Math.abs(outside - inside) > 1) {
    const middle = Math.floor((inside + outside) / 2);
    if (holds(middle)) inside = middle;
    else outside = middle;
  }
  return inside;
}
